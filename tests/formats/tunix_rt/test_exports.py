"""The exports of tunix-rt say the same of a trace, each in its way."""

from __future__ import annotations

from typing import Any

from tests.formats.drafts import drafts_of, steps_in

RESPONSE = "Reasoning:\n1. One more.\n2. It is\ntwo.\nAnswer: 2"
STEP = "Reasoning:\n1. One.\nAnswer: "
STEPS = [("step", "One more."), ("step", "It is\ntwo.")]


def test_all_exports_of_a_trace_give_the_same_texts() -> None:
    template = "<start_of_turn>user\n1+1?<end_of_turn>\n<start_of_turn>model\n"
    records: dict[str, dict[str, Any]] = {
        "tunix_rt.trace": {
            "prompts": "1+1?",
            "trace_steps": ["One more.", "It is\ntwo."],
            "final_answer": "2",
        },
        "tunix_rt.tunix_sft": {
            "prompts": f"{template}{RESPONSE}<end_of_turn>",
            "final_answer": "2",
        },
        "tunix_rt.training_example": {
            "prompt": "1+1?\n\nPlease show your reasoning steps.",
            "response": RESPONSE,
        },
    }
    for format_id, record in records.items():
        told = {"metadata": {"source_trace_id": "t1"}}
        [draft] = drafts_of(format_id, {"id": "e1", **record, **told})
        assert (draft.prompt, steps_in(draft), draft.answer) == ("1+1?", STEPS, "2")
        assert draft.meta == {"source_trace_id": "t1"}


def test_an_answer_is_exact_whatever_stands_in_it() -> None:
    answer = "It is\nAnswer: 2 "
    prompts = f"<start_of_turn>user\n?<end_of_turn>\n<start_of_turn>model\n{STEP}{answer}"
    record = {"prompts": f"{prompts}<end_of_turn>", "final_answer": answer}
    [draft] = drafts_of("tunix_rt.tunix_sft", record)
    assert (steps_in(draft), draft.answer) == ([("step", "One.")], answer)
    answer = "the Answer: 2 "
    example = {"prompt": "?", "response": f"{STEP}{answer}", "metadata": {"source_trace_id": "t"}}
    [draft] = drafts_of("tunix_rt.training_example", example)
    assert (steps_in(draft), draft.answer) == ([("step", "One.")], answer)


def test_without_steps_there_are_none_and_without_an_answer_none_either() -> None:
    told = {"source_trace_id": "t"}
    [draft] = drafts_of(
        "tunix_rt.training_example", {"prompt": "?", "response": "Answer: 2", "metadata": told}
    )
    assert (draft.steps, draft.answer) == ((), "2")
    [draft] = drafts_of(
        "tunix_rt.training_example", {"prompt": "?", "response": STEP[:-8], "metadata": told}
    )
    assert (steps_in(draft), draft.answer) == ([("step", "One.")], "")


def test_a_line_break_behind_the_template_is_no_part_of_the_answer() -> None:
    prompts = f"<start_of_turn>user\n?<end_of_turn>\n<start_of_turn>model\n{STEP}2"
    record = {"prompts": f"{prompts}<end_of_turn>\n", "final_answer": "2"}
    [draft] = drafts_of("tunix_rt.tunix_sft", record)
    assert (steps_in(draft), draft.answer) == ([("step", "One.")], "2")


def test_a_response_without_numbered_steps_is_read_as_what_a_model_gave() -> None:
    told = {"source_trace_id": "t"}
    for response, steps, answer in (
        ("2", [], "2"),
        ("<think>One more.</think>2", [("reasoning", "One more.")], "2"),
        ("One more.\n#### 2", [("reasoning", "One more."), ("reasoning", "#### 2")], "2"),
    ):
        record = {"prompt": "1+1?", "response": response, "metadata": told}
        [draft] = drafts_of("tunix_rt.training_example", record)
        assert (steps_in(draft), draft.answer) == (steps, answer)
        assert draft.meta["source_trace_id"] == "t"

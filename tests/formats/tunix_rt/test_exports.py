"""The exports of tunix-rt say the same of a trace, each in its way."""

from __future__ import annotations

from typing import Any

from tests.formats.drafts import drafts_of, steps_in

RESPONSE = "Reasoning:\n1. One more.\n2. It is\ntwo.\nAnswer: 2"
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

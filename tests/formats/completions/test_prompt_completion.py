"""Prompts and completions of TRL."""

from __future__ import annotations

import pytest

from tests.formats.drafts import drafts_of, reasoning_in


def test_the_template_of_a_chat_is_no_part_of_the_prompt() -> None:
    prompt = "<start_of_turn>user\n1+1?<end_of_turn>\n<start_of_turn>model\n"
    record = {"step": 10, "prompt": prompt, "completion": "<think>One more.</think>2", "score": 1.0}
    [draft] = drafts_of("prompt_completion", record, kind="row")
    assert (draft.prompt, reasoning_in(draft), draft.answer) == ("1+1?", ["One more."], "2")
    assert draft.meta == {"step": 10, "score": 1.0}
    before, after = draft.notes["template"]
    assert before + draft.prompt + after == prompt


MESSAGE = {"role": "user", "content": "1+1?"}
GOOD = [{"role": "assistant", "content": "<think>One more.</think>2"}]


def test_prompts_and_completions_may_be_messages_or_one_of_them() -> None:
    said = GOOD[0]["content"]
    for prompt, completion in (([MESSAGE], GOOD), ("1+1?", GOOD), ([MESSAGE], said)):
        [draft] = drafts_of("prompt_completion", {"prompt": prompt, "completion": completion})
        assert (draft.prompt, reasoning_in(draft), draft.answer) == ("1+1?", ["One more."], "2")


def test_of_preferences_what_was_chosen_is_read_and_the_other_kept() -> None:
    for record in (
        {"prompt": "1+1?", "chosen": "2", "rejected": "3"},
        {"prompt": [MESSAGE], "chosen": [{"role": "assistant", "content": "2"}], "rejected": "3"},
        {"chosen": [MESSAGE, {"role": "assistant", "content": "2"}], "rejected": "3"},
    ):
        [draft] = drafts_of("prompt_completion", record)
        assert (draft.prompt, draft.answer, draft.meta) == ("1+1?", "2", {"rejected": "3"})


def test_a_prompt_that_the_completion_repeats_counts_once() -> None:
    for prompt in ("1+1?", [MESSAGE]):
        [draft] = drafts_of("prompt_completion", {"prompt": prompt, "chosen": [MESSAGE, *GOOD]})
        assert (draft.prompt, draft.answer) == ("1+1?", "2")
        assert reasoning_in(draft) == ["One more."]


def test_what_the_system_is_told_is_kept_wherever_it_stands() -> None:
    system = {"role": "system", "content": "Sum."}
    for prompt, chosen in (
        ([system, MESSAGE], [MESSAGE, *GOOD]),
        ([system, MESSAGE], [system, MESSAGE, *GOOD]),
        ([MESSAGE], [system, MESSAGE, *GOOD]),
        ([system, MESSAGE], GOOD),
    ):
        [draft] = drafts_of("prompt_completion", {"prompt": prompt, "chosen": chosen})
        assert (draft.prompt, reasoning_in(draft), draft.answer) == ("1+1?", ["One more."], "2")
        assert draft.meta == {"system": "Sum."}


def test_the_output_of_a_model_goes_before_the_solution_that_it_is_compared_with() -> None:
    said = GOOD[0]["content"]
    for asked, gold, key in (
        ("question", {"answer": "One and one.\n#### 2"}, "response"),
        ("problem", {"solution": "So \\boxed{2}"}, "generation"),
        ("query", {}, "response"),
        ("input", {}, "output"),
    ):
        [draft] = drafts_of("prompt_completion", {asked: "1+1?", **gold, key: said})
        assert (draft.prompt, reasoning_in(draft), draft.answer) == ("1+1?", ["One more."], "2")
        assert draft.meta == gold


def test_several_outputs_to_one_prompt_are_several_traces() -> None:
    record = {"problem": "1+1?", "solution": "2", "generations": [GOOD[0]["content"], "3"]}
    first, second = drafts_of("prompt_completion", {**record, "correct": [True, False]})
    assert (reasoning_in(first), first.answer, second.answer) == (["One more."], "2", "3")
    assert [draft.meta["sample"] for draft in (first, second)] == [0, 1]
    assert first.meta["correct"] == [True, False]


def test_how_much_a_model_was_to_think_is_not_what_it_thought() -> None:
    for switch in ("on", "off", " High\n", ["on"], {"effort": "low"}):
        record = {"input": "1+1?", "output": GOOD[0]["content"], "reasoning": switch}
        [draft] = drafts_of("prompt_completion", record)
        assert (reasoning_in(draft), draft.meta) == (["One more."], {"reasoning": switch})


@pytest.mark.parametrize("opened", ["<think>\n", "<reasoning>", "Assistant: <think>  "])
def test_a_prompt_may_have_opened_the_reasoning_in_which_the_model_was_cut_off(
    opened: str,
) -> None:
    cut = "Okay so\n\nthe answer is 7? Wait"
    [draft] = drafts_of("prompt_completion", {"prompt": f"1+1?\n{opened}", "completion": cut})
    assert (reasoning_in(draft), draft.answer) == (["Okay so", "the answer is 7? Wait"], "")
    [whole] = drafts_of("prompt_completion", {"prompt": f"?\n{opened}", "completion": "a</think>2"})
    assert (reasoning_in(whole), whole.answer) == (["a"], "2")
    [closed] = drafts_of("prompt_completion", {"prompt": "<think></think>", "completion": "2"})
    assert (reasoning_in(closed), closed.answer) == ([], "2")


def test_predictions_of_llama_factory_are_what_the_model_said() -> None:
    record = {"prompt": "1+1?", "predict": "<think>One more.</think>2", "label": "3"}
    [draft] = drafts_of("prompt_completion", record)
    assert (reasoning_in(draft), draft.answer, draft.meta) == (["One more."], "2", {"label": "3"})


def test_items_of_the_responses_api_may_complete_a_prompt() -> None:
    completion = [
        {"type": "reasoning", "summary": [{"text": "One more."}]},
        {"role": "assistant", "content": "2"},
    ]
    record = {"prompt": [{"role": "user", "content": "1+1?"}], "completion": completion}
    [draft] = drafts_of("prompt_completion", record)
    assert (draft.prompt, reasoning_in(draft), draft.answer) == ("1+1?", ["One more."], "2")


def test_a_prompt_that_speaks_of_a_tag_has_not_opened_it() -> None:
    [draft] = drafts_of("prompt_completion", {"prompt": "Think in <think>", "completion": "42"})
    assert (reasoning_in(draft), draft.answer) == ([], "42")


def test_a_prediction_counts_only_beside_a_label_and_behind_other_outputs() -> None:
    record = {"question": "q", "generations": ["a", "b"], "predict": "c", "label": "a"}
    assert [draft.answer for draft in drafts_of("prompt_completion", record)] == ["a", "b"]

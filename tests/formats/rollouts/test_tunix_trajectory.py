"""Tunix trajectories in CSV: cells are text, and most of them what `repr` wrote."""

from __future__ import annotations

from typing import Any

from tests.formats.drafts import drafts_of, found_in, reasoning_in, refusal_of
from tunix_rt_tui.formats.contract import Item
from tunix_rt_tui.formats.registry import format_of

EXAMPLE = {
    "call_idx": "1",
    "sample_idx": "0",
    "reward": "-0.5",
    "prompt": "<start_of_turn>user\nUse <answer>.\n\n1+1?<end_of_turn>\n<start_of_turn>model",
    "completion": "<reasoning>One more.</reasoning><answer>2</answer>",
    "gold": "007",
    "completion_len": "50",
}
AGENTIC = {
    "conversation_text": repr(
        [
            {"role": "system", "content": "Sum."},
            {"role": "user", "content": 'It\'s "1+1"?\n'},
            {"role": "assistant", "content": "<think>One more.</think>2"},
        ]
    ),
    "prompt_tokens": "[1, 2]",
    "conversation_tokens": "[3]",
    "conversation_masks": "[1]",
    "status": "SUCCEEDED",
    "trajectory_reward": "1.0",
    "env_time": "{'reset': 0.5}",
    "reward_time": "None",
    "old_logprobs": "None",
    "policy_version": "3",
    "original_input": "{'question': 'It\\'s \"1+1\"?', 'ids': (1, 2)}",
    "group_id": "g-1",
}


def test_a_row_of_the_example_script_has_its_prompt_without_the_template() -> None:
    [draft] = drafts_of("tunix_trajectory.csv", EXAMPLE, kind="row")
    assert draft.prompt == "Use <answer>.\n\n1+1?"
    assert (reasoning_in(draft), draft.answer) == (["One more."], "2")
    assert draft.meta == {
        "call_idx": 1,
        "sample_idx": 0,
        "reward": -0.5,
        "gold": "007",
        "completion_len": 50,
    }
    before, after = draft.notes["template"]
    assert before + draft.prompt + after == EXAMPLE["prompt"]


def test_a_row_of_the_agentic_learner_is_a_conversation() -> None:
    [draft] = drafts_of("tunix_trajectory.csv", AGENTIC, kind="row")
    assert draft.prompt == 'It\'s "1+1"?\n'
    assert (reasoning_in(draft), draft.answer) == (["One more."], "2")
    assert draft.meta == {
        "system": "Sum.",
        "status": "SUCCEEDED",
        "trajectory_reward": 1.0,
        "env_time": {"reset": 0.5},
        "policy_version": 3,
        "original_input": {"question": 'It\'s "1+1"?', "ids": [1, 2]},
        "group_id": "g-1",
    }


def test_a_row_that_was_cut_off_is_refused() -> None:
    cut = {**AGENTIC, "conversation_text": AGENTIC["conversation_text"][:-20]}
    assert refusal_of("tunix_trajectory.csv", cut, kind="row").reason == "no conversation"


def test_a_conversation_of_anything_is_read_or_refused() -> None:
    for text in ("[]", "[1, 'a', None]", "[{'role': 1}]", "None", "", "[{'role': 'user'}]"):
        found_in({**AGENTIC, "conversation_text": text}, kind="row")


def test_typed_rows_and_plain_pairs_are_of_other_formats() -> None:
    rows: list[dict[str, Any]] = [
        {"step": 10, "prompt": "1+1?", "completion": "2", "reward": 0.5},
        {"step": None, "prompt": "1+1?", "completion": "2", "reward": None},
        {"prompt": "1+1?", "completion": "2"},
    ]
    for row in rows:
        known = format_of(Item(row, 1, "row"))
        assert known is not None
        assert known.id == "prompt_completion"


def test_a_completion_that_was_none_is_no_answer() -> None:
    row = {"prompt": "1+1?", "completion": "None", "reward": "0"}
    [draft] = drafts_of("tunix_trajectory.csv", row, kind="row")
    assert (draft.prompt, draft.steps, draft.answer) == ("1+1?", (), "")

"""Results of verifiers: the conversation that completed a prompt, and its reward."""

from __future__ import annotations

from typing import Any

from tests.formats.drafts import drafts_of, reasoning_in, refusal_of, steps_in

RECORD: dict[str, Any] = {
    "example_id": 7,
    "prompt": [{"role": "system", "content": "Sum."}, {"role": "user", "content": "1+1?"}],
    "completion": [
        {"role": "assistant", "content": "It is 2.", "reasoning_content": "One more."},
    ],
    "reward": 0.5,
    "metrics": {"format": 1.0},
    "answer": "2",
    "error": None,
}


def test_the_reward_and_the_gold_answer_are_beside_the_conversation() -> None:
    [draft] = drafts_of("verifiers", RECORD)
    assert (draft.prompt, reasoning_in(draft), draft.answer) == ("1+1?", ["One more."], "It is 2.")
    assert draft.meta == {
        "example_id": 7,
        "reward": 0.5,
        "metrics": {"format": 1.0},
        "answer": "2",
        "error": None,
        "system": "Sum.",
    }


def test_tools_are_steps_between_prompt_and_answer() -> None:
    call = {"function": {"name": "add", "arguments": '{"a": 1, "b": 1}'}, "id": "c1"}
    completion = [
        {"role": "assistant", "content": None, "tool_calls": [call]},
        {"role": "tool", "content": "2", "tool_call_id": "c1"},
        {"role": "assistant", "content": "2"},
    ]
    [draft] = drafts_of("verifiers", {**RECORD, "completion": completion})
    assert [kind for kind, _ in steps_in(draft)] == ["tool_call", "tool_result"]
    assert draft.answer == "2"


def test_solved_examples_before_the_question_are_no_steps() -> None:
    prompt = [
        {"role": "user", "content": "0+0?"},
        {"role": "assistant", "content": "0"},
        {"role": "user", "content": "1+1?"},
    ]
    [draft] = drafts_of("verifiers", {**RECORD, "prompt": prompt})
    assert (draft.prompt, reasoning_in(draft)) == ("1+1?", ["One more."])
    assert draft.meta["earlier_messages"] == prompt[:2]


def test_a_prompt_may_be_one_text() -> None:
    [draft] = drafts_of("verifiers", {**RECORD, "prompt": "1+1?"})
    assert draft.prompt == "1+1?"


def test_a_rollout_that_failed_is_refused_with_its_error() -> None:
    refusal = refusal_of("verifiers", {**RECORD, "completion": [], "error": "timed out"})
    assert refusal.reason == "rollout failed"
    assert "timed out" in refusal.message
    assert refusal_of("verifiers", {**RECORD, "completion": []}).reason == "no model output"

"""Rollouts of verl: the question of the user, out of an input whose special tokens are gone."""

from __future__ import annotations

import pytest

from tests.formats.drafts import drafts_of, reasoning_in


def rollout(given: str, output: str = "<think>One more.</think>2") -> dict[str, object]:
    return {"input": given, "output": output, "gts": ["2"], "score": 1.0, "step": 20, "acc": True}


def test_the_part_of_the_user_is_the_prompt() -> None:
    [draft] = drafts_of("verl_rollout", rollout("system\nBe brief.\nuser\n1+1?\nassistant\n"))
    assert (draft.prompt, reasoning_in(draft), draft.answer) == ("1+1?", ["One more."], "2")
    assert draft.meta == {
        "gts": ["2"],
        "score": 1.0,
        "step": 20,
        "acc": True,
        "system": "Be brief.",
    }


@pytest.mark.parametrize(
    ("given", "prompt"),
    [
        ("user\n1+1?\nassistant\n", "1+1?"),
        ("user\n1+1?\nmodel\n", "1+1?"),
        ("system\n\nBe brief.user\n\n1+1?assistant\n\n", "1+1?"),
        ("user\nFirst\n\nthe user\nasks: 1+1?\nassistant\n", "First\n\nthe user\nasks: 1+1?"),
        ("1+1?", "1+1?"),
        ("Tell the assistant\nmore", "Tell the assistant\nmore"),
        ("Question\nuser\n1+1?\nassistant\n", "Question\nuser\n1+1?\nassistant\n"),
        ("assistant\n", "assistant\n"),
        ("", ""),
    ],
)
def test_inputs_of_other_shapes(given: str, prompt: str) -> None:
    [draft] = drafts_of("verl_rollout", rollout(given))
    assert draft.prompt == prompt


def test_earlier_turns_are_kept_beside_the_last_question() -> None:
    given = "system\nBe brief.\nuser\n0+0?\nassistant\n0\nuser\n1+1?\nassistant\n"
    [draft] = drafts_of("verl_rollout", rollout(given))
    assert draft.prompt == "1+1?"
    assert draft.meta["earlier_turns"] == "system\nBe brief.\nuser\n0+0?\nassistant\n0\n"


def test_an_output_that_the_template_began_is_read_from_there() -> None:
    record = rollout("user\n1+1?\nassistant\n<think>\n", "One more.\n</think>\n\n2")
    [draft] = drafts_of("verl_rollout", record)
    assert (draft.prompt, reasoning_in(draft), draft.answer) == ("1+1?", ["One more."], "2")

"""Chats under a key of a record, and answers that stand beside them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.formats.drafts import drafts_of, reasoning_in, refusal_of, steps_in

ASKED = [
    {"role": "system", "content": "Solve."},
    {"role": "user", "content": "2+2?"},
    {"role": "assistant", "content": "4"},
    {"role": "user", "content": "17*3?"},
]
ANSWER = {"role": "assistant", "reasoning": "Three times.", "content": "51"}


@pytest.mark.parametrize(
    "beside",
    [
        {"response": "<think>Three times.</think>51"},
        {"completion": "<think>Three times.</think>51"},
        {"choices": [{"index": 0, "message": ANSWER, "finish_reason": "stop"}]},
        {"response": {"model": "m", "choices": [{"message": ANSWER}]}},
        {"content": "51", "reasoning_content": "Three times."},
        {"answer": "51", "thinking": "Three times."},
    ],
)
def test_an_answer_may_stand_beside_what_was_asked(beside: dict[str, Any]) -> None:
    [draft] = drafts_of("chat.messages", {"messages": ASKED, **beside, "score": 1})
    assert (draft.prompt, draft.answer) == ("2+2?", "51")
    assert steps_in(draft) == [
        ("assistant", "4"),
        ("user", "17*3?"),
        ("reasoning", "Three times."),
    ]
    assert draft.meta["score"] == 1
    assert not beside.keys() & draft.meta.keys()
    if "choices" in beside:
        assert draft.meta["finish_reason"] == "stop"


def test_how_much_a_model_was_to_think_is_not_what_it_thought() -> None:
    record = {"messages": ASKED, "response": "51", "reasoning": "high"}
    [draft] = drafts_of("chat.messages", record)
    assert "reasoning" not in dict(steps_in(draft))
    assert draft.meta["reasoning"] == "high"


def test_several_choices_are_several_traces() -> None:
    choices = [{"message": {"role": "assistant", "content": text}} for text in ("50", "51")]
    drafts = drafts_of("chat.messages", {"messages": ASKED, "choices": choices})
    assert [draft.answer for draft in drafts] == ["50", "51"]


def test_what_was_answered_has_its_answer_in_the_conversation() -> None:
    messages = [*ASKED, {"role": "assistant", "content": "51"}]
    [draft] = drafts_of("chat.messages", {"messages": messages, "response": "other"})
    assert (draft.answer, draft.meta["response"]) == ("51", "other")


def test_what_should_have_been_answered_is_no_answer() -> None:
    refusal = refusal_of("chat.messages", {"messages": ASKED[:2], "answer": "4"})
    assert refusal.reason == "no assistant message"


def test_an_answer_beside_the_question_may_be_messages() -> None:
    asked = [{"role": "user", "content": "1+1?"}]
    said = {"role": "assistant", "content": "<think>One more.</think>2"}
    for key, value in (("completion", [said]), ("response", said), ("output", [said])):
        [draft] = drafts_of("chat.messages", {"messages": asked, key: value, "score": 1})
        assert (draft.prompt, reasoning_in(draft), draft.answer) == ("1+1?", ["One more."], "2")
        assert draft.meta == {"score": 1}


def test_what_a_record_says_keeps_its_names() -> None:
    record = {
        "messages": [
            {"role": "system", "content": "Add."},
            {"role": "user", "content": "1+1?"},
            {"role": "assistant", "content": "<think>One more.</think>It is \\boxed{2}."},
        ],
        "model": "a",
        "system": "Sum.",
        "extracted_answer": "3",
        "metadata": {"model": "b", "run": 7},
    }
    [draft] = drafts_of("chat.messages", record)
    assert draft.meta == {
        "model": "a",
        "run": 7,
        "metadata": {"model": "b"},
        "system": "Sum.",
        "found_system": "Add.",
        "extracted_answer": "3",
        "found_extracted_answer": "2",
        "answer_source": "boxed",
    }

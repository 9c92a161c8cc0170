"""A file may be one chat: an array of messages, or its messages one by one."""

from __future__ import annotations

from typing import Any

from tests.formats.drafts import drafts_of
from tunix_rt_tui.formats.chat.array import ArrayMapper
from tunix_rt_tui.formats.contract import Draft, Item, ReadingOptions, Refusal
from tunix_rt_tui.formats.registry import format_of

MESSAGES = [{"role": "user", "content": "1+1?"}, {"role": "assistant", "content": "2"}]


def test_an_array_and_its_messages_are_the_same_chat() -> None:
    [whole] = drafts_of("chat.array", MESSAGES)
    [apart] = drafts_of("chat.array", *MESSAGES)
    assert (whole.prompt, whole.answer, whole.number) == ("1+1?", "2", None)
    assert (apart.prompt, apart.answer, apart.number) == ("1+1?", "2", 1)
    assert (whole.further, apart.further) == ((), (2,))


def test_messages_that_are_too_long_together_are_refused_once() -> None:
    mapper = ArrayMapper(ReadingOptions(), room=10)
    for number, message in enumerate(MESSAGES, 3):
        assert not list(mapper.map(Item(message, number)))
    [found] = mapper.finish()
    assert isinstance(found, Refusal)
    assert (found.reason, found.number, found.further) == ("too large", 3, (4,))


def test_a_file_without_messages_ends_with_nothing() -> None:
    mapper = ArrayMapper(ReadingOptions())
    assert all(isinstance(one, Draft) for one in mapper.map(Item(MESSAGES, 1)))
    assert not list(mapper.finish())


ITEMS: list[dict[str, Any]] = [
    {"role": "user", "content": "1+1?"},
    {"type": "reasoning", "id": "rs_1", "summary": [{"type": "summary_text", "text": "Add."}]},
    {"type": "function_call", "call_id": "c1", "name": "add", "arguments": "{}"},
    {"type": "function_call_output", "call_id": "c1", "output": "2"},
    {
        "id": "msg_1",
        "type": "message",
        "role": "assistant",
        "status": "completed",
        "content": [{"type": "output_text", "text": "It is 2."}],
    },
]


def test_items_of_the_responses_api_are_messages_of_a_chat() -> None:
    [together] = drafts_of("chat.array", ITEMS)
    [apart] = drafts_of("chat.array", *ITEMS)
    [under_a_key] = drafts_of("chat.messages", {"messages": ITEMS})
    for draft in (together, apart, under_a_key):
        assert [step.type for step in draft.steps] == ["reasoning", "tool_call", "tool_result"]
        assert (draft.prompt, draft.answer) == ("1+1?", "It is 2.")


def test_no_message_of_an_array_is_left_out() -> None:
    [draft] = drafts_of(
        "chat.array",
        {"role": "user", "content": "1+1?"},
        {"role": "assistant", "function_call": {"name": "add", "arguments": "{}"}},
        {"role": "function", "name": "add", "content": "2"},
        {"role": "referee", "content": "Go on."},
        {"role": "assistant", "content": "It is 2."},
    )
    assert [step.type for step in draft.steps] == ["tool_call", "tool_result", "user"]
    assert draft.answer == "It is 2."


def test_what_only_tells_of_a_role_is_no_message() -> None:
    for value in (
        {"role": "admin", "content": "x", "rights": []},
        {"role": "admin"},
        {"role": "assistant"},
        {"type": "reasoning", "text": "x"},
        {"type": "call"},
    ):
        assert format_of(Item(value, 1)) is None


def test_a_row_of_data_may_tell_of_roles_and_types_too() -> None:
    for value, format_id in (
        ({"role": "model", "question": "2+2?", "reasoning": "r", "answer": "4"}, "thinking_row"),
        ({"prompt": "q", "completion": "c", "role": "user", "refusal": False}, "prompt_completion"),
        ({"type": "call", "call_id": "1", "question": "q", "response": "a"}, "prompt_completion"),
        ({"role": "system", "audio": None, "question": "q", "answer": "a\n#### 4"}, "gsm8k"),
    ):
        known = format_of(Item(value, 1))
        assert known is not None
        assert known.id == format_id

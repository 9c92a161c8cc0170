"""A file may be one chat: an array of messages, or its messages one by one."""

from __future__ import annotations

from tests.formats.drafts import drafts_of
from tunix_rt_tui.formats.chat.array import ArrayMapper
from tunix_rt_tui.formats.contract import Draft, Item, ReadingOptions, Refusal

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

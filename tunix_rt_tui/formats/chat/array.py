"""One chat as an array of messages, or as the messages of a file, one record each.

A file with nothing but such an array gives its messages one by one, since arrays hold records.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tunix_rt_tui.formats.chat.conversation import read_conversation
from tunix_rt_tui.formats.chat.turns import has_messages, is_message
from tunix_rt_tui.formats.contract import Format, Found, Item, ReadingOptions, Refusal
from tunix_rt_tui.formats.fields import text_of
from tunix_rt_tui.formats.held import HELD_CHARS


class ArrayMapper:
    """Reads arrays as they come, and holds single messages back until their file ends."""

    def __init__(self, options: ReadingOptions, room: int = HELD_CHARS) -> None:
        self._options = options
        self._messages: list[Any] = []
        self._numbers: list[int] = []
        self._room = room

    def map(self, item: Item) -> Iterator[Found]:
        """Read an array; keep a message."""
        if isinstance(item.value, list):
            yield from read_conversation(item.value, self._options)
            return
        self._numbers.append(item.number)
        self._room -= len(text_of(item.value))
        if self._room >= 0:
            self._messages.append(item.value)

    def finish(self) -> Iterator[Found]:
        """Give the chat of the messages, which belongs to the records of all of them."""
        if not self._numbers:
            return
        first, *further = self._numbers
        if self._room < 0:
            message = "The messages of the file are too long for one chat."
            yield Refusal("too large", message, first, tuple(further))
            return
        for found in read_conversation(self._messages, self._options):
            yield found._replace(number=first, further=tuple(further))


def _fits(item: Item) -> bool:
    return has_messages(item.value) or is_message(item.value)


FORMAT = Format("chat.array", "one chat: an array of messages", _fits, ArrayMapper)

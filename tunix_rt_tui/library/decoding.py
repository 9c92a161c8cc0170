"""Records to plain values, for formats to look at; strict where a trace could not keep a value."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from tunix_rt_tui.formats.contract import Item
from tunix_rt_tui.sources.record import Record


class Decoded(NamedTuple):
    """A record as a value; `has_nan` tells that it has a number that JSON has not."""

    item: Item
    has_nan: bool = False


class Decoder:
    """Decodes the records of one file.

    Repeated keys are allowed, the last one counts, as in nearly every tool that writes such files.
    """

    def __init__(self) -> None:
        self._json = json.JSONDecoder(parse_constant=self._note)
        self._noted = False
        self._head: tuple[bytes | None, Any] = (None, None)

    def decode(self, record: Record) -> Decoded | None:
        """Give the value of a record; None for what is no JSON, or nested too deeply to be read."""
        if record.kind == "text":
            text = record.raw.decode("utf-8", "replace")
            return Decoded(Item(text, record.number, "text", self._head_of(record)))
        if record.kind == "row" and record.cells is not None:
            return Decoded(Item(record.cells, record.number, "row", self._head_of(record)))
        self._noted = False
        try:
            value = self._json.decode(record.raw.decode("utf-8-sig"))
        except (ValueError, RecursionError):
            return None
        return Decoded(Item(value, record.number, "json", self._head_of(record)), self._noted)

    def _note(self, _constant: str) -> None:
        """Put null in the place of a number that is none, and remember it."""
        self._noted = True

    def _head_of(self, record: Record) -> Any:
        """Decode what encloses the records of the file once, not for each of them."""
        if record.head is None:
            return None
        if self._head[0] is not record.head:
            try:
                self._head = (record.head, json.loads(record.head))
            except (ValueError, RecursionError):
                self._head = (record.head, None)
        return self._head[1]

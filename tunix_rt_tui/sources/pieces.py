"""Gathering the bytes of one record from chunks, never more of them than may be held."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from tunix_rt_tui.sources.record import Kind

JSON_SPACE = b" \t\n\r"
"""White space by RFC 8259."""

_NOT_FIRST_BYTES = bytes(range(0x80, 0xC0))
"""Bytes that go on with a code point of UTF-8; the others begin one."""


class Piece(NamedTuple):
    """A cut-out of a stream; `raw` is None where it was too large to be held.

    `line` and `column` are those of its first byte, from 1, the column in code points; `line` is
    None where there are none. `offset` counts bytes of the text from 0, unpacked and in UTF-8.
    `kind`, `cells` and `head` are those of the record to be.
    """

    line: int | None
    column: int
    offset: int
    size: int
    raw: bytes | None
    kind: Kind = "json"
    cells: Mapping[str, Any] | None = None
    head: bytes | None = None


@dataclass(frozen=True, slots=True)
class Flaw:
    """A place where the stream itself is broken; `raw` is what of it was held and is no record."""

    code: str
    message: str
    line: int | None = None
    column: int | None = None
    raw: bytes | None = None


Cut = Piece | Flaw
"""What a stream is cut into."""


def whole_flaw(message: str, raw: bytes | None = None) -> Flaw:
    """Say what is wrong with a source as a whole, or with a part of it that has no place."""
    return Flaw("E_SOURCE", message, raw=raw)


class PieceBuffer:
    """Takes the bytes of a stream in order and gives them back as pieces."""

    def __init__(self, hold: int, offset: int = 0) -> None:
        """Hold at most `hold` bytes of a piece; the stream is read from `offset` on."""
        self.hold = hold
        self._line = 1
        self._column = 1
        self._offset = offset
        self._begin: tuple[int, int, int] | None = None
        self._parts: list[bytes] = []
        self._size = 0

    @property
    def size(self) -> int:
        """Bytes of the present piece so far."""
        return self._size

    @property
    def place(self) -> tuple[int, int, int]:
        """Line, column and offset at which the stream stands."""
        return self._line, self._column, self._offset

    def add(self, data: bytes) -> None:
        """Take bytes of the present piece; white space before its first byte is passed over."""
        if self._begin is None:
            begun = data.lstrip(JSON_SPACE)
            self.skip(data[: len(data) - len(begun)])
            if not begun:
                return
            self._begin = (self._line, self._column, self._offset)
            data = begun
        self._size += len(data)
        if self._size <= self.hold:
            self._parts.append(data)
        else:
            self._parts.clear()
        self.skip(data)

    def skip(self, data: bytes) -> None:
        """Take bytes that belong to no piece."""
        self._offset += len(data)
        breaks = data.count(b"\n")
        if breaks:
            self._line += breaks
            self._column = 1
            data = data[data.rfind(b"\n") + 1 :]
        self._column += len(data.translate(None, _NOT_FIRST_BYTES))

    def take(self) -> Piece | None:
        """End the present piece and give it; None where it was nothing but white space."""
        if self._begin is None:
            return None
        line, column, offset = self._begin
        size = self._size
        raw = None
        if size <= self.hold:
            raw = b"".join(self._parts).rstrip(JSON_SPACE)
            size = len(raw)
        self._begin = None
        self._parts = []
        self._size = 0
        return Piece(line, column, offset, size, raw)

    def flaw(self, message: str, code: str = "E_JSON") -> Flaw:
        """Name what is broken at the place where the stream stands."""
        return Flaw(code, message, self._line, self._column)

"""Gathering the bytes of one record from chunks, never more of them than may be held."""

from __future__ import annotations

from dataclasses import dataclass

JSON_SPACE = b" \t\n\r"
"""White space by RFC 8259."""

_NOT_FIRST_BYTES = bytes(range(0x80, 0xC0))
"""Bytes that go on with a code point of UTF-8; the others begin one."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A cut-out of a stream; `raw` is None where it was too large to be held.

    `line` and `column` are those of its first byte, from 1, the column in code points; `offset`
    counts bytes from 0.
    """

    line: int
    column: int
    offset: int
    size: int
    raw: bytes | None


@dataclass(frozen=True, slots=True)
class Flaw:
    """A place where the stream itself is broken."""

    code: str
    message: str
    line: int
    column: int


class PieceBuffer:
    """Takes the bytes of a stream in order and gives them back as pieces."""

    def __init__(self, hold: int, offset: int = 0) -> None:
        """Hold at most `hold` bytes of a piece; the stream is read from `offset` on."""
        self._hold = hold
        self._line = 1
        self._column = 1
        self._offset = offset
        self._begin: tuple[int, int, int] | None = None
        self._parts: list[bytes] = []
        self._size = 0

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
        if self._size <= self._hold:
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
        if size <= self._hold:
            raw = b"".join(self._parts).rstrip(JSON_SPACE)
            size = len(raw)
        self._begin = None
        self._parts = []
        self._size = 0
        return Piece(line, column, offset, size, raw)

    def flaw(self, message: str) -> Flaw:
        """Name what is broken at the place where the stream stands."""
        return Flaw("E_JSON", message, self._line, self._column)

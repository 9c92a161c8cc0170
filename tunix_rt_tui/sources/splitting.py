"""Chunks of JSON to the pieces that are its documents, one splitter a layout."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from tunix_rt_tui.sources.lines import lines_of
from tunix_rt_tui.sources.pieces import JSON_SPACE, Flaw, Piece, PieceBuffer
from tunix_rt_tui.sources.structure import StructureScanner

BEGINS_CHAT = re.compile(rb'\[\s*\{\s*"role"\s*:')
"""How an array begins that is one chat, and not one of records."""

_IS_INDENTED = re.compile(rb"\s*\{[ \t]*\r?\n[ \t]")
_BEGINS_DOCUMENT = re.compile(rb"^\{[ \t]*\r?$", re.MULTILINE)
_MAY_BE_SEVERAL = re.compile(rb"\} ?\{")
_NEVER = re.compile(rb"(?!)")
_LONGEST_LINE = 65_536
"""Bytes in which the end of a line is waited for."""


def split_lines(chunks: Iterable[bytes], buffer: PieceBuffer) -> Iterator[Piece]:
    """Give each line that is not blank; lines end with LF or CRLF, the last one as it likes.

    Documents that stand on one line are told apart: two programs that write to one file, or one
    that was stopped before it ended a line, write such lines.
    """
    for piece in _lines(chunks, buffer):
        if _MAY_BE_SEVERAL.search(piece.raw or b"") is None:
            yield piece
        else:
            yield from _told_apart(piece)


def _lines(chunks: Iterable[bytes], buffer: PieceBuffer) -> Iterator[Piece]:
    for chunk in chunks:
        start = 0
        while (end := chunk.find(b"\n", start)) >= 0:
            buffer.add(chunk[start:end])
            if piece := buffer.take():
                yield piece
            buffer.skip(b"\n")
            start = end + 1
        buffer.add(chunk[start:])
    if piece := buffer.take():
        yield piece


def _told_apart(line: Piece) -> Iterator[Piece]:
    """Give the documents of a line, or it itself where it is no more than one."""
    raw = line.raw
    if raw is None or not raw.startswith(b"{"):
        yield line
        return
    buffer = PieceBuffer(len(raw))
    for piece in _values(raw, StructureScanner(), buffer):
        yield _within(line, piece)
    if last := buffer.take():
        yield _within(line, last)


def _within(line: Piece, piece: Piece) -> Piece:
    """Place a piece of a line in the text."""
    column, offset = line.column + piece.column - 1, line.offset + piece.offset
    return piece._replace(line=line.line, column=column, offset=offset)


def split_values(chunks: Iterable[bytes], buffer: PieceBuffer) -> Iterator[Piece]:
    """Give objects and arrays that follow one another, over as many lines as they like.

    What stands between two of them belongs to the later one, and the parser will refuse it. Where
    the first one is indented, a line that is nothing but a brace begins a document, whatever is
    still open: one that was cut off spoils none but itself.
    """
    scanner = StructureScanner()
    begins: re.Pattern[bytes] | None = None
    for lines, inside in _with_whole_lines(chunks):
        if begins is None:
            begins = _BEGINS_DOCUMENT if _IS_INDENTED.match(lines) else _NEVER
        done = 0
        for begin in begins.finditer(lines, 1 if inside else 0):
            yield from _values(lines[done : begin.start()], scanner, buffer)
            if piece := buffer.take():
                yield piece
            scanner = StructureScanner()
            done = begin.start()
        yield from _values(lines[done:], scanner, buffer)
    if piece := buffer.take():
        yield piece


def _values(chunk: bytes, scanner: StructureScanner, buffer: PieceBuffer) -> Iterator[Piece]:
    start = at = 0
    while (mark := scanner.next_mark(chunk, at)) is not None:
        at = mark + 1
        if scanner.depth == 0:
            buffer.add(chunk[start:at])
            if piece := buffer.take():
                yield piece
            start = at
    buffer.add(chunk[start:])


def _with_whole_lines(chunks: Iterable[bytes]) -> Iterator[tuple[bytes, bool]]:
    """Cut chunks anew, so that they end with lines, and the first has two of them.

    A very long line comes in parts; with each chunk goes whether it begins inside of a line.
    """
    ahead = b""
    breaks, inside = 2, False
    for chunk in chunks:
        ahead += chunk
        if ahead.count(b"\n") < breaks and len(ahead) < _LONGEST_LINE:
            continue
        end = ahead.rfind(b"\n") + 1
        yield ahead[: end or len(ahead)], inside
        ahead = ahead[end or len(ahead) :]
        breaks, inside = 1, end == 0
    if ahead:
        yield ahead, inside


def split_array(chunks: Iterable[bytes], buffer: PieceBuffer) -> Iterator[Piece | Flaw]:
    """Give the elements of one JSON array, byte for byte; a flaw where the array is broken.

    So are those of arrays that follow it; what else follows is taken line by line, and all that
    follows as soon as a line is a chat.
    """
    rest = iter(chunks)
    opening, before, chunk = _partition_at_bracket(rest)
    buffer.skip(before + opening)
    elements = ArrayElements(chunk, rest, buffer)
    yield from elements
    if elements.after is None:
        return
    has_chats = False
    lines = lines_of(chain([elements.after], rest), buffer.hold + 1)
    for line in lines:
        text = line.lstrip(JSON_SPACE)
        has_chats = has_chats or BEGINS_CHAT.match(text) is not None
        if text.startswith(b"[") and not has_chats:
            buffer.skip(line[: len(line) - len(text) + 1])
            elements = ArrayElements(text[1:], lines, buffer)
            yield from elements
            line = elements.after or b""
        buffer.add(line)
        if piece := buffer.take():
            yield from _told_apart(piece)


class ArrayElements:
    """Iterates over the elements of a JSON array whose bracket has been passed.

    What an element is made of is the parser's affair. Of the chunk in which the array is closed,
    `after` is what follows it; None where it was not closed.
    """

    def __init__(self, chunk: bytes | None, rest: Iterator[bytes], buffer: PieceBuffer) -> None:
        """Begin with `chunk`, None where the stream has ended, and go on with `rest`."""
        self._chunk = chunk
        self._rest = rest
        self._buffer = buffer
        self.after: bytes | None = None

    def __iter__(self) -> Iterator[Piece | Flaw]:
        scanner = StructureScanner(depth=1)
        buffer, chunk = self._buffer, self._chunk
        after_comma = False
        while chunk is not None:
            start = 0
            while (mark := scanner.next_mark(chunk, start)) is not None:
                buffer.add(chunk[start:mark])
                piece, closing = buffer.take(), chunk[mark : mark + 1]
                if piece:
                    yield piece
                elif closing == b"," or after_comma:
                    yield buffer.flaw("An element is missing here.")
                after_comma = closing == b","
                if scanner.depth == 0:
                    if closing != b"]":
                        yield buffer.flaw("The array is closed by } instead of ].")
                    buffer.skip(closing)
                    self.after = chunk[mark + 1 :]
                    return
                buffer.skip(b",")
                start = mark + 1
            buffer.add(chunk[start:])
            chunk = next(self._rest, None)
        broken_inside = scanner.depth > 1 or scanner.inside
        if piece := buffer.take():
            yield piece
        if not piece or not broken_inside:
            yield buffer.flaw("The array is not closed: the input ends before its ].")


def _partition_at_bracket(chunks: Iterator[bytes]) -> tuple[bytes, bytes, bytes | None]:
    """Take chunks up to the first bracket: it, what is before it, and the rest of its chunk."""
    before = b""
    for chunk in chunks:
        space, bracket, rest = chunk.partition(b"[")
        before += space
        if bracket:
            return bracket, before, rest
    return b"", before, None

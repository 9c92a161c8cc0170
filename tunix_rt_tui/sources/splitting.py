"""Chunks of JSON to the pieces that are its documents, one splitter a layout."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tunix_rt_tui.sources.pieces import JSON_SPACE, Flaw, Piece, PieceBuffer
from tunix_rt_tui.sources.structure import StructureScanner


def split_lines(chunks: Iterable[bytes], buffer: PieceBuffer) -> Iterator[Piece]:
    """Give each line that is not blank; lines end with LF or CRLF, the last one as it likes."""
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


def split_values(chunks: Iterable[bytes], buffer: PieceBuffer) -> Iterator[Piece]:
    """Give objects and arrays that follow one another, over as many lines as they like.

    What stands between two of them belongs to the later one, and the parser will refuse it.
    """
    scanner = StructureScanner()
    for chunk in chunks:
        start = at = 0
        while (mark := scanner.next_mark(chunk, at)) is not None:
            at = mark + 1
            if scanner.depth == 0:
                buffer.add(chunk[start:at])
                if piece := buffer.take():
                    yield piece
                start = at
        buffer.add(chunk[start:])
    if piece := buffer.take():
        yield piece


def split_array(chunks: Iterable[bytes], buffer: PieceBuffer) -> Iterator[Piece | Flaw]:
    """Give the elements of one JSON array, byte for byte; a flaw where the array is broken."""
    rest = iter(chunks)
    opening, before, chunk = _partition_at_bracket(rest)
    buffer.skip(before + opening)
    elements = ArrayElements(chunk, rest, buffer)
    yield from elements
    if elements.after is not None:
        yield from _what_follows(elements.after, rest, buffer)


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


def _what_follows(chunk: bytes, rest: Iterator[bytes], buffer: PieceBuffer) -> Iterator[Flaw]:
    """Find fault with anything but white space behind the array."""
    following: bytes | None = chunk
    while following is not None:
        ending = following.lstrip(JSON_SPACE)
        buffer.skip(following[: len(following) - len(ending)])
        if ending:
            yield buffer.flaw("Something follows the end of the array; it was not read.")
            return
        following = next(rest, None)

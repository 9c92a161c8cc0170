"""Sources to records: what is broken is named in its place, and the rest goes on."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import BinaryIO

from tunix_rt_tui.sources.finding import Source
from tunix_rt_tui.sources.kinds import HEAD_BYTES, foreign_kind
from tunix_rt_tui.sources.layout import Layout, layout_of
from tunix_rt_tui.sources.pieces import Flaw, Piece, PieceBuffer
from tunix_rt_tui.sources.record import Record, UnreadRecord
from tunix_rt_tui.sources.splitting import SPLITTERS
from tunix_rt_tui.trace.problem import Problem

CHUNK_BYTES = 262_144
"""Bytes asked of a stream at a time."""

HOLD_BYTES = 16_777_216
"""Bytes of one record that are held: more than the largest document that a store may be set to
take, so that a refused record can be kept verbatim unless it is far over every limit."""


def read_records(
    sources: Iterable[Source], *, hold: int = HOLD_BYTES, chunk_size: int = CHUNK_BYTES
) -> Iterator[Record | UnreadRecord]:
    """Read every source from beginning to end, at most `hold` bytes of a record.

    A record that is larger is passed over as `E_SIZE`; a source that cannot be read, or not to
    its end, gives what was read of it and then an `E_SOURCE`; one that is no text an `E_ENCODING`.
    """
    for source in sources:
        yield from _read_source(source, hold, chunk_size)


def _read_source(source: Source, hold: int, chunk_size: int) -> Iterator[Record | UnreadRecord]:
    number = 0
    try:
        with source.open() as stream:
            for piece in _pieces(stream, hold, chunk_size):
                number += 1
                yield _record(source.name, number, piece, hold)
    except OSError as error:
        message = f"Cannot be read: {error.strerror or error}."
        problem = Problem("E_SOURCE", "", message, None, None)
        yield UnreadRecord(source.name, number + 1, None, problem)


def _record(file: str, number: int, piece: Piece | Flaw, hold: int) -> Record | UnreadRecord:
    if isinstance(piece, Flaw):
        problem = Problem(piece.code, "", piece.message, piece.line, piece.column)
        return UnreadRecord(file, number, piece.line, problem)
    if piece.raw is not None:
        return Record(file, number, piece.line, piece.raw, piece.column)
    message = f"The record has {piece.size} bytes; at most {hold} are read."
    problem = Problem("E_SIZE", "", message, piece.line, piece.column)
    return UnreadRecord(file, number, piece.line, problem, piece.offset, piece.size)


def _pieces(stream: BinaryIO, hold: int, chunk_size: int) -> Iterator[Piece | Flaw]:
    """Find out what a stream is from how it begins, and cut it accordingly."""
    head, layout = _begin(stream, hold, chunk_size)
    kind = foreign_kind(head[:HEAD_BYTES])
    if kind:
        yield Flaw("E_ENCODING", f"This is {kind.name}. {kind.way_out}", 1, 1)
        return
    text = head.removeprefix(codecs.BOM_UTF8)
    buffer = PieceBuffer(hold, offset=len(head) - len(text))
    chunks = chain([text], _chunks(stream, chunk_size))
    yield from SPLITTERS[layout](chunks, buffer)


def _begin(stream: BinaryIO, hold: int, chunk_size: int) -> tuple[bytes, Layout]:
    """Read until the layout is known; a first line that is larger than `hold` is a line."""
    head = b""
    tried = 0
    for chunk in _chunks(stream, chunk_size):
        head += chunk
        # A look at twice as much each time keeps the time linear for a first line of any length.
        if len(head) >= 2 * tried:
            tried = len(head)
            layout = layout_of(head.removeprefix(codecs.BOM_UTF8), complete=False)
            if layout:
                return head, layout
        if len(head) > hold:
            return head, "lines"
    return head, layout_of(head.removeprefix(codecs.BOM_UTF8), complete=True) or "lines"


def _chunks(stream: BinaryIO, size: int) -> Iterator[bytes]:
    """Read what is there already rather than wait for more, so that a live pipe keeps flowing."""
    read: Callable[[int], bytes] = getattr(stream, "read1", stream.read)
    while chunk := read(size):
        yield chunk

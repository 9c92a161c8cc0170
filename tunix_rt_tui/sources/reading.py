"""Sources to records: what is broken is named in its place, and the rest goes on."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import BinaryIO

from tunix_rt_tui.sources.archives import Part, read_archive
from tunix_rt_tui.sources.chunks import CHUNK_BYTES, Chunks, chunks_of
from tunix_rt_tui.sources.compressed import COMPRESSIONS
from tunix_rt_tui.sources.finding import Source
from tunix_rt_tui.sources.parquet import read_parquet
from tunix_rt_tui.sources.pieces import Cut, Flaw, whole_flaw
from tunix_rt_tui.sources.record import Record, UnreadRecord
from tunix_rt_tui.sources.tables import NO_COLUMNS, Columns
from tunix_rt_tui.sources.texts import read_text
from tunix_rt_tui.trace.problem import Problem

HOLD_BYTES = 16_777_216
"""Bytes of one record that are held: more than the largest document that a store may be set to
take, so that a refused record can be kept verbatim unless it is far over every limit."""

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_PARQUET = b"PAR1"

PACKED = (*COMPRESSIONS, *_ZIP, _PARQUET)
"""How files begin whose bytes are none of a text, in at most four of them."""


def read_records(
    sources: Iterable[Source],
    columns: Columns = NO_COLUMNS,
    *,
    hold: int = HOLD_BYTES,
    chunk_size: int = CHUNK_BYTES,
) -> Iterator[Record | UnreadRecord]:
    """Read every source from beginning to end, at most `hold` bytes of a record.

    A record that is larger is passed over as `E_SIZE`; a source that cannot be read, or not to
    its end, gives what was read of it and then an `E_SOURCE`; one of a kind that cannot be read an
    `E_ENCODING`; a row or a block of a log that is broken an `E_ROW` or `E_BLOCK`. `columns` are
    some by which a table is known, whatever others it has.
    """
    for source in sources:
        try:
            with source.open() as stream:
                for part in _parts(source, stream, columns, hold, chunk_size):
                    for number, cut in enumerate(part.cuts, 1):
                        yield _record(part.name, number, cut, hold)
        except OSError as error:
            flaw = whole_flaw(f"Cannot be read: {error.strerror or error}.")
            yield _record(source.name, 1, flaw, hold)


def _parts(
    source: Source, stream: BinaryIO, columns: Columns, hold: int, chunk_size: int
) -> Iterator[Part]:
    """Find out what a stream is from how it begins, and give what is read as one file each."""
    chunks = Chunks(chunks_of(stream, chunk_size))
    beginning = chunks.begin_with((*_ZIP, _PARQUET))
    if beginning in _ZIP:
        with _seekable(stream, chunks) as file:
            yield from read_archive(file, source.name, hold, columns)
    elif beginning == _PARQUET:
        with _seekable(stream, chunks) as file:
            yield Part(source.name, read_parquet(file, hold))
    else:
        cuts = read_text(chunks, hold, silent=source.silent, columns=columns)
        yield Part(source.name, cuts)


@contextmanager
def _seekable(stream: BinaryIO, chunks: Chunks) -> Iterator[BinaryIO]:
    """Give a file that can be read in any order: the stream itself, or else a copy of it.

    The copy has no name and is for its owner's eyes only.
    """
    if stream.seekable() and stream.tell() == chunks.looked_at():
        stream.seek(0)
        yield stream
        return
    with tempfile.TemporaryFile() as copy:
        for chunk in chunks:
            copy.write(chunk)
        copy.seek(0)
        yield copy


def _record(file: str, number: int, cut: Cut, hold: int) -> Record | UnreadRecord:
    if isinstance(cut, Flaw):
        problem = Problem(cut.code, "", cut.message, cut.line, cut.column)
        return UnreadRecord(file, number, cut.line, problem, raw=cut.raw)
    if cut.raw is not None:
        return Record(file, number, cut.line, cut.raw, cut.column, cut.kind, cut.cells, cut.head)
    message = f"The record has {cut.size} bytes; at most {hold} are read."
    problem = Problem("E_SIZE", "", message, cut.line, cut.column)
    return UnreadRecord(file, number, cut.line, problem, cut.offset, cut.size)

"""Records to traces, or to everything that is wrong with them, placed in their files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tunix_rt_tui.library.file_reading import FileReader
from tunix_rt_tui.library.reading_options import Reading
from tunix_rt_tui.library.records import GoodRecord, ReadTrace, RefusedRecord
from tunix_rt_tui.sources.record import Record, UnreadRecord

__all__ = ["GoodRecord", "ReadTrace", "Reading", "RefusedRecord", "read_traces"]


def read_traces(records: Iterable[Record | UnreadRecord], reading: Reading) -> Iterator[ReadTrace]:
    """Read each record; those of a file are read together, since a trace may need several."""
    file: str | None = None
    reader: FileReader | None = None
    for record in records:
        if reader is None or record.file != file or record.number == 1:
            if reader is not None:
                yield from reader.finish()
            file, reader = record.file, FileReader(record.file, reading)
        yield from reader.read(record)
    if reader is not None:
        yield from reader.finish()

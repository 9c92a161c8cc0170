"""What an import would make of files, told from how each of them begins."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Generator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from io import BytesIO
from itertools import chain, islice
from pathlib import Path

from tunix_rt_tui.library.file_reading import FileReader
from tunix_rt_tui.library.importing import ImportOptions
from tunix_rt_tui.library.records import GoodRecord, RefusedRecord
from tunix_rt_tui.sources.finding import Source, find_sources
from tunix_rt_tui.sources.reading import read_records
from tunix_rt_tui.sources.record import Record, UnreadRecord

TRACES_SHOWN = 3
PROBLEMS_SHOWN = 3

RECORDS_READ = 50
"""Records of a file that are looked at, so that a few odd ones at its start do not decide."""

BYTES_READ = 1_048_576
"""Bytes of records of a file after which no other is looked at."""

COMPARED_BYTES = 64
"""Bytes of a record that are looked for in its file."""

FILES_SHOWN = 20
"""Files that are looked at; a folder may have a hundred thousand."""


@dataclass(frozen=True, slots=True)
class FilePreview:
    """How a file begins: its `formats`, with how many of the records looked at are in each.

    `traces` are the first ones as they would become, `refused` the first that would not. `records`
    is how many the file has, exactly where it was read to its end (`complete`), else by the size
    of those looked at; None where that cannot be told. A record may hold no trace, or several.
    """

    file: str
    formats: Mapping[str, int]
    traces: tuple[GoodRecord, ...]
    refused: tuple[RefusedRecord, ...]
    records: int | None
    complete: bool


@dataclass(frozen=True, slots=True)
class Preview:
    """The first files of an import, and how many `more` there are."""

    files: tuple[FilePreview, ...]
    more: int


def preview_import(paths: Sequence[str], options: ImportOptions) -> Preview:
    """Look at how files, and the files in folders, begin; blocking, a few milliseconds a file.

    Raises `SourceFault` for a named path that cannot be read.
    """
    sources = find_sources(paths, BytesIO())
    files = tuple(_preview(source, options) for source in islice(sources, FILES_SHOWN))
    return Preview(files, sum(1 for _ in sources))


def _preview(source: Source, options: ImportOptions) -> FilePreview:
    reader = FileReader(source.name, options.reading)
    beginning = _Beginning(options.reading.columns)
    with closing(beginning.records(source)) as records:
        found = list(chain.from_iterable(map(reader.read, records)))
    found += reader.finish()
    traces = [each for each in found if isinstance(each, GoodRecord)]
    refused = [each for each in found if isinstance(each, RefusedRecord)]
    return FilePreview(
        file=source.name,
        formats=Counter(each.format for each in traces),
        traces=tuple(traces[:TRACES_SHOWN]),
        refused=tuple(refused[:PROBLEMS_SHOWN]),
        records=beginning.number if beginning.complete else beginning.estimate(source.path),
        complete=beginning.complete,
    )


class _Beginning:
    """Reads the first records of a file, and tells from them how many it may have."""

    def __init__(self, columns: frozenset[str]) -> None:
        self.number = 0
        self._columns = columns
        self.complete = False
        self._bytes = 0
        self._first = b""

    def records(self, source: Source) -> Generator[Record | UnreadRecord, None, None]:
        """Give records until enough are read."""
        for record in read_records([source], self._columns):
            if self.number == RECORDS_READ or self._bytes >= BYTES_READ:
                return
            raw = record.raw if isinstance(record, Record) else b""
            self._first = self._first or raw[:COMPARED_BYTES]
            self._bytes += len(raw) + 1
            self.number += 1
            yield record
        self.complete = True

    def estimate(self, path: Path | None) -> int | None:
        """Divide the size of the file by that of a record, if its records stand in it as they are.

        They do not where it is compressed.
        """
        if path is None:
            return None
        try:
            with path.open("rb") as file:
                if not self._first or self._first not in file.read(BYTES_READ):
                    return None
                size = file.seek(0, os.SEEK_END)
        except OSError:
            return None
        return max(self.number + 1, round(size * self.number / self._bytes))

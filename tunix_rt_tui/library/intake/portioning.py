"""Records into portions: what is wanted of them, made ready, and what is not, kept."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from pathlib import PurePath

from tunix_rt_tui.library.intake.portions import Choosing, FileRead, Portion
from tunix_rt_tui.library.intake.quarantine import Quarantine
from tunix_rt_tui.library.intake.sampling import Sample
from tunix_rt_tui.library.intake.tally import ReadTally
from tunix_rt_tui.library.records import GoodRecord, ReadTrace, RefusedRecord
from tunix_rt_tui.store.contract import NewTrace, Origin
from tunix_rt_tui.store.rows import TraceRows, rows_of

PORTION_SECONDS = 0.01
"""Seconds of reading after which a portion is given, with or without traces."""

ROWS_AT_ONCE = 50
"""Traces of which the rows are made one after another: what reads a foreign record and what makes
rows push each other out of the processor's caches, and taking turns so often cost a sixth."""


class Portioner:
    """Chooses among what was read, and keeps what was refused where there is a place for it."""

    def __init__(
        self, choosing: Choosing, quarantine: Quarantine | None, *, at_once: bool = True
    ) -> None:
        """With `at_once`, a refusal is given before the next record is waited for."""
        self._choosing = choosing
        self._quarantine = quarantine
        self._at_once = at_once
        self._tally = ReadTally()
        self._chosen = 0
        self._added: list[NewTrace] = []
        self._piece: list[TraceRows] = []
        self._bytes = 0
        self._limits = choosing.limits.piece()
        self._file: str | None = None
        self._named = ("", "")
        self._formats: Counter[str] = Counter()
        self._told: list[RefusedRecord | FileRead] = []

    def portions_of(self, records: Iterable[ReadTrace]) -> Generator[Portion, None, None]:
        """Give what there is in these records, in their order, as far as it is wanted.

        Raises `TargetFault` where what is refused, or drawn, cannot be kept.
        """
        selection = self._choosing.selection
        if selection.sample is None:
            yield from self._taken(records, None)
        else:
            with closing(Sample(selection.sample, selection.seed)) as sample:
                yield from self._taken(records, sample)
                for record in sample.drawn():
                    self._add(record)
                    if self._is_full():
                        yield self._pieced()
                self._tally.skipped += sample.left_out
        yield self._pieced()

    def close(self) -> Portion:
        """Write out what was refused, and give what was not given yet, but for traces."""
        if self._quarantine:
            self._quarantine.close()
        return self.given()

    def given(self) -> Portion:
        """Give what was not given yet, but for traces."""
        told, self._told = self._told, []
        self._tally.formats.update(self._formats)
        rejects = self._quarantine.path if self._quarantine else None
        return Portion((), told, self._tally.counts(rejects))

    def _pieced(self) -> Portion:
        """Give all that was not given yet."""
        self._make_rows()
        portion = self.given()._replace(traces=self._piece, bytes=self._bytes)
        self._piece, self._bytes = [], 0
        return portion

    def _taken(self, records: Iterable[ReadTrace], sample: Sample | None) -> Iterator[Portion]:
        given = time.monotonic()
        for record in records:
            if record.file != self._file:
                self._begin_file(record.file)
            self._tally.read += record.size or 0
            if isinstance(record, RefusedRecord):
                self._refuse(record)
                if self._choosing.stop:
                    self._tally.stopped = True
                    break
            else:
                self._formats[record.format] += 1
                self._choose(record, sample)
                if self._chosen == self._choosing.selection.limit:
                    break
            full = self._is_full()
            if full or self._is_due(given):
                yield self._pieced() if full else self.given()
                given = time.monotonic()
        self._end_file()
        if self._quarantine:
            self._quarantine.flush()

    def _choose(self, record: GoodRecord, sample: Sample | None) -> None:
        if self._choosing.selection.skips(record):
            self._tally.skipped += 1
            return
        self._chosen += 1
        if sample is None:
            self._add(record)
        else:
            sample.offer(record)

    def _begin_file(self, file: str) -> None:
        self._end_file()
        self._file = file

    def _end_file(self) -> None:
        """Tell of the file that was read to its end, and in which formats its traces were."""
        if self._file is not None:
            self._told.append(FileRead(self._file, self._formats))
            self._tally.formats.update(self._formats)
        self._file, self._formats = None, Counter()

    def _refuse(self, record: RefusedRecord) -> None:
        self._tally.refused += 1
        if record.size is None:
            self._tally.read += len(record.raw or b"")
        self._tally.warn(record.warnings)
        self._told.append(record)
        if self._quarantine:
            self._quarantine.keep(record)

    def _add(self, record: GoodRecord) -> None:
        if record.warnings:
            self._tally.warn(record.warnings)
        source = self._source_of(record.file)
        self._added.append(new_trace(record, source, self._choosing.tags))
        self._bytes += len(record.parsed.text) + len(record.raw or b"")
        if len(self._added) == ROWS_AT_ONCE:
            self._make_rows()

    def _make_rows(self) -> None:
        self._piece += map(rows_of, self._added)
        self._added.clear()

    def _source_of(self, file: str) -> str:
        if file != self._named[0]:
            self._named = (file, self._choosing.source or PurePath(file).name)
        return self._named[1]

    def _is_due(self, given: float) -> bool:
        return (self._at_once and bool(self._told)) or time.monotonic() - given > PORTION_SECONDS

    def _is_full(self) -> bool:
        rows = len(self._piece) + len(self._added)
        return rows >= self._limits.rows or self._bytes >= self._limits.bytes


def new_trace(record: GoodRecord, source: str, tags: tuple[str, ...] = ()) -> NewTrace:
    """Send a trace on its way into a store, with what is known of where it came from."""
    origin = Origin(record.file, record.number, record.raw, record.format, record.notes)
    return NewTrace(record.parsed, source, tags, origin)

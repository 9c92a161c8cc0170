"""The traces that were read, on their way to where they go: chosen, in batches, counted."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from tunix_rt_tui.library.quarantine import Quarantine
from tunix_rt_tui.library.records import GoodRecord, ReadTrace, RefusedRecord
from tunix_rt_tui.library.sampling import Sample
from tunix_rt_tui.library.selecting import Selection
from tunix_rt_tui.library.tally import ImportSummary, Tally

BATCH_ROWS = 1_000
BATCH_BYTES = 4_194_304
"""What one transaction adds at most: short enough to let others write in between, long enough
that the cost of a commit does not count."""

BREATH = 0.01
"""Seconds of work after which other tasks get their turn."""

Take = Callable[[Sequence[GoodRecord], Tally], Awaitable[None]]
"""Takes a batch to where it goes, and counts what became of it."""


@dataclass(frozen=True, slots=True)
class ImportListener:
    """Who is told how an import goes.

    `progress` hears the counts after each batch, and a last time however the import ends: what
    they say has been added is committed, and nothing else is. `refused` hears of each refused
    record, and `read` of each file, once it was read: how many traces it gave in which formats.
    """

    progress: Callable[[ImportSummary], None] = lambda _: None
    refused: Callable[[RefusedRecord], None] = lambda _: None
    read: Callable[[str, Mapping[str, int]], None] = lambda *_: None


NOBODY = ImportListener()


class Intake:
    """Takes traces to where they go, and keeps what was refused where there is a place for it.

    The next batch is read while one is taken. A batch that has begun is taken to its end and
    counted, even when the task is cancelled.
    """

    def __init__(
        self,
        take: Take,
        selection: Selection,
        quarantine: Quarantine | None,
        listener: ImportListener,
        *,
        stop: bool = False,
    ) -> None:
        """`stop` ends it at the first record that is refused."""
        self._take = take
        self._selection = selection
        self._quarantine = quarantine
        self._listener = listener
        self._stop = stop
        self._tally = Tally()
        self._batch: list[GoodRecord] = []
        self._taking: asyncio.Future[None] | None = None
        self._bytes = 0
        self._chosen = 0
        self._file: str | None = None
        self._formats: Counter[str] = Counter()

    def summary(self) -> ImportSummary:
        """What it has done so far."""
        return self._tally.summary(self._quarantine.path if self._quarantine else None)

    async def run(self, records: Iterable[ReadTrace]) -> None:
        """Take the records in their order, as many as are wanted."""
        try:
            await self._take_wanted(records)
        finally:
            await self._settle()

    async def _take_wanted(self, records: Iterable[ReadTrace]) -> None:
        if self._selection.sample is None:
            await self._take_all(records)
            return
        sample = Sample(self._selection.sample, self._selection.seed)
        try:
            await self._take_all(records, sample)
            for record in sample.drawn():
                await self._add(record)
            await self._commit()
            self._tally.skipped += sample.left_out
        finally:
            sample.close()

    def close(self) -> None:
        """Write out what was refused, and tell the counts a last time."""
        try:
            if self._quarantine:
                self._quarantine.close()
        finally:
            self._listener.progress(self.summary())

    async def _take_all(self, records: Iterable[ReadTrace], sample: Sample | None = None) -> None:
        breathed = time.monotonic()
        for record in records:
            self._tell_of_files(record)
            if isinstance(record, RefusedRecord):
                self._refuse(record)
                if self._stop:
                    self._tally.stopped = True
                    break
            elif self._selection.skips(record):
                self._tally.skipped += 1
                self._tally.read += record.size
            else:
                self._chosen += 1
                if sample is None:
                    await self._add(record)
                else:
                    self._tally.read += record.size
                    sample.offer(record)
                if self._chosen == self._selection.limit:
                    break
            if time.monotonic() - breathed > BREATH:
                await asyncio.sleep(0)
                breathed = time.monotonic()
        self._tell_of_file()
        if self._quarantine:
            self._quarantine.flush()
        await self._commit()

    def _tell_of_files(self, record: ReadTrace) -> None:
        """Note the format of a trace; where another file begins, tell of the one before."""
        if record.file != self._file:
            self._tell_of_file()
            self._file = record.file
        if isinstance(record, GoodRecord):
            self._formats[record.format] += 1
            self._tally.formats[record.format] += 1

    def _tell_of_file(self) -> None:
        if self._file is not None:
            self._listener.read(self._file, self._formats)
        self._file, self._formats = None, Counter()

    def _refuse(self, record: RefusedRecord) -> None:
        self._tally.refused += 1
        self._tally.read += len(record.raw or b"") if record.size is None else record.size
        self._tally.warn(record.warnings)
        self._listener.refused(record)
        if self._quarantine:
            self._quarantine.keep(record)

    async def _add(self, record: GoodRecord) -> None:
        self._batch.append(record)
        self._bytes += len(record.parsed.text) + len(record.raw or b"")
        if len(self._batch) >= BATCH_ROWS or self._bytes >= BATCH_BYTES:
            await self._commit()

    async def _commit(self) -> None:
        """Take a batch, when the one before is taken, in a task that outlasts a cancellation."""
        batch, self._batch, self._bytes = self._batch, [], 0
        await self._settle()
        self._taking = asyncio.ensure_future(self._take_and_count(batch))

    async def _settle(self) -> None:
        """Wait until the batch that is being taken is."""
        taking, self._taking = self._taking, None
        if taking is None:
            return
        try:
            await asyncio.shield(taking)
        finally:
            await asyncio.wait([taking])

    async def _take_and_count(self, batch: Sequence[GoodRecord]) -> None:
        if batch:
            await self._take(batch, self._tally)
        for record in batch:
            self._tally.read += record.size
            self._tally.warn(record.warnings)
        self._listener.progress(self.summary())

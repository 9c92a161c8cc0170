"""Adding the traces of files and streams: in batches, each content once, nothing lost."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePath
from typing import BinaryIO, Literal

from tunix_rt_tui.library.quarantine import Quarantine, quarantine_beside
from tunix_rt_tui.library.reading import GoodRecord, ReadTrace, RefusedRecord, read_traces
from tunix_rt_tui.library.tally import ImportSummary, Tally
from tunix_rt_tui.sources.finding import Source, find_sources
from tunix_rt_tui.sources.reading import read_records
from tunix_rt_tui.store.contract import DuplicateTrace, NewTrace, Origin, Writer
from tunix_rt_tui.trace.limits import DEFAULT_MAX_BYTES

BATCH_ROWS = 1_000
BATCH_BYTES = 4_194_304
"""What one transaction adds at most: short enough to let others write in between, long enough
that the cost of a commit does not count."""

BREATH = 0.01
"""Seconds of work after which other tasks get their turn."""

OnError = Literal["quarantine", "skip", "stop"]
"""What to do with a refused record: keep it aside, only name it, or name it and end there."""

Take = Callable[[Sequence[GoodRecord], Tally], Awaitable[None]]
"""Takes a batch to where it goes, and counts what became of it."""


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """How to import.

    `source` is what the traces are said to come from; None means each file's own name.
    `max_bytes` limits a document. `fallback_folders` take the refused records that cannot be kept
    beside their file.
    """

    source: str | None = None
    on_error: OnError = "quarantine"
    max_bytes: int = DEFAULT_MAX_BYTES
    fallback_folders: tuple[Path, ...] = (Path(),)


@dataclass(frozen=True, slots=True)
class ImportListener:
    """Who is told how an import goes: `refused` of each refused record, `progress` of the counts.

    The counts come after each batch, and a last time however the import ends: what they say has
    been added is committed, and nothing else is.
    """

    progress: Callable[[ImportSummary], None] = lambda _: None
    refused: Callable[[RefusedRecord], None] = lambda _: None


NOBODY = ImportListener()


async def import_records(
    writer: Writer,
    paths: Sequence[str],
    options: ImportOptions,
    *,
    stdin: BinaryIO,
    listener: ImportListener = NOBODY,
) -> ImportSummary:
    """Add every record of files, folders and standard input (`-`) that the store does not have.

    Whatever ends it early, a cancellation as well, leaves what was committed; the same import
    again completes it. Raises `SourceFault` before anything is written if a named path cannot be
    read, `TargetFault` where refused records can be kept nowhere, and `StoreFault`.
    """
    sources = find_sources(paths, stdin)
    kept = None
    if options.on_error == "quarantine":
        kept = quarantine_beside(paths, options.fallback_folders)
    add = partial(_add, writer, options.source)
    return await take_records(add, sources, options, kept, listener)


async def take_records(
    take: Take,
    sources: Iterable[Source],
    options: ImportOptions,
    quarantine: Quarantine | None,
    listener: ImportListener,
) -> ImportSummary:
    """Read every record and take the good ones, in batches; keep the others where there is a place.

    A batch that has begun is taken to its end and counted, even when the import is cancelled.
    """
    intake = _Intake(take, quarantine, listener, stop=options.on_error == "stop")
    records = read_traces(read_records(sources), max_bytes=options.max_bytes)
    try:
        await intake.run(records)
    finally:
        if quarantine:
            quarantine.close()
        listener.progress(intake.summary())
    return intake.summary()


class _Intake:
    """One import while it runs."""

    def __init__(
        self, take: Take, quarantine: Quarantine | None, listener: ImportListener, *, stop: bool
    ) -> None:
        self._take = take
        self._quarantine = quarantine
        self._listener = listener
        self._stop = stop
        self._tally = Tally()

    def summary(self) -> ImportSummary:
        """What it has done so far."""
        return self._tally.summary(self._quarantine.path if self._quarantine else None)

    async def run(self, records: Iterable[ReadTrace]) -> None:
        """Take the records in their order; end early where a refused one shall stop it."""
        batch: list[GoodRecord] = []
        size = 0
        breathed = time.monotonic()
        for record in records:
            if isinstance(record, RefusedRecord):
                self._refuse(record)
                if self._stop:
                    self._tally.stopped = True
                    break
            else:
                batch.append(record)
                size += record.size
                if len(batch) >= BATCH_ROWS or size >= BATCH_BYTES:
                    await self._commit(batch)
                    batch, size = [], 0
            if time.monotonic() - breathed > BREATH:
                await asyncio.sleep(0)
                breathed = time.monotonic()
        await self._commit(batch)

    def _refuse(self, record: RefusedRecord) -> None:
        self._tally.refused += 1
        self._tally.read += record.size or len(record.raw or b"")
        self._tally.warn(record.warnings)
        self._listener.refused(record)
        if self._quarantine:
            self._quarantine.keep(record)

    async def _commit(self, batch: Sequence[GoodRecord]) -> None:
        """Take a batch as a task of its own, which outlasts a cancellation of this one."""
        taking = asyncio.ensure_future(self._take_and_count(batch))
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


async def _add(
    writer: Writer, source: str | None, batch: Sequence[GoodRecord], tally: Tally
) -> None:
    """Add a batch in one transaction, but for what the store has already."""
    new = [_new_trace(record, source) for record in batch]
    for outcome in await writer.add_many(new, on_duplicate="skip"):
        if isinstance(outcome, DuplicateTrace):
            tally.count_duplicate(outcome.twin)
        else:
            tally.added += 1
            tally.ids.append(outcome.id)


def _new_trace(record: GoodRecord, source: str | None) -> NewTrace:
    origin = Origin(record.file, record.number)
    return NewTrace(record.parsed, source or PurePath(record.file).name, origin=origin)

"""Adding the traces of files and streams: in batches, each content once, nothing lost."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import BinaryIO, Literal, Protocol

from tunix_rt_tui.library.quarantine import Quarantine, quarantine_beside
from tunix_rt_tui.library.reading import GoodRecord, ReadTrace, RefusedRecord, read_traces
from tunix_rt_tui.library.tally import ImportSummary, Tally
from tunix_rt_tui.sources.finding import find_sources
from tunix_rt_tui.sources.reading import read_records
from tunix_rt_tui.store.contract import (
    DuplicateTrace,
    NewTrace,
    Origin,
    Reader,
    Twin,
    Writer,
)
from tunix_rt_tui.trace.limits import DEFAULT_MAX_BYTES

__all__ = ["ImportOptions", "ImportSummary", "OnError", "import_records"]

BATCH_ROWS = 1_000
BATCH_BYTES = 4_194_304
"""What one transaction adds at most: short enough to let others write in between, long enough
that the cost of a commit does not count."""

BREATH = 0.01
"""Seconds of work after which other tasks get their turn."""

OnError = Literal["quarantine", "skip", "stop"]
"""What to do with a refused record: keep it aside, only name it, or name it and end there."""


class ImportStore(Reader, Writer, Protocol):
    """What is needed to add traces, and to tell without adding what would be."""


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """How to import.

    `source` is what the traces are said to come from; None means each file's own name. With
    `dry_run` nothing is written, not even what is refused. `max_bytes` limits a document.
    `fallback_folders` take the refused records that cannot be kept beside their file.
    """

    source: str | None = None
    on_error: OnError = "quarantine"
    dry_run: bool = False
    max_bytes: int = DEFAULT_MAX_BYTES
    fallback_folders: tuple[Path, ...] = (Path(),)


def _ignore(_: object) -> None:
    """Nobody listens."""


async def import_records(
    store: ImportStore,
    paths: Sequence[str],
    options: ImportOptions,
    *,
    stdin: BinaryIO,
    progress: Callable[[ImportSummary], None] = _ignore,
    refused: Callable[[RefusedRecord], None] = _ignore,
) -> ImportSummary:
    """Add every record of files, folders and standard input (`-`) that the store does not have.

    `progress` is called after each commit, `refused` with each refused record. Whatever ends it
    early, a cancellation as well, leaves what was committed; the same import again completes it.
    Raises `SourceFault` before anything is written if a named path cannot be read, `TargetFault`
    where refused records can be kept nowhere, and `StoreFault`.
    """
    sources = find_sources(paths, stdin)
    quarantine = quarantine_beside(paths, options.fallback_folders)
    running = _Import(store, options, quarantine, progress, refused)
    try:
        await running.run(read_traces(read_records(sources), max_bytes=options.max_bytes))
    finally:
        quarantine.close()
    return running.summary()


class _Import:
    """One import while it runs."""

    def __init__(
        self,
        store: ImportStore,
        options: ImportOptions,
        quarantine: Quarantine,
        progress: Callable[[ImportSummary], None],
        refused: Callable[[RefusedRecord], None],
    ) -> None:
        self._store = store
        self._options = options
        self._quarantine = quarantine
        self._progress = progress
        self._tell_refused = refused
        self._tally = Tally()
        self._seen: set[bytes] = set()

    def summary(self) -> ImportSummary:
        """What it has done so far."""
        return self._tally.summary(self._quarantine.path)

    async def run(self, records: Iterable[ReadTrace]) -> None:
        """Take the records in their order; end early where a refused one shall stop it."""
        batch: list[GoodRecord] = []
        size = 0
        breathed = time.monotonic()
        for record in records:
            if isinstance(record, RefusedRecord):
                self._refuse(record)
                if self._options.on_error == "stop":
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
        self._tell_refused(record)
        if self._options.on_error == "quarantine" and not self._options.dry_run:
            self._quarantine.keep(record)

    async def _commit(self, batch: Sequence[GoodRecord]) -> None:
        if batch:
            await (self._compare(batch) if self._options.dry_run else self._add(batch))
        for record in batch:
            self._tally.read += record.size
            self._tally.warn(record.warnings)
        self._progress(self.summary())

    async def _add(self, batch: Sequence[GoodRecord]) -> None:
        new = [self._new_trace(record) for record in batch]
        for outcome in await self._store.add_many(new, on_duplicate="skip"):
            if isinstance(outcome, DuplicateTrace):
                self._count_duplicate(outcome.twin)
            else:
                self._tally.added += 1
                self._tally.ids.append(outcome.id)

    async def _compare(self, batch: Sequence[GoodRecord]) -> None:
        """Count what adding would have counted."""
        hashes = [record.parsed.content_hash() for record in batch]
        twins = await self._store.twins(hashes)
        for content_hash in hashes:
            seen = bytes.fromhex(content_hash)
            if content_hash in twins:
                self._count_duplicate(twins[content_hash])
            elif seen in self._seen:
                self._tally.duplicate += 1
            else:
                self._seen.add(seen)
                self._tally.added += 1

    def _count_duplicate(self, twin: Twin) -> None:
        self._tally.duplicate += 1
        if twin.trashed:
            self._tally.trashed.append(twin.id)

    def _new_trace(self, record: GoodRecord) -> NewTrace:
        source = self._options.source or PurePath(record.file).name
        return NewTrace(record.parsed, source, origin=Origin(record.file, record.number))

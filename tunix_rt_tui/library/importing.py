"""Adding the traces of files and streams: in batches, each content once, nothing lost."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path, PurePath
from typing import BinaryIO, Literal

from tunix_rt_tui.library.intake import NOBODY, ImportListener, Intake, Take
from tunix_rt_tui.library.quarantine import Quarantine, quarantine_beside
from tunix_rt_tui.library.reading import GoodRecord, Reading, read_traces
from tunix_rt_tui.library.selecting import Selection
from tunix_rt_tui.library.tally import ImportSummary, Tally
from tunix_rt_tui.sources.finding import Source, find_sources
from tunix_rt_tui.sources.reading import read_records
from tunix_rt_tui.store.contract import DuplicateTrace, NewTrace, OnDuplicate, Origin, Writer

OnError = Literal["quarantine", "skip", "stop"]
"""What to do with a refused record: keep it aside, only name it, or name it and end there."""


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """How to import.

    `source` is what the traces are said to come from; None means each file's own name. `tags` are
    put on what is added. `fallback_folders` take the refused records that cannot be kept beside
    their file. `on_duplicate` says what to do with content that is there already: with `add`, the
    same import again adds everything again.
    """

    source: str | None = None
    on_error: OnError = "quarantine"
    fallback_folders: tuple[Path, ...] = (Path(),)
    reading: Reading = field(default_factory=Reading)
    selection: Selection = field(default_factory=Selection)
    tags: tuple[str, ...] = ()
    on_duplicate: OnDuplicate = "skip"


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
    quarantine = quarantine_for(paths, options)
    return await take_records(adding(writer, options), sources, options, quarantine, listener)


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
    stop = options.on_error == "stop"
    intake = Intake(take, options.selection, quarantine, listener, stop=stop)
    records = read_traces(read_records(sources), options.reading)
    try:
        await intake.run(records)
    finally:
        intake.close()
    return intake.summary()


def quarantine_for(paths: Sequence[str], options: ImportOptions) -> Quarantine | None:
    """Choose where refused records are kept, if they are to be."""
    if options.on_error != "quarantine":
        return None
    return quarantine_beside(paths, options.fallback_folders)


def adding(writer: Writer, options: ImportOptions) -> Take:
    """Make what adds a batch to a store as the options say."""
    return partial(_add, writer, options)


async def _add(
    writer: Writer, options: ImportOptions, batch: Sequence[GoodRecord], tally: Tally
) -> None:
    """Add a batch in one transaction, but for what is there already where that is not wanted."""
    new = [
        new_trace(record, options.source or PurePath(record.file).name, options.tags)
        for record in batch
    ]
    for outcome in await writer.add_many(new, on_duplicate=options.on_duplicate):
        if isinstance(outcome, DuplicateTrace):
            tally.count_duplicate(outcome.twin)
        else:
            tally.added += 1
            tally.ids.append(outcome.id)


def new_trace(record: GoodRecord, source: str, tags: tuple[str, ...] = ()) -> NewTrace:
    """Send a trace on its way into a store, with what is known of where it came from."""
    origin = Origin(record.file, record.number, record.raw, record.format, record.notes)
    return NewTrace(record.parsed, source, tags, origin)

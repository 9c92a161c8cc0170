"""Adding the traces of files and streams: in batches, each content once, nothing lost."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from io import BytesIO
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import BinaryIO, Literal, Protocol

from tunix_rt_tui.library.intake.ahead import ReadingAhead
from tunix_rt_tui.library.intake.portions import BatchLimits, Choosing, Order, Portion, Traces
from tunix_rt_tui.library.intake.quarantine import Quarantine, quarantine_beside
from tunix_rt_tui.library.intake.selecting import Selection
from tunix_rt_tui.library.intake.taking import NOBODY, ImportListener, Intake, Take
from tunix_rt_tui.library.intake.tally import ImportSummary, Tally
from tunix_rt_tui.library.reading_options import Reading
from tunix_rt_tui.sources.finding import STANDARD_INPUT, find_sources
from tunix_rt_tui.store.contract import DuplicateTrace, OnDuplicate, Writer

OnError = Literal["quarantine", "skip", "stop"]
"""What to do with a refused record: keep it aside, only name it, or name it and end there."""

AHEAD_BYTES = 8_388_608
"""Bytes of files that another process reads ahead: of fewer, starting one takes as long."""


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """How to import.

    `source` is what the traces are said to come from; None means each file's own name. `tags` are
    put on what is added. `fallback_folders` take the refused records that cannot be kept beside
    their file. `on_duplicate` says what to do with content that is there already: with `add`, the
    same import again adds everything again. With `keeps_ids` the summary names what was added, in
    16 bytes each. `limits` are those of one transaction.
    """

    source: str | None = None
    on_error: OnError = "quarantine"
    fallback_folders: tuple[Path, ...] = (Path(),)
    reading: Reading = field(default_factory=Reading)
    selection: Selection = field(default_factory=Selection)
    tags: tuple[str, ...] = ()
    on_duplicate: OnDuplicate = "skip"
    keeps_ids: bool = False
    limits: BatchLimits = field(default_factory=BatchLimits)

    def choosing(self) -> Choosing:
        """Which traces are taken."""
        stop = self.on_error == "stop"
        return Choosing(self.selection, self.source, self.tags, stop, self.limits)


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
    take, quarantine = adding(writer, options), quarantine_for(paths, options)
    return await take_records(take, paths, options, quarantine, stdin=stdin, listener=listener)


async def take_records(
    take: Take,
    paths: Sequence[str],
    options: ImportOptions,
    quarantine: Quarantine | None,
    *,
    stdin: BinaryIO,
    listener: ImportListener,
) -> ImportSummary:
    """Read every record and take the good ones, in batches; keep the others where there is a place.

    A batch that has begun is taken to its end and counted, even when the import is cancelled.
    """
    find_sources(paths, stdin)  # raises for a path that leads nowhere
    intake = Intake(take, options.limits, listener)
    portions = _portions(paths, options, quarantine, stdin)
    try:
        await intake.run(portions)
    finally:
        intake.end(await portions.close())
    return intake.summary()


def quarantine_for(paths: Sequence[str], options: ImportOptions) -> Quarantine | None:
    """Choose where refused records are kept, if they are to be."""
    if options.on_error != "quarantine":
        return None
    return quarantine_beside(paths, options.fallback_folders)


def adding(writer: Writer, options: ImportOptions) -> Take:
    """Make what adds a batch to a store as the options say."""
    return partial(_add, writer, options)


async def _add(writer: Writer, options: ImportOptions, batch: Traces, tally: Tally) -> None:
    """Add a batch in one transaction, but for what is there already where that is not wanted."""
    for outcome in await writer.add_many(batch, on_duplicate=options.on_duplicate):
        if isinstance(outcome, DuplicateTrace):
            tally.count_duplicate(outcome.twin)
        else:
            tally.added += 1
            if options.keeps_ids:
                tally.ids.append(outcome.id)


class _Portions(Protocol):
    """Portions, one after another, and the end of reading them."""

    def __aiter__(self) -> AsyncIterator[Portion]: ...

    async def close(self) -> Portion:
        """End reading, and give what was not given yet, but for traces."""
        ...


def _portions(
    paths: Sequence[str],
    options: ImportOptions,
    quarantine: Quarantine | None,
    stdin: BinaryIO,
) -> _Portions:
    """Have another process read where there is much to read; a pipe is read by who has it."""
    order = Order(paths, options.reading, options.choosing(), quarantine)
    if _are_on_disk(paths) and _are_large(paths, AHEAD_BYTES):
        with suppress(OSError):  # none can be started, so this one reads
            return ReadingAhead(order)
    from tunix_rt_tui.library.intake.here import ReadingHere  # formats and a parser, slow to import

    return ReadingHere(order, stdin)


def _are_on_disk(paths: Sequence[str]) -> bool:
    """Tell whether each is a file or a folder: standard input and pipes belong to this process."""
    modes = [Path(path).stat().st_mode for path in paths if path != STANDARD_INPUT]
    return len(modes) == len(paths) and all(S_ISREG(mode) or S_ISDIR(mode) for mode in modes)


def _are_large(paths: Sequence[str], limit: int) -> bool:
    """Tell whether files and folders have so many bytes."""
    size = 0
    for source in find_sources(paths, BytesIO()):
        with suppress(OSError):
            size += source.path.stat().st_size if source.path else 0
        if size >= limit:
            return True
    return False

"""Importing what comes into files and folders, as it comes."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import NoReturn

from tunix_rt_tui.errors import SourceFault
from tunix_rt_tui.library.following import FollowedFile
from tunix_rt_tui.library.importing import ImportOptions, adding, quarantine_for
from tunix_rt_tui.library.intake.portioning import Portioner
from tunix_rt_tui.library.intake.taking import NOBODY, ImportListener, Intake, in_turns
from tunix_rt_tui.library.records import ReadTrace
from tunix_rt_tui.sources.finding import find_sources
from tunix_rt_tui.store.contract import Writer

POLL_SECONDS = 1.0
"""Between two looks while something comes."""

QUIET_SECONDS = 10.0
"""Between two looks when nothing has come for long."""

BACK_OFF = 1.5
"""How much longer each pause is than the one before, while nothing comes."""

Sleep = Callable[[float], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Came:
    """What has come from one file since the last look: traces by their formats, and counts."""

    file: str
    added: int
    duplicate: int
    refused: int
    formats: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class WatchListener:
    """Who is told what is `followed`, a file at a time, and what `came` from it."""

    followed: Callable[[str], None] = lambda _: None
    came: Callable[[Came], None] = lambda _: None


async def watch_import(
    writer: Writer,
    paths: Sequence[str],
    options: ImportOptions,
    *,
    listener: ImportListener = NOBODY,
    watcher: WatchListener | None = None,
    sleep: Sleep = asyncio.sleep,
) -> NoReturn:
    """Add what is in files and folders, and then what comes into them, until it is cancelled.

    `listener` hears the counts after each file, and a last time in the end; what was committed
    stays. Raises as `import_records` does, for a named path only where it is not there at first.
    """
    for _ in find_sources(paths, BytesIO()):
        break  # a named path that cannot be read is told of before anything is done
    watch = _Watch(writer, paths, options, listener, watcher or WatchListener())
    try:
        pause = POLL_SECONDS
        while True:
            pause = POLL_SECONDS if await watch.look() else min(pause * BACK_OFF, QUIET_SECONDS)
            await sleep(pause)
    finally:
        watch.close()


class _Watch:
    """The files that are watched, and one intake for all that comes from them."""

    def __init__(
        self,
        writer: Writer,
        paths: Sequence[str],
        options: ImportOptions,
        listener: ImportListener,
        watcher: WatchListener,
    ) -> None:
        self._paths = paths
        self._reading = options.reading
        self._watcher = watcher
        self._read: Counter[str] = Counter()
        quarantine = quarantine_for(paths, options)
        listening = replace(listener, read=self._note)
        self._portioner = Portioner(options.choosing(), quarantine)
        self._intake = Intake(adding(writer, options), options.limits, listening)
        self._files: dict[Path, FollowedFile] = {}

    async def look(self) -> bool:
        """Take what has come since the last look; tell whether any file has changed."""
        moves = False
        for file in self._found():
            with closing(file.look()) as records:
                first = next(records, None)
                if first is not None:
                    await self._take(file.name, chain([first], records))
            moves |= file.moves
        return moves

    async def _take(self, file: str, records: Iterator[ReadTrace]) -> None:
        before = self._intake.summary()
        self._read.clear()
        await self._intake.run(in_turns(self._portioner.portions_of(records)))
        after = self._intake.summary()
        added, refused = after.added - before.added, after.refused - before.refused
        if added or refused:
            duplicate = after.duplicate - before.duplicate
            self._watcher.came(Came(file, added, duplicate, refused, dict(self._read)))

    def close(self) -> None:
        """Tell the counts a last time."""
        self._intake.end(self._portioner.close())

    def _found(self) -> list[FollowedFile]:
        """Give the files that are there, or were; those that are new are told of."""
        for path in self._paths:
            with suppress(SourceFault):  # it is away for now, and waited for
                for source in find_sources([path], BytesIO()):
                    if source.path is not None and source.path not in self._files:
                        self._files[source.path] = FollowedFile(source, source.path, self._reading)
                        self._watcher.followed(source.name)
        return list(self._files.values())

    def _note(self, _file: str, formats: Mapping[str, int]) -> None:
        self._read.update(formats)

"""Portions of what was read, on their way to where they go: batch by batch, counted."""

from __future__ import annotations

import asyncio
from collections.abc import (
    AsyncIterable,
    AsyncIterator,
    Awaitable,
    Callable,
    Iterator,
    Mapping,
    Sequence,
)
from dataclasses import dataclass

from tunix_rt_tui.library.intake.portions import Portion
from tunix_rt_tui.library.intake.tally import ImportSummary, ReadCounts, Tally
from tunix_rt_tui.library.records import RefusedRecord
from tunix_rt_tui.store.rows import TraceRows

Take = Callable[[Sequence[TraceRows], Tally], Awaitable[None]]
"""Takes a batch to where it goes, and counts what became of it."""


@dataclass(frozen=True, slots=True)
class ImportListener:
    """Who is told how an import goes.

    `progress` hears the counts now and then, and a last time however the import ends: what they
    say has been added is committed, and nothing else is. `refused` hears of each refused record,
    and `read` of each file, once it was read: how many traces it gave in which formats.
    """

    progress: Callable[[ImportSummary], None] = lambda _: None
    refused: Callable[[RefusedRecord], None] = lambda _: None
    read: Callable[[str, Mapping[str, int]], None] = lambda *_: None


NOBODY = ImportListener()


class Intake:
    """Takes batches to where they go.

    The next one is read while one is taken. A batch that has begun is taken to its end and
    counted, even when the task is cancelled.
    """

    def __init__(self, take: Take, listener: ImportListener) -> None:
        self._take = take
        self._listener = listener
        self._tally = Tally()
        self._counts = ReadCounts()
        self._taking: asyncio.Future[None] | None = None

    def summary(self) -> ImportSummary:
        """What it has done so far."""
        return self._tally.summary(self._counts)

    async def run(self, portions: AsyncIterable[Portion]) -> None:
        """Take the portions in their order."""
        try:
            async for portion in portions:
                self._hear(portion)
                if portion.traces:
                    await self._settle()
                    self._taking = asyncio.ensure_future(self._take_and_tell(portion.traces))
        finally:
            await self._settle()

    def end(self, last: Portion) -> None:
        """Tell what is still to be told, and the counts a last time."""
        self._hear(last)

    def _hear(self, portion: Portion) -> None:
        for told in portion.told:
            if isinstance(told, RefusedRecord):
                self._listener.refused(told)
            else:
                self._listener.read(told.file, told.formats)
        self._counts = portion.counts
        self._listener.progress(self.summary())

    async def _settle(self) -> None:
        """Wait until the batch that is being taken is."""
        taking, self._taking = self._taking, None
        if taking is None:
            return
        try:
            await asyncio.shield(taking)
        finally:
            await asyncio.wait([taking])

    async def _take_and_tell(self, batch: Sequence[TraceRows]) -> None:
        await self._take(batch, self._tally)
        self._listener.progress(self.summary())


async def in_turns(portions: Iterator[Portion]) -> AsyncIterator[Portion]:
    """Give each portion, and other tasks their turn after it."""
    for portion in portions:
        yield portion
        await asyncio.sleep(0)

"""Portions of what was read, on their way to where they go: batch by batch, counted."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterable, AsyncIterator, Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from tunix_rt_tui.library.intake.portions import BatchLimits, Portion, Traces
from tunix_rt_tui.library.intake.tally import ImportSummary, ReadCounts, Tally
from tunix_rt_tui.library.records import RefusedRecord
from tunix_rt_tui.store.rows import TraceRows

Take = Callable[[Traces, Tally], Awaitable[None]]
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


class _Waiting:
    """The traces of some portions, which are taken as one batch."""

    def __init__(self) -> None:
        self._pieces: list[Traces] = []
        self._rows = 0
        self._bytes = 0

    def __len__(self) -> int:
        return self._rows

    def __iter__(self) -> Iterator[TraceRows]:
        return chain.from_iterable(self._pieces)

    def append(self, portion: Portion) -> None:
        """Have the traces of one more portion wait."""
        self._pieces.append(portion.traces)
        self._rows += len(portion.traces)
        self._bytes += portion.bytes

    def has_room(self, portion: Portion, limits: BatchLimits) -> bool:
        """Tell whether with one more portion it is a batch, still."""
        rows, size = self._rows + len(portion.traces), self._bytes + portion.bytes
        return rows <= limits.rows and size <= limits.bytes


class Intake:
    """Takes batches to where they go.

    What is read while a batch is taken waits, and is the next one: so there is no waiting for a
    batch where reading takes long, and there are few where taking does. A batch that has begun is
    taken to its end and counted, even when the task is cancelled.
    """

    def __init__(self, take: Take, limits: BatchLimits, listener: ImportListener) -> None:
        self._take = take
        self._limits = limits
        self._listener = listener
        self._tally = Tally()
        self._counts = ReadCounts()
        self._waiting = _Waiting()
        self._taking: asyncio.Future[None] | None = None

    def summary(self) -> ImportSummary:
        """What it has done so far."""
        return self._tally.summary(self._counts)

    async def run(self, portions: AsyncIterable[Portion]) -> None:
        """Take the portions in their order; what was read before reading failed is taken, too."""
        try:
            async for portion in portions:
                self._hear(portion)
                if portion.traces:
                    await self._add(portion)
        except asyncio.CancelledError:
            self._waiting = _Waiting()
            raise
        finally:
            await self._settle()
            if self._waiting:
                await self._begin()
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

    async def _add(self, portion: Portion) -> None:
        """Have it wait; what waits is begun with as soon as nothing else is taken."""
        if self._waiting and not self._waiting.has_room(portion, self._limits):
            await self._begin()
        self._waiting.append(portion)
        if self._taking is None or self._taking.done():
            await self._begin()

    async def _begin(self) -> None:
        """Begin with what waits, after the batch that is being taken."""
        await self._settle()
        batch, self._waiting = self._waiting, _Waiting()
        self._taking = asyncio.ensure_future(self._take_and_tell(batch))

    async def _settle(self) -> None:
        """Wait until the batch that is being taken is; where it cannot be, nor is what waits."""
        taking, self._taking = self._taking, None
        if taking is None:
            return
        try:
            await asyncio.shield(taking)
        except BaseException:
            self._waiting = _Waiting()
            raise
        finally:
            await asyncio.wait([taking])

    async def _take_and_tell(self, batch: Traces) -> None:
        await self._take(batch, self._tally)
        self._listener.progress(self.summary())


async def in_turns(portions: Iterator[Portion]) -> AsyncIterator[Portion]:
    """Give each portion, and other tasks their turn after it."""
    for portion in portions:
        yield portion
        await asyncio.sleep(0)

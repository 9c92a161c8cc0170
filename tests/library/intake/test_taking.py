"""What is read while a batch is taken is the next batch, and nothing is taken twice or lost."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from itertools import chain

import pytest

from tests.support.traces import make_trace
from tunix_rt_tui.errors import SourceFault, StoreFault
from tunix_rt_tui.library.intake.packed import PackedTraces
from tunix_rt_tui.library.intake.portions import BatchLimits, Portion, Traces
from tunix_rt_tui.library.intake.taking import ImportListener, Intake
from tunix_rt_tui.library.intake.tally import ReadCounts, Tally
from tunix_rt_tui.store.rows import TraceRows, rows_of

LIMITS = BatchLimits(rows=4, bytes=1_000)


class Taker:
    """Takes a batch when it may go on, and fails with a fault where it is given one."""

    def __init__(self, *, at_once: bool = False) -> None:
        self.batches: list[list[TraceRows]] = []
        self.begun = 0
        self.fault: StoreFault | None = None
        self.may_go_on = asyncio.Event()
        if at_once:
            self.may_go_on.set()

    async def take(self, batch: Traces, tally: Tally) -> None:
        self.begun += 1
        await self.may_go_on.wait()
        if self.fault:
            raise self.fault
        assert len(batch) == len([*batch])
        self.batches.append([*batch])
        tally.added += len(batch)

    def taken(self) -> list[TraceRows]:
        return [*chain.from_iterable(self.batches)]

    def sizes(self) -> list[int]:
        return [len(batch) for batch in self.batches]


class Reader:
    """Gives portions of traces, one each time that it is asked; `given` counts what it gave."""

    def __init__(self, taker: Taker, *sizes: int, go_on_after: int, size: int = 1) -> None:
        self.traces = [rows_of(make_trace(number)) for number in range(sum(sizes))]
        self._taker = taker
        self._sizes = sizes
        self._go_on_after = go_on_after
        self._bytes = size
        self.fault: SourceFault | None = None
        self.given = 0

    async def __aiter__(self) -> AsyncIterator[Portion]:
        left = iter(self.traces)
        for size in self._sizes:
            if self.given == self._go_on_after:
                self._taker.may_go_on.set()
            traces = [next(left) for _ in range(size)]
            self.given += 1
            yield Portion(PackedTraces(traces), (), ReadCounts(), self._bytes)
            await asyncio.sleep(0)
        self._taker.may_go_on.set()
        if self.fault:
            raise self.fault


async def taken(taker: Taker, reader: Reader, limits: BatchLimits = LIMITS) -> list[int]:
    """Let an intake take what a reader gives; tells what was said to be added, each time."""
    told: list[int] = []
    listener = ImportListener(progress=lambda summary: told.append(summary.added))
    await Intake(taker.take, limits, listener).run(aiter(reader))
    assert told[-1] == sum(taker.sizes())
    return told


async def all_that_can_be_done() -> None:
    """Let every task go on until it waits for what only the test can do."""
    for _ in range(100):
        await asyncio.sleep(0)


async def test_what_is_read_meanwhile_is_one_batch_in_its_order() -> None:
    taker = Taker()
    reader = Reader(taker, 1, 1, 1, 1, go_on_after=3)
    await taken(taker, reader)
    assert taker.sizes()[0] == 1
    assert len(taker.sizes()) < 4
    assert taker.taken() == reader.traces


async def test_a_store_that_is_quick_is_not_waited_for() -> None:
    taker = Taker(at_once=True)
    await taken(taker, Reader(taker, 1, 1, 1, go_on_after=0))
    assert taker.sizes() == [1, 1, 1]


@pytest.mark.parametrize(("rows", "size"), [(2, 1), (1, 500)])
async def test_what_waits_is_no_larger_than_a_batch_and_then_reading_waits(
    rows: int, size: int
) -> None:
    taker = Taker()
    reader = Reader(taker, *[rows] * 9, go_on_after=99, size=size)
    task = asyncio.create_task(taken(taker, reader))
    await all_that_can_be_done()
    assert (taker.begun, reader.given) == (1, 4)  # one is taken, two wait, there is no room
    taker.may_go_on.set()
    await task
    assert taker.sizes()[:2] == [rows, 2 * rows]
    assert max(taker.sizes()) <= 2 * rows
    assert taker.taken() == reader.traces


async def test_what_was_read_before_reading_failed_is_taken() -> None:
    taker = Taker()
    reader = Reader(taker, 1, 1, 1, go_on_after=99)
    reader.fault = SourceFault("Broken", "It is broken.", "Mend it.")
    with pytest.raises(SourceFault):
        await taken(taker, reader)
    assert taker.taken() == reader.traces


async def test_nothing_is_taken_after_what_could_not_be() -> None:
    taker = Taker()
    taker.fault = StoreFault("Full", "The disk is full.", "Make room.")
    with pytest.raises(StoreFault):
        await taken(taker, Reader(taker, 1, 1, 1, 1, go_on_after=3))
    assert taker.begun == 1


async def test_who_is_cancelled_takes_what_has_begun_and_no_more() -> None:
    taker = Taker()
    reader = Reader(taker, 1, 1, 1, 1, 1, 1, go_on_after=99)
    told: list[int] = []
    listener = ImportListener(progress=lambda summary: told.append(summary.added))
    task = asyncio.create_task(Intake(taker.take, LIMITS, listener).run(aiter(reader)))
    await all_that_can_be_done()
    assert reader.given > 1
    task.cancel()
    asyncio.get_running_loop().call_soon(taker.may_go_on.set)
    with pytest.raises(asyncio.CancelledError):
        await task
    assert (taker.sizes(), told[-1]) == ([1], 1)

"""Traces that many clients add at once: each is told of its own, and commits are few."""

from __future__ import annotations

import asyncio
from itertools import count

import pytest

from tests.support.memory_store import MemoryStore
from tests.support.traces import make_trace, make_traces
from tests.support.waiting import until
from tunix_rt_tui.errors import StoreFault
from tunix_rt_tui.library.gathering import Gatherer, TooBusy
from tunix_rt_tui.store.contract import AddedTrace, Batch, OnDuplicate, Outcome

LONG = 60.0
"""Seconds that nothing of a test lasts."""


class CommittingByHand(MemoryStore):
    """A store whose commits wait until the test lets one go."""

    def __init__(self) -> None:
        super().__init__()
        self.sizes: list[int] = []
        self.broken = False
        self._gate = asyncio.Semaphore(0)

    async def add_many(self, traces: Batch, *, on_duplicate: OnDuplicate = "add") -> list[Outcome]:
        self.sizes.append(len(traces))
        await self._gate.acquire()
        if self.broken:
            raise StoreFault("Disk full", "The disk is full.", "Make room.")
        return await super().add_many(traces, on_duplicate=on_duplicate)

    def commit(self) -> None:
        """Let one commit go."""
        self._gate.release()


def gatherer_over(store: MemoryStore, **how: float) -> Gatherer:
    """One to which each commit seems to take very long, and that waits as long for company."""
    return Gatherer(store, **{"patience": LONG, **how}, clock=count(step=10 * LONG).__next__)  # type: ignore[arg-type]


async def add(gatherer: Gatherer, n: int) -> AddedTrace:
    [outcome] = await gatherer.add([make_trace(n)])
    assert isinstance(outcome, AddedTrace)
    return outcome


async def test_what_arrives_during_a_commit_is_in_the_next_one_together() -> None:
    store = CommittingByHand()
    gatherer = gatherer_over(store)
    first = asyncio.create_task(add(gatherer, 1))
    await until(lambda: store.sizes == [1])
    others = [asyncio.create_task(add(gatherer, n)) for n in (2, 3, 4)]
    await asyncio.sleep(0)
    store.commit()
    await first
    again = asyncio.create_task(add(gatherer, 5))
    await until(lambda: store.sizes == [1, 4])
    store.commit()
    added = await asyncio.gather(*others, again)
    assert await store.count() == 5
    for n, outcome in zip((2, 3, 4, 5), added, strict=True):
        assert f"What is {n} plus" in (await store.get(outcome.id)).text


async def test_a_commit_does_not_wait_for_long_for_who_does_not_come_back() -> None:
    store = CommittingByHand()
    gatherer = gatherer_over(store, patience=0)
    both = [asyncio.create_task(add(gatherer, n)) for n in (1, 2)]
    await until(lambda: bool(store.sizes))
    store.commit()
    store.commit()
    await asyncio.gather(*both)
    alone = asyncio.create_task(add(gatherer, 3))
    await until(lambda: sum(store.sizes) == 3)
    store.commit()
    await alone


async def test_who_is_alone_waits_for_nobody() -> None:
    store = CommittingByHand()
    gatherer = gatherer_over(store)
    for n in (1, 2, 3):
        store.commit()
        await add(gatherer, n)
    assert store.sizes == [1, 1, 1]


async def test_a_failed_commit_fails_for_who_was_in_it_alone() -> None:
    store = CommittingByHand()
    gatherer = gatherer_over(store, patience=0)
    failing = asyncio.create_task(add(gatherer, 1))
    await until(lambda: store.sizes == [1])
    store.broken = True
    store.commit()
    with pytest.raises(StoreFault, match="disk is full"):
        await failing
    store.broken = False
    store.commit()
    await add(gatherer, 2)
    assert await store.count() == 1


async def test_more_than_may_wait_is_refused_at_once() -> None:
    store = CommittingByHand()
    gatherer = gatherer_over(store, room=2, patience=0)
    committing = asyncio.create_task(add(gatherer, 1))
    await until(lambda: store.sizes == [1])
    waiting = asyncio.create_task(gatherer.add(make_traces(2)))
    await asyncio.sleep(0)
    with pytest.raises(TooBusy):
        await add(gatherer, 9)
    for _ in range(2):
        store.commit()
    await committing
    await waiting
    assert await store.count() == 3


async def test_closing_waits_for_all_that_was_taken_even_where_its_client_went_away() -> None:
    store = CommittingByHand()
    gatherer = gatherer_over(store)
    client = asyncio.create_task(add(gatherer, 1))
    await until(lambda: store.sizes == [1])
    client.cancel()
    closing = asyncio.create_task(gatherer.close())
    store.commit()
    await closing
    assert await store.count() == 1

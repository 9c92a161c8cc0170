"""The store and the monitor: opened once, closed in order, whatever happens."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from tests.support.memory_store import MemoryStore
from tests.tui.driving import StillMonitor
from tunix_rt_tui.errors import StoreFault
from tunix_rt_tui.tui.session import Session


class Journal:
    """A store and a monitor that note what happens to them."""

    def __init__(self) -> None:
        self.noted: list[str] = []
        self.slow = asyncio.Event()

    @asynccontextmanager
    async def open(self) -> AsyncIterator[MemoryStore]:
        self.noted.append("opened")
        try:
            yield MemoryStore()
        finally:
            self.noted.append("closed")

    @asynccontextmanager
    async def never_open(self) -> AsyncIterator[MemoryStore]:
        try:
            await self.slow.wait()
            yield MemoryStore()
        finally:
            self.noted.append("given up")

    @asynccontextmanager
    async def fail(self) -> AsyncIterator[MemoryStore]:
        raise StoreFault("Store locked", "It is.", "Wait.")
        yield MemoryStore()


async def test_a_write_is_finished_before_the_store_is_closed() -> None:
    journal = Journal()
    session = Session(journal.open, lambda _: StillMonitor())
    await session.open()

    async def write() -> None:
        await journal.slow.wait()
        journal.noted.append("written")

    caller = asyncio.create_task(session.write(write))
    await asyncio.sleep(0)
    caller.cancel()
    closing = asyncio.create_task(session.close())
    await asyncio.sleep(0)
    journal.slow.set()
    await closing
    assert journal.noted == ["opened", "written", "closed"]
    assert caller.cancelled()


async def test_closing_twice_and_closing_what_was_never_opened_do_nothing() -> None:
    journal = Journal()
    session = Session(journal.open, lambda _: StillMonitor())
    await session.close()
    assert journal.noted == []
    session = Session(journal.open, lambda _: StillMonitor())
    await session.open()
    await session.close()
    await session.close()
    assert journal.noted == ["opened", "closed"]


async def test_leaving_while_the_store_opens_gives_the_opening_up() -> None:
    journal = Journal()
    session = Session(journal.never_open, lambda _: StillMonitor())
    opening = asyncio.create_task(session.open())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    opening.cancel()
    await session.close()
    assert journal.noted == ["given up"]


async def test_a_failure_to_open_is_raised_and_closing_is_quiet() -> None:
    session = Session(Journal().fail, lambda _: StillMonitor())
    with pytest.raises(StoreFault):
        await session.open()
    await session.close()

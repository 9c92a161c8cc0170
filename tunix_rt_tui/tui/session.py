"""What lives as long as the app: the store and the health monitor."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import AbstractAsyncContextManager
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from tunix_rt_tui.store.contract import Store
    from tunix_rt_tui.tui.jobs.watching import Monitor

OpenStore = Callable[[], "AbstractAsyncContextManager[Store]"]
"""Opens a store on entry, raising `TunixError` where it cannot, and closes it on exit."""

MakeMonitor = Callable[["Store"], "Monitor"]
"""Makes the monitor for an open store; blocks on nothing."""

Result = TypeVar("Result")


class Session:
    """Opens the store once, and in the end closes monitor and store when the last write is done."""

    def __init__(self, open_store: OpenStore, make_monitor: MakeMonitor) -> None:
        self._open_store = open_store
        self._make_monitor = make_monitor
        self._monitor: Monitor | None = None
        self._holder: asyncio.Task[None] | None = None
        self._closing = asyncio.Event()
        self._writes: set[asyncio.Task[object]] = set()

    async def open(self) -> tuple[Store, Monitor]:
        """Open the store and make its monitor; raises what opening raises."""
        opened: asyncio.Future[Store] = asyncio.get_running_loop().create_future()
        self._holder = asyncio.create_task(self._hold(opened))
        either: set[asyncio.Future[Any]] = {opened, self._holder}
        await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
        if not opened.done():
            await self._holder
        store = opened.result()
        self._monitor = self._make_monitor(store)
        return store, self._monitor

    async def write(self, work: Callable[[], Coroutine[None, None, Result]]) -> Result:
        """Do work that must not be cut off half-way: it goes on when the caller is cancelled."""
        task = asyncio.create_task(work())
        self._writes.add(task)
        task.add_done_callback(self._writes.discard)
        return await asyncio.shield(task)

    async def close(self) -> None:
        """Wait for writes, then close the monitor and the store; once, and at any time."""
        if self._writes:
            await asyncio.gather(*self._writes, return_exceptions=True)
        if self._monitor is not None:
            await self._monitor.close()
        self._closing.set()
        if self._holder is None or self._holder.done():
            return
        if self._monitor is None:
            self._holder.cancel()
        await asyncio.wait({self._holder})
        if not self._holder.cancelled():
            self._holder.result()

    async def _hold(self, opened: asyncio.Future[Store]) -> None:
        """Enter and leave the store in one task, as context managers like it."""
        async with self._open_store() as store:
            opened.set_result(store)
            await self._closing.wait()

"""Telling of changes: those who write notify, and one connection listens."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Any
from weakref import WeakSet

import asyncpg

from tunix_rt_tui.errors import StoreFault
from tunix_rt_tui.store.contract import Change
from tunix_rt_tui.store.postgres.engine import CHANGED, Connection, Engine
from tunix_rt_tui.store.postgres.faults import LOST, faults_of
from tunix_rt_tui.store.postgres.looking import NEWEST
from tunix_rt_tui.store.subscription import Subscription

AGAIN = 1.0
"""Seconds after which a connection that was lost is looked for again."""


class Changes:
    """Listens to one database for all who want to hear; while nobody does, nothing is open.

    Where the connection is lost another one is looked for, and a change is told when there is one:
    nobody knows what was missed meanwhile. A replica tells nobody of changes: there new traces are
    looked for once in a while.
    """

    def __init__(self, engine: Engine, again: float = AGAIN) -> None:
        self._engine = engine
        self._again = again
        self._listeners: WeakSet[Subscription] = WeakSet()
        self._woken = asyncio.Event()
        self._lost = False
        self._listening: asyncio.Task[None] | None = None
        self._ready = False
        self._closed = False

    def subscribe(self) -> Subscription:
        """Listen from now on; letting go of the subscription is all it takes to stop."""
        subscription = Subscription()
        if self._closed:
            subscription.end()
            return subscription
        self._listeners.add(subscription)
        if self._listening is None or self._listening.done():
            self._listening = asyncio.create_task(self._run())
        return subscription

    def written(self) -> None:
        """Take note of an own commit, as long as nobody listens who would hear of it."""
        if not self._ready:
            self._woken.set()

    async def close(self) -> None:
        """End every subscription."""
        self._closed = True
        self._woken.set()
        if self._listening is not None:
            self._listening.cancel()
            await asyncio.wait([self._listening])
        for listener in self._listeners:
            listener.end()

    async def _run(self) -> None:
        try:
            await self._listen()
        except Exception as fault:  # noqa: BLE001 - it is raised again where someone listens
            for listener in self._listeners:
                listener.end(fault)
            self._listeners.clear()

    async def _listen(self) -> None:
        missed = False
        while self._listeners and not self._closed:
            try:
                with faults_of(self._engine.place.name):
                    connection = await self._engine.connect()
            except StoreFault:
                await asyncio.sleep(self._again)
                missed = True
                continue
            self._lost = False
            try:
                connection.add_termination_listener(self._lose)
                hears = await self._begin_to_hear(connection)
                self._ready = True
                if missed:
                    self._woken.set()
                await self._tell_all(hears)
            except LOST:
                missed = True
            finally:
                self._ready = False
                with suppress(*LOST):
                    await connection.close(timeout=1)
            missed = True

    async def _begin_to_hear(self, connection: Connection) -> bool:
        """Listen; False where the server is a replica, on which that cannot be."""
        try:
            await connection.add_listener(CHANGED, self._hear)
        except asyncpg.ReadOnlySQLTransactionError:
            return False
        return True

    async def _tell_all(self, hears: bool) -> None:
        told: int | None = None
        while self._listeners and not self._closed and not self._lost:
            try:
                await asyncio.wait_for(self._woken.wait(), self._again)
            except TimeoutError:
                if hears:
                    continue
            woken = self._woken.is_set()
            self._woken.clear()
            newest = await self._newest()
            if newest is None:
                self._lost = True
                return
            if woken or newest != told:
                told = newest
                for listener in self._listeners:
                    listener.tell(Change(newest))

    async def _newest(self) -> int | None:
        """Look for the highest key; None where the server cannot be reached."""
        try:
            newest: int = await self._engine.value(NEWEST)
        except StoreFault:
            return None
        return newest

    def _hear(self, *_: Any) -> None:
        self._woken.set()

    def _lose(self, _: Connection) -> None:
        self._lost = True
        self._woken.set()

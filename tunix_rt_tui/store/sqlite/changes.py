"""Telling of changes: own ones at once, those of other programs by asking once a second."""

from __future__ import annotations

import asyncio
import sqlite3
from weakref import WeakSet

from tunix_rt_tui.store.contract import Change
from tunix_rt_tui.store.sqlite.engine import Engine
from tunix_rt_tui.store.sqlite.faults import faults_of
from tunix_rt_tui.store.sqlite.transaction import is_busy
from tunix_rt_tui.store.sqlite.values import newest_key
from tunix_rt_tui.store.subscription import Subscription

EVERY = 1.0
"""Seconds between two looks at what others did."""


class Changes:
    """Watches one database for all who listen; while nobody does, nothing runs."""

    def __init__(self, engine: Engine, every: float = EVERY) -> None:
        self._engine = engine
        self._every = every
        self._listeners: WeakSet[Subscription] = WeakSet()
        self._wake = asyncio.Event()
        self._watch: asyncio.Task[None] | None = None
        self._closed = False

    def subscribe(self) -> Subscription:
        """Listen from now on; letting go of the subscription is all it takes to stop."""
        subscription = Subscription()
        if self._closed:
            subscription.end()
            return subscription
        self._listeners.add(subscription)
        if self._watch is None or self._watch.done():
            self._wake.clear()
            self._watch = asyncio.create_task(self._run())
        return subscription

    def written(self) -> None:
        """Take note that this program has committed something."""
        self._wake.set()

    async def close(self) -> None:
        """End every subscription, and the watch."""
        self._closed = True
        self._wake.set()
        if self._watch is not None:
            await self._watch
        for listener in self._listeners:
            listener.end()

    async def _run(self) -> None:
        try:
            await self._watch_while_listened_to()
        except Exception as fault:  # noqa: BLE001 - it is raised again where someone listens
            for listener in self._listeners:
                listener.end(fault)
            self._listeners.clear()

    async def _watch_while_listened_to(self) -> None:
        """Compare `PRAGMA data_version` of one connection, which only others' commits change."""
        connection = await self._engine.start_reader()
        try:
            with faults_of(self._engine.path):
                seen = await connection.run(_state)
                while self._listeners and not self._closed:
                    own = await self._pause()
                    state = await connection.run(_state)
                    if state is None:
                        if own:  # still to be told
                            self._wake.set()
                        continue
                    if state == seen and not own:
                        continue
                    seen = state
                    for listener in self._listeners:
                        listener.tell(Change(state[1]))
        finally:
            await connection.close()

    async def _pause(self) -> bool:
        """Wait for the next look; True if it was for something of our own."""
        try:
            await asyncio.wait_for(self._wake.wait(), self._every)
        except TimeoutError:
            return False
        self._wake.clear()
        return True


def _state(connection: sqlite3.Connection) -> tuple[int, int] | None:
    """Read the version of the data and the newest key; None while another program commits."""
    try:
        version = int(connection.execute("PRAGMA data_version").fetchone()[0])
        return version, newest_key(connection)
    except sqlite3.OperationalError as error:
        if is_busy(error):
            return None
        raise

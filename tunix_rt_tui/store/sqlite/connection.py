"""Connections to a database file: how each is set up, and the thread that one lives on."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

import aiosqlite

from tunix_rt_tui.errors import StoreFault
from tunix_rt_tui.store.sqlite.journal import JournalChoice
from tunix_rt_tui.store.sqlite.transaction import Patience, is_busy, look_patiently
from tunix_rt_tui.store.sqlite.uris import to_read, to_write

T = TypeVar("T")

WRITER_CACHE_KIB = 16_384
"""Room for the pages of a batch: it reaches the file, and locks readers out, only at the end."""

READER_CACHE_KIB = 6_144
"""Enough for the upper pages of every index; the two readers fill it on a long walk."""

INTERRUPT_EVERY = 0.01
"""Seconds between two attempts at stopping a read."""


def connect_reader(path: Path, patience: Patience, *, read_only: bool) -> sqlite3.Connection:
    """Open a connection that only reads.

    Unless the whole store is read-only it may clear up after a write that was cut off, which a
    connection that is opened as read-only cannot.
    """
    connection = _connect(to_read(path) if read_only else to_write(path), patience)
    connection.execute("PRAGMA query_only = ON")
    set_cache = partial(connection.execute, f"PRAGMA cache_size = -{READER_CACHE_KIB}")
    look_patiently(set_cache, patience)  # it reads the schema
    return connection


def connect_writer(path: Path, patience: Patience, journal: JournalChoice) -> sqlite3.Connection:
    """Open the connection that writes; a commit is on the disk when it returns."""
    connection = _connect(to_write(path), patience)
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute(f"PRAGMA cache_size = -{WRITER_CACHE_KIB}")
    try:
        connection.execute(f"PRAGMA journal_mode = {journal.mode}").fetchall()
    except sqlite3.OperationalError as error:
        if not is_busy(error):  # leaving WAL takes being alone; until then the mode stays
            connection.close()
            raise
    return connection


def _connect(uri: str, patience: Patience) -> sqlite3.Connection:
    connection = sqlite3.connect(uri, uri=True, timeout=patience.busy, isolation_level=None)
    connection.execute("PRAGMA temp_store = MEMORY")
    return connection


class ConnectionThread(aiosqlite.Connection):
    """A connection on a thread of its own, which runs whole functions.

    A transaction is thus one hop from the event loop and back, and cancelling the caller cannot
    leave half of it behind.
    """

    def __init__(self, connector: Callable[[], sqlite3.Connection]) -> None:
        super().__init__(connector, iter_chunk_size=1)

    async def run(self, function: Callable[[sqlite3.Connection], T]) -> T:
        """Call `function` with the connection, on its thread, after what was asked before."""
        if not self._running or self._connection is None:
            raise StoreFault(
                "Store is closed", "The store was closed before it answered.", "Open it again."
            )
        # aiosqlite leaves the types of what is meant for its own use bare
        result: T = await self._execute(function, self._conn)  # type: ignore[no-untyped-call]
        return result

    async def stop_reading(self) -> None:
        """Stop what was asked for and is no longer wanted, and wait until the thread is free.

        Interrupting stops only a statement that runs at that moment, and the function may be
        between two: so it is repeated.
        """
        free = asyncio.ensure_future(self.run(_do_nothing))
        while not free.done():
            self._conn.interrupt()
            await asyncio.wait([free], timeout=INTERRUPT_EVERY)
        await free


def _do_nothing(_connection: sqlite3.Connection) -> None:
    """Come after what the thread is at."""

"""The connections of one open store: one that writes, two that read."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from tunix_rt_tui.errors import ReadOnlyStore
from tunix_rt_tui.store.sqlite.connection import ConnectionThread, connect_reader, connect_writer
from tunix_rt_tui.store.sqlite.faults import faults_of
from tunix_rt_tui.store.sqlite.journal import JournalChoice
from tunix_rt_tui.store.sqlite.transaction import Patience, look_patiently, transaction

T = TypeVar("T")

READERS = 2
"""So that a page is not kept waiting by an export or a search."""


class Engine:
    """Runs functions on connections, and says in our words what goes wrong.

    What reads is short, since with a rollback journal an open read keeps a writer from committing.
    """

    def __init__(self, path: Path, patience: Patience, journal: JournalChoice | None) -> None:
        self.path = path
        self.patience = patience
        self.journal = journal
        """What was chosen; None where the store is read-only."""
        self.journal_mode = "unknown"
        """What SQLite keeps with once it is open for writing."""
        self._writer: ConnectionThread | None = None
        self._readers: list[ConnectionThread] = []
        self._stopping: set[asyncio.Task[None]] = set()
        self._idle: asyncio.LifoQueue[ConnectionThread] = asyncio.LifoQueue()

    @property
    def read_only(self) -> bool:
        """Whether writing is refused."""
        return self.journal is None

    async def open(self) -> None:
        """Open every connection; who asked for it closes it, whatever comes of that."""
        if self.journal is not None:
            connect = partial(connect_writer, self.path, self.patience, self.journal)
            self._writer = await self._start(connect)
            with faults_of(self.path):
                self.journal_mode = await self._writer.run(_journal_mode)
        for _ in range(READERS):
            reader = await self.start_reader()
            self._readers.append(reader)
            self._idle.put_nowait(reader)

    async def start_reader(self) -> ConnectionThread:
        """Open one more connection that reads; who asks for it closes it."""
        return await self._start(
            partial(connect_reader, self.path, self.patience, read_only=self.read_only)
        )

    async def read(self, function: Callable[[sqlite3.Connection], T]) -> T:
        """Call a function that reads; cancelling stops the statement that it is at."""
        reader = await self._idle.get()
        try:
            with faults_of(self.path):
                result = await reader.run(partial(_reading, function, self.patience))
        except asyncio.CancelledError:
            stopping = asyncio.create_task(self._stop(reader))
            self._stopping.add(stopping)
            stopping.add_done_callback(self._stopping.discard)
            raise
        except BaseException:
            self._idle.put_nowait(reader)
            raise
        self._idle.put_nowait(reader)
        return result

    async def write(self, function: Callable[[sqlite3.Connection], T]) -> T:
        """Call a function as one write transaction; cancelling the caller does not cut it short."""
        return await self.on_writer(partial(_in_transaction, function, self.patience))

    async def on_writer(self, function: Callable[[sqlite3.Connection], T]) -> T:
        """Call a function on the writing connection that makes its transactions itself."""
        if self._writer is None:
            raise ReadOnlyStore(
                "Store is read-only",
                f"{self.path} was opened for reading only.",
                "Run the same without --read-only.",
            )
        with faults_of(self.path):
            return await self._writer.run(function)

    async def close(self) -> None:
        """Let go of the connections and their threads, after what they are at."""
        if self._stopping:
            await asyncio.wait(self._stopping)
        writer = [self._writer] if self._writer else []
        for connection in (*self._readers, *writer):
            await connection.close()

    async def _stop(self, reader: ConnectionThread) -> None:
        await reader.stop_reading()
        self._idle.put_nowait(reader)

    async def _start(self, connect: Callable[[], sqlite3.Connection]) -> ConnectionThread:
        connection = ConnectionThread(connect)
        try:
            with faults_of(self.path):
                await connection
        except BaseException:
            connection.stop()  # its thread may run already, and Python would wait for it
            raise
        return connection


def _reading(
    function: Callable[[sqlite3.Connection], T], patience: Patience, connection: sqlite3.Connection
) -> T:
    return look_patiently(partial(function, connection), patience)


def _in_transaction(
    function: Callable[[sqlite3.Connection], T], patience: Patience, connection: sqlite3.Connection
) -> T:
    with transaction(connection, patience):
        return function(connection)


def _journal_mode(connection: sqlite3.Connection) -> str:
    return str(connection.execute("PRAGMA journal_mode").fetchone()[0])

"""The connections of one open store: a pool, and what is done when one of them is lost."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, TypeVar

import asyncpg

from tunix_rt_tui.errors import ReadOnlyStore
from tunix_rt_tui.store.postgres.faults import LOST, faults_of, perhaps_added
from tunix_rt_tui.store.postgres.named import numbered

T = TypeVar("T")
Connection = Any
"""A connection of asyncpg; its own type and that of its pool do not agree."""

CHANGED = "tunix_rt_changed"
"""The channel on which those who write tell those who listen."""

TRIES = 3
"""Connections that are tried before the server is taken to be gone."""

_TELL = f"NOTIFY {CHANGED}"


@dataclass(frozen=True, slots=True)
class Place:
    """A database: its `url` for the driver, which may hold a password, and its `name`, which not.

    `size` connections may be open at once; `timeout` seconds are waited for one. A statement may
    take `statement_timeout` seconds.
    """

    url: str
    name: str
    size: int = 15
    timeout: float = 30
    statement_timeout: float = 60
    read_only: bool = False


class Engine:
    """Runs statements, and says in our words what goes wrong."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self._pool: Any = None
        self._closed = False

    async def open(self) -> None:
        """Make the pool, with one connection to begin with."""
        place = self.place
        with faults_of(place.name):
            self._pool = await asyncpg.create_pool(
                place.url,
                min_size=1,
                max_size=place.size,
                timeout=place.timeout,
                server_settings=_server_settings(place),
            )

    async def connect(self) -> Connection:
        """Open a connection beside the pool, for who keeps it; who asks for it closes it."""
        return await asyncpg.connect(
            self.place.url, timeout=self.place.timeout, server_settings=_server_settings(self.place)
        )

    async def rows(self, statement: str, **values: Any) -> list[Any]:
        """Fetch all rows of a statement; cancelling stops it on the server."""
        written, ordered = numbered(statement, values)
        return await self.read(lambda connection: connection.fetch(written, *ordered))

    async def value(self, statement: str, **values: Any) -> Any:
        """Fetch the first column of the first row; None where there is none."""
        written, ordered = numbered(statement, values)
        return await self.read(lambda connection: connection.fetchval(written, *ordered))

    async def read(self, function: Callable[[Connection], Awaitable[T]]) -> T:
        """Call a function that reads; again where its connection was lost meanwhile."""
        with faults_of(self.place.name):
            return await self._patiently(function)

    async def write(self, function: Callable[[Connection], Awaitable[T]]) -> T:
        """Call a function as one transaction, which goes on when the caller is cancelled.

        Where the connection is lost before the end nothing was changed, and it is called again.
        Where it is lost while the end is made durable, that is told: nothing is tried again.
        """
        if self.place.read_only:
            raise ReadOnlyStore(
                "Store is read-only",
                f"{self.place.name} was opened for reading only.",
                "Run the same without --read-only.",
            )
        return await asyncio.shield(asyncio.ensure_future(self._write(function)))

    async def close(self) -> None:
        """Let go of every connection, after what they are at."""
        if self._pool is not None and not self._closed:
            self._closed = True
            await self._pool.close()

    async def _write(self, function: Callable[[Connection], Awaitable[T]]) -> T:
        with faults_of(self.place.name):
            return await self._patiently(lambda one: self._in_transaction(one, function))

    async def _in_transaction(
        self, connection: Connection, function: Callable[[Connection], Awaitable[T]]
    ) -> T:
        transaction = connection.transaction()
        await transaction.start()
        try:
            result = await function(connection)
            await connection.execute(_TELL)
        except BaseException:
            with suppress(*LOST, asyncpg.PostgresError):
                await transaction.rollback()
            raise
        try:
            await transaction.commit()
        except LOST as error:
            raise perhaps_added(self.place.name) from error
        return result

    async def _patiently(self, function: Callable[[Connection], Awaitable[T]]) -> T:
        """Try with other connections: after a restart several of the pool are dead."""
        for _ in range(TRIES - 1):
            with suppress(*LOST):
                return await self._with_connection(function)
        return await self._with_connection(function)

    async def _with_connection(self, function: Callable[[Connection], Awaitable[T]]) -> T:
        async with self._pool.acquire(timeout=self.place.timeout) as connection:
            return await function(connection)


def _server_settings(place: Place) -> dict[str, str]:
    settings = {
        "application_name": "tunix-rt",
        "statement_timeout": str(round(place.statement_timeout * 1000)),
    }
    if place.read_only:
        settings["default_transaction_read_only"] = "on"
    return settings

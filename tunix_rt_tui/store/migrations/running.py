"""Moving a database from one revision to another, inside a transaction of the caller's."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any, TypeVar

from alembic import command
from sqlalchemy import create_engine
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

from tunix_rt_tui.store.migrations.config import config_for
from tunix_rt_tui.store.migrations.known import History

Result = TypeVar("Result")

MOVING = 7_421_993_011
"""The number of the lock that a program holds which moves a database, chosen by chance."""


class Steps:
    """Runs the steps of a history over one connection, and never commits.

    Alembic keeps what it is at in module-level proxies: one thread of a process may use this at a
    time.
    """

    def __init__(self, history: History, connection: Connection) -> None:
        self._config = config_for(history)
        self._config.attributes["connection"] = connection

    def up(self, revision: str) -> None:
        """Run the steps up to a revision; raises what the driver raises."""
        with _bare_errors():
            command.upgrade(self._config, revision)

    def down(self, revision: str) -> None:
        """Run the steps down to a revision; raises what the driver raises."""
        with _bare_errors():
            command.downgrade(self._config, revision)


@contextmanager
def sqlite_steps(history: History, connection: sqlite3.Connection) -> Iterator[Steps]:
    """Lend a connection to Alembic; begin the transaction inside the block, and end it there.

    Getting acquainted with a connection SQLAlchemy rolls back what is open on it, so it must come
    first. It is closed at the end.
    """
    engine = create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool)
    try:
        with engine.connect() as lent:
            lent.begin()  # tells Alembic to leave transactions alone; the driver is not asked
            yield Steps(history, lent)
    finally:
        engine.dispose()


async def postgres_steps(
    history: History, url: str, move: Callable[[Steps, str | None], Result]
) -> Result:
    """Call a function with what moves a database, and its revision, in one transaction.

    Whoever moves it at the same time waits, and finds it moved.
    """
    from sqlalchemy import text
    from sqlalchemy.ext.asyncio import create_async_engine
    from sqlalchemy.pool import NullPool

    def run(connection: Connection) -> Result:
        connection.execute(text(f"SELECT pg_advisory_xact_lock({MOVING})"))
        there = connection.execute(text("SELECT to_regclass('alembic_version') IS NOT NULL"))
        revision = None
        if there.scalar():
            revision = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
        return move(Steps(history, connection), revision)

    engine = create_async_engine(
        "postgresql+asyncpg://", poolclass=NullPool, async_creator=partial(_connected, url)
    )
    try:
        with _bare_errors():
            async with engine.begin() as connection:
                return await connection.run_sync(run)
    finally:
        await engine.dispose()


async def _connected(url: str) -> Any:
    import asyncpg

    return await asyncpg.connect(url)


@contextmanager
def _bare_errors() -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        raise (error.orig or error) from error

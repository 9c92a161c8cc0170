"""Moving a database from one revision to another, inside a transaction of the caller's."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from alembic import command
from sqlalchemy import create_engine
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

from tunix_rt_tui.store.migrations.config import config_for
from tunix_rt_tui.store.migrations.known import History


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


@contextmanager
def _bare_errors() -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        raise (error.orig or error) from error

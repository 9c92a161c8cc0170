"""Being one of many: a write takes its lock at the beginning, a read looks twice, both wait."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from random import SystemRandom
from typing import NamedTuple, TypeVar

T = TypeVar("T")


class Patience(NamedTuple):
    """How long to wait for other programs: `tries` times `busy` seconds, and pauses between.

    A pause is drawn at random up to `pause` seconds, so that many who wait do not wake at once.
    """

    busy: float = 5.0
    tries: int = 4
    pause: float = 0.2


@contextmanager
def transaction(connection: sqlite3.Connection, patience: Patience) -> Iterator[None]:
    """Run the block as one transaction that no other writer can cross.

    It is opened with `BEGIN IMMEDIATE`: a transaction that reads first and asks for the lock only
    when it writes fails, or loses updates, as soon as two programs write. Whatever the block
    raises undoes it all.
    """
    _patiently(connection, "BEGIN IMMEDIATE", patience)
    try:
        yield
        _patiently(connection, "COMMIT", patience)
    except BaseException:
        if connection.in_transaction:  # a full disk makes SQLite roll back by itself
            connection.execute("ROLLBACK")
        raise


def look_patiently(read: Callable[[], T], patience: Patience) -> T:
    """Call what only reads, and again where a journal seems to have been left by a crash.

    A connection that may not write takes for one also a journal that another program begins just
    between its look at the lock and its look at the journal; and of one that really was left, the
    next program that writes clears up. So it waits as long as for a lock.
    """
    end = time.monotonic() + patience.busy
    while True:
        try:
            return read()
        except sqlite3.OperationalError as error:
            left = getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_READONLY_ROLLBACK
            if not left or time.monotonic() > end:
                raise
            _pause(patience)


def is_busy(error: sqlite3.Error) -> bool:
    """Tell whether another connection's lock is all that stands in the way."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY


def _patiently(connection: sqlite3.Connection, statement: str, patience: Patience) -> None:
    for _ in range(patience.tries - 1):
        try:
            connection.execute(statement)
        except sqlite3.OperationalError as error:
            if not is_busy(error):
                raise
            _pause(patience)
        else:
            return
    connection.execute(statement)


def _pause(patience: Patience) -> None:
    time.sleep(SystemRandom().uniform(0, patience.pause))

"""What can go wrong between here and the server, in our words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import asyncpg

from tunix_rt_tui.errors import ReadOnlyStore, StoreFault

LOST = (
    asyncpg.ConnectionDoesNotExistError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,  # what a connection says that is just being lost
    asyncpg.PostgresConnectionError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.CannotConnectNowError,
    ConnectionError,
)
"""A connection that is gone, by the server or by the line; another one may be had."""

_AGAIN = "Run the same again: what was acknowledged is kept, and an import adds only the rest."


@contextmanager
def faults_of(place: str) -> Iterator[None]:
    """Turn errors of the driver into `StoreFault`; `place` names the database, without secrets."""
    try:
        yield
    except (asyncpg.PostgresError, OSError, TimeoutError, *LOST) as error:
        raise fault_of(error, place) from error


def fault_of(error: BaseException, place: str) -> StoreFault:
    """Say what an error of the driver means."""
    match error:
        case asyncpg.ReadOnlySQLTransactionError():
            return ReadOnlyStore(
                "Store is read-only",
                f"{place} takes no changes from here.",
                "Run the same without --read-only, or name the primary server, not a replica.",
            )
        case asyncpg.InvalidPasswordError() | asyncpg.InvalidAuthorizationSpecificationError():
            return StoreFault(
                "Not let in",
                f"{place}: the server does not accept this user or password.",
                "Mend the user or the password in DATABASE_URL.",
            )
        case asyncpg.InvalidCatalogNameError():
            return StoreFault(
                "Database missing",
                f"There is no database at {place}.",
                "Make it with: createdb NAME, or name another in DATABASE_URL.",
            )
        case asyncpg.TooManyConnectionsError():
            return StoreFault(
                "Server is full",
                f"{place} takes no more connections.",
                "Lower DB_POOL_SIZE and DB_MAX_OVERFLOW, or raise max_connections of the server.",
            )
        case asyncpg.QueryCanceledError():
            return StoreFault(
                "Took too long",
                f"{place} gave a statement up after its time was over.",
                "Ask for less, or raise DB_STATEMENT_TIMEOUT.",
            )
        case asyncpg.DiskFullError() | asyncpg.OutOfMemoryError():
            return StoreFault(
                "Server has no room",
                f"{place}: {error.args[0]}.",
                f"Make room on the server. {_AGAIN}",
            )
        case asyncpg.InsufficientPrivilegeError():
            return StoreFault(
                "Not allowed",
                f"{place}: {error.args[0]}.",
                "Have the owner of the database grant it, or name another user in DATABASE_URL.",
            )
        case asyncpg.UndefinedTableError() | asyncpg.UndefinedColumnError():
            return StoreFault(
                "Schema missing",
                f"{place} has not the tables that this program works with.",
                "Make them with: tunix-rt db upgrade",
            )
        case TimeoutError():
            return StoreFault(
                "No connection",
                f"{place} did not answer in time, or all connections are busy.",
                "Look whether the server is up; DB_POOL_TIMEOUT says how long is waited.",
            )
        case asyncpg.ProtocolViolationError():
            return StoreFault(
                "Connection not taken",
                f"{place}: {error.args[0]}.",
                "A pooler between has to let statement_timeout through, and give a session.",
            )
        case ConnectionRefusedError():
            return StoreFault(
                "Server not reached",
                f"Nobody answers for {place}.",
                "Look whether the server is up, and whether DATABASE_URL names its host and port.",
            )
        case _ if isinstance(error, LOST):
            return StoreFault(
                "Server is gone",
                f"The connection to {place} was lost.",
                f"Look whether the server is up. {_AGAIN}",
            )
        case OSError():
            return StoreFault(
                "Server not reached",
                f"{place}: {error.strerror or error}.",
                "Look whether the server is up, and whether DATABASE_URL names its host and port.",
            )
        case _:
            return StoreFault(
                "Database error",
                f"{place}: {error.args[0] if error.args else type(error).__name__}",
                "If that happens again, the log of the server tells more.",
            )


def perhaps_added(place: str) -> StoreFault:
    """Say that nobody knows whether a write that was cut off at its end has been made."""
    return StoreFault(
        "Server is gone",
        f"The connection to {place} was lost while a change was being made durable: it may be"
        " there, or not.",
        "Look whether the server is up, and what is there. An import that is run again adds only"
        " what is missing.",
    )

"""A PostgreSQL server to test on, and databases of the tests' own on it."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from urllib.parse import urlsplit, urlunsplit

import asyncpg

from tunix_rt_tui.store.postgres.engine import Place
from tunix_rt_tui.store.postgres.schema import PostgresSchema

VARIABLE = "TUNIX_RT_TEST_POSTGRES"
"""Names another server: the URL of a database on which others may be made."""

_DEFAULT = "postgresql://postgres@127.0.0.1:5432/postgres"

TABLES = (
    *("traces", "trace_payloads", "trace_step_types", "trace_facts", "trace_tags", "trace_lacks"),
    *("trace_origins", "trace_search", "views"),
)


def server() -> str:
    """The URL of the server that the tests may use."""
    return os.environ.get(VARIABLE, _DEFAULT)


@cache
def why_not() -> str | None:
    """Say why there is no server to test on; None where there is one."""

    async def look() -> None:
        await (await asyncpg.connect(server(), timeout=3)).close()

    try:
        _apart(lambda: asyncio.run(look()))
    except (OSError, TimeoutError, asyncpg.PostgresError) as error:
        return f"no PostgreSQL to test on ({type(error).__name__}); name one by {VARIABLE}"
    return None


def url_of(database: str) -> str:
    """The URL of a database on the server."""
    return urlunsplit(urlsplit(server())._replace(path=f"/{database}"))


def place_of(url: str, **changed: object) -> Place:
    """A database as the tests use it."""
    return Place(url, url.rpartition("/")[2], **{"size": 4, **changed})  # type: ignore[arg-type]


@contextmanager
def new_database(name: str, *, empty: bool = False) -> Iterator[str]:
    """Make a database and drop it in the end; its URL. It has no tables if it is to be `empty`."""
    _on_server(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)', f'CREATE DATABASE "{name}"')
    url = url_of(name)
    try:
        if not empty:
            _apart(PostgresSchema(place_of(url)).make_current)
        yield url
    finally:
        _on_server(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


async def empty_tables(url: str) -> None:
    """Make a store as it is when it is new."""
    connection = await asyncpg.connect(url)
    try:
        # fewer rows than it would take to make new files for each table
        for table in TABLES:
            await connection.execute(f"DELETE FROM {table}")
        await connection.execute("UPDATE trace_counter SET newest = 0")
    finally:
        await connection.close()


def _on_server(*statements: str) -> None:
    async def run() -> None:
        connection = await asyncpg.connect(server())
        try:
            for statement in statements:
                await connection.execute(statement)
        finally:
            await connection.close()

    _apart(lambda: asyncio.run(run()))


def _apart(work: Callable[[], object]) -> None:
    """Do it in a thread, as a loop may be running in this one."""
    with ThreadPoolExecutor(1) as threads:
        threads.submit(work).result()

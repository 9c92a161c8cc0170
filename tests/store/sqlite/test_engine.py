"""Connections and their threads: what cancelling and closing leave behind."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.stores import add
from tests.support.traces import make_trace, make_traces
from tests.support.waiting import until
from tunix_rt_tui.errors import StoreFault
from tunix_rt_tui.store.sqlite import engine
from tunix_rt_tui.store.sqlite.connection import connect_reader
from tunix_rt_tui.store.sqlite.store import SqliteStore, open_sqlite

ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"


def threads() -> set[threading.Thread]:
    """All but those that the event loop keeps for later."""
    return {thread for thread in threading.enumerate() if "asyncio" not in thread.name}


async def test_cancelling_a_read_stops_it(path: Path) -> None:
    store = await open_sqlite(path)
    started = threading.Event()

    def read(connection: sqlite3.Connection) -> None:
        started.set()
        connection.execute(ENDLESS).fetchone()

    reading = [asyncio.create_task(store._engine.read(read)) for _ in range(2)]
    await asyncio.to_thread(started.wait, 20)
    for task in reading:
        task.cancel()
    done, _ = await asyncio.wait(reading, timeout=20)
    assert all(task.cancelled() for task in done)
    # both connections answer again, which they could not while one still read
    await asyncio.wait_for(asyncio.gather(*(store.count() for _ in range(4))), 20)
    await store.close()


async def test_cancelling_a_write_does_not_leave_half_of_it(store: SqliteStore) -> None:
    started, go_on = threading.Event(), threading.Event()

    def write(connection: sqlite3.Connection) -> None:
        connection.execute("INSERT INTO trace_payloads (seq, payload) VALUES (1, 'one')")
        started.set()
        go_on.wait(20)
        connection.execute("INSERT INTO trace_payloads (seq, payload) VALUES (2, 'two')")

    writing = asyncio.create_task(store._engine.write(write))
    await asyncio.to_thread(started.wait, 20)
    writing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await writing
    go_on.set()
    await add(store, *make_traces(0))  # comes after it on the same connection

    def read(connection: sqlite3.Connection) -> list[tuple[str]]:
        return connection.execute("SELECT payload FROM trace_payloads").fetchall()

    assert await store._engine.read(read) == [("one",), ("two",)]


async def test_a_write_that_fails_is_taken_back(store: SqliteStore) -> None:
    def write(connection: sqlite3.Connection) -> None:
        connection.execute("INSERT INTO trace_payloads (seq, payload) VALUES (1, 'one')")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await store._engine.write(write)
    assert await store.check() == []
    await add(store, make_trace(1))


async def test_a_closed_store_says_so(path: Path) -> None:
    store = await open_sqlite(path)
    await store.close()
    for asking in (store.count, lambda: store.add_many([make_trace()]), store.status):
        with pytest.raises(StoreFault, match="was closed"):
            await asking()


async def test_closing_lets_go_of_every_thread(path: Path) -> None:
    before = threads()
    store = await open_sqlite(path)
    changes = store.changes()
    await add(store, make_trace())
    await anext(changes)
    assert len(threads() - before) == 4
    await store.close()
    await until(lambda: threads() <= before)


async def test_opening_that_fails_lets_go_of_every_thread(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect: Callable[..., sqlite3.Connection] = connect_reader
    calls = 0

    def fail_later(*arguments: object, **options: object) -> sqlite3.Connection:
        nonlocal calls
        calls += 1
        if calls == 2:
            raise sqlite3.OperationalError("no more files")
        return connect(*arguments, **options)

    before = threads()
    monkeypatch.setattr(engine, "connect_reader", fail_later)
    with pytest.raises(StoreFault, match="no more files"):
        await open_sqlite(path)
    await until(lambda: threads() <= before)


@pytest.mark.parametrize("at", [1, 2, 3, 4])
async def test_an_interrupt_while_it_opens_leaves_no_thread(
    path: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    await (await open_sqlite(path)).close()
    before = threads()
    calls = 0
    real_start, real_store = threading.Thread.start, SqliteStore.__init__

    def interrupted() -> None:
        nonlocal calls
        calls += 1
        if calls == at:
            raise KeyboardInterrupt

    def start(thread: threading.Thread) -> None:
        real_start(thread)
        if "connection_worker" in thread.name:
            interrupted()

    def init(store: SqliteStore, *arguments: object) -> None:
        real_store(store, *arguments)  # type: ignore[arg-type]
        interrupted()

    monkeypatch.setattr(threading.Thread, "start", start)
    monkeypatch.setattr(SqliteStore, "__init__", init)
    with pytest.raises(KeyboardInterrupt):
        await open_sqlite(path)
    await until(lambda: threads() <= before)

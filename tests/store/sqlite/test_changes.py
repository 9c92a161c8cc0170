"""Hearing of what other programs do, and what listening costs."""

from __future__ import annotations

import asyncio
import gc
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.support.files import content, write
from tests.support.stores import add, all_keys
from tests.support.traces import make_trace
from tests.support.waiting import until
from tunix_rt_tui.errors import StoreFault
from tunix_rt_tui.store.contract import Change
from tunix_rt_tui.store.sqlite import changes as changes_module
from tunix_rt_tui.store.sqlite.changes import _state
from tunix_rt_tui.store.sqlite.store import SqliteStore, open_sqlite
from tunix_rt_tui.store.sqlite.transaction import Patience

TWO_SECONDS = 2.0


@pytest.fixture
async def other(store: SqliteStore, path: Path) -> AsyncIterator[SqliteStore]:
    """The same store, opened by another program as it were."""
    opened = await open_sqlite(path)
    yield opened
    await opened.close()


async def test_what_others_do_is_told_of_within_two_seconds(
    store: SqliteStore, other: SqliteStore
) -> None:
    changes = store.changes()
    await add(store, make_trace(1))
    await anext(changes)
    [added] = await add(other, make_trace(2))
    newest = (await all_keys(other))[0]
    assert await asyncio.wait_for(anext(changes), TWO_SECONDS) == Change(newest)
    await other.delete([added])
    assert await asyncio.wait_for(anext(changes), TWO_SECONDS) == Change(newest)


async def test_changes_that_were_not_taken_become_one(store: SqliteStore) -> None:
    slow, quick = store.changes(), store.changes()
    for n in range(3):
        await add(store, make_trace(n))
        await anext(quick)
    newest = (await all_keys(store))[0]
    assert await anext(slow) == Change(newest)
    waiting = asyncio.ensure_future(anext(slow))
    await add(store, make_trace(9))
    assert await asyncio.wait_for(waiting, TWO_SECONDS) == Change(newest + 1)


async def test_nothing_runs_while_nobody_listens(store: SqliteStore) -> None:
    watching = store._changes
    assert watching._watch is None
    changes = store.changes()
    first = watching._watch
    assert first is not None
    del changes
    gc.collect()
    await until(first.done)
    again = store.changes()
    await add(store, make_trace())
    await asyncio.wait_for(anext(again), TWO_SECONDS)
    assert watching._watch is not first


async def test_a_store_that_breaks_ends_the_listening_with_its_fault(
    store: SqliteStore, path: Path
) -> None:
    changes = store.changes()
    await add(store, make_trace())
    await anext(changes)
    whole = content(path)
    write(path, b"nonsense" * 4096)
    for _ in range(2):
        with pytest.raises(StoreFault, match="Not a database"):
            await asyncio.wait_for(anext(changes), 2 * TWO_SECONDS)
    write(path, whole)


async def test_a_store_that_is_locked_for_long_is_listened_to_again(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[tuple[int, int] | None] = []

    def look(connection: sqlite3.Connection) -> tuple[int, int] | None:
        looks.append(_state(connection))
        return looks[-1]

    monkeypatch.setattr(changes_module, "_state", look)
    store = await open_sqlite(path, patience=Patience(busy=0.05, tries=1))
    changes = store.changes()
    await add(store, make_trace(1))
    await anext(changes)
    listening = asyncio.ensure_future(anext(changes))
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        store._changes.written()
        await until(lambda: None in looks)
        other.execute("UPDATE traces SET source = 'other'")
        other.execute("COMMIT")
    assert await asyncio.wait_for(listening, 2 * TWO_SECONDS) == Change(1)
    await store.close()

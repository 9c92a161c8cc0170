"""Hearing of what changes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from tests.support.stores import add, all_keys
from tests.support.traces import make_trace
from tunix_rt_tui.store.contract import Change, Store

AT_ONCE = 0.9
"""Seconds; less than it takes to notice what another program did."""


async def next_change(changes: AsyncIterator[Change], within: float = AT_ONCE) -> Change:
    return await asyncio.wait_for(anext(changes), within)


async def test_each_own_write_is_told_of_at_once(store: Store) -> None:
    changes = store.changes()
    [first] = await add(store, make_trace(1))
    newest = (await all_keys(store))[0]
    assert await next_change(changes) == Change(newest)
    await store.delete([first])
    assert await next_change(changes) == Change(newest)
    await store.restore([first])
    assert await next_change(changes) == Change(newest)
    await store.delete([first])
    await next_change(changes)
    await store.purge([first])
    assert await next_change(changes) == Change(newest)


async def test_all_who_listen_are_told(store: Store) -> None:
    listeners = [store.changes() for _ in range(3)]
    await add(store, make_trace(1))
    told = await asyncio.gather(*(next_change(changes) for changes in listeners))
    assert len(set(told)) == 1


async def test_one_who_listens_late_is_told_of_what_comes(store: Store) -> None:
    early = store.changes()
    await add(store, make_trace(1))
    await next_change(early)
    late = store.changes()
    await add(store, make_trace(2))
    newest = (await all_keys(store))[0]
    assert await next_change(late) == await next_change(early) == Change(newest)


async def test_closing_the_store_ends_the_telling(store: Store) -> None:
    changes = store.changes()

    async def listen() -> list[Change]:
        return [change async for change in changes]

    listening = asyncio.create_task(listen())
    await add(store, make_trace(1))
    await store.close()
    assert len(await asyncio.wait_for(listening, 5)) <= 1
    assert [change async for change in store.changes()] == []

"""Deleting in two steps, and what is found meanwhile."""

from __future__ import annotations

from uuid import uuid4

import pytest

from tests.support.stores import add, all_keys
from tests.support.traces import make_trace, make_traces
from tunix_rt_tui.errors import NotFound
from tunix_rt_tui.store.contract import Store


async def test_what_is_in_the_trash_is_found_by_nothing(store: Store) -> None:
    ids = await add(store, *make_traces(3))
    assert await store.delete([ids[1]]) == [ids[1]]
    with pytest.raises(NotFound):
        await store.get(ids[1])
    rows = await store.summaries(await all_keys(store))
    assert [row.id for row in rows] == [ids[2], ids[0]]
    assert await store.ids_with_prefix(str(ids[1]), 5) == []
    assert await store.count() == 2
    assert await store.count_newer(0) == 2


async def test_the_trash_can_be_looked_into(store: Store) -> None:
    ids = await add(store, *make_traces(4))
    await store.delete([ids[0], ids[2]])
    keys = await all_keys(store, "trash")
    rows = await store.summaries(keys)
    assert [row.id for row in rows] == [ids[2], ids[0]]
    assert all(row.deleted_at is not None for row in rows)
    assert await store.count("trash") == 2
    assert await store.ids_with_prefix(str(ids[2]), 5, "trash") == [ids[2]]
    assert await store.ids_with_prefix(str(ids[1]), 5, "trash") == []
    status = await store.status()
    assert (status.traces, status.trashed) == (2, 2)


async def test_what_is_restored_is_where_it_was(store: Store) -> None:
    ids = await add(store, *make_traces(3))
    before = await store.summaries(await all_keys(store))
    await store.delete(ids)
    assert await store.restore([ids[2], ids[0], ids[1]]) == [ids[2], ids[0], ids[1]]
    assert await store.summaries(await all_keys(store)) == before
    assert (await store.get(ids[1])).summary.id == ids[1]


async def test_what_is_purged_is_gone(store: Store) -> None:
    ids = await add(store, make_trace(1, tags=("t",)), make_trace(2))
    keys = await all_keys(store)
    await store.delete([ids[0]])
    assert await store.purge([ids[0]]) == [ids[0]]
    assert await store.restore([ids[0]]) == []
    assert await all_keys(store, "trash") == []
    assert [row.id for row in await store.summaries(keys)] == [ids[1]]
    assert [trace.summary.id for trace in await store.traces(keys)] == [ids[1]]
    assert await store.check() == []


async def test_each_step_moves_only_what_it_may(store: Store) -> None:
    live, trashed = await add(store, *make_traces(2))
    await store.delete([trashed])
    stranger = uuid4()
    assert await store.purge([live, stranger]) == []
    assert await store.restore([live, stranger]) == []
    assert await store.delete([trashed, stranger]) == []
    assert await store.delete([live, live]) == [live]
    assert await store.restore([live, trashed, live]) == [live, trashed]
    assert await store.delete([]) == await store.restore([]) == await store.purge([]) == []


async def test_a_key_is_never_given_out_again(store: Store) -> None:
    ids = await add(store, *make_traces(3))
    keys = await all_keys(store)
    await store.delete(ids)
    assert await store.purge([*ids, ids[0]]) == ids
    await add(store, *make_traces(3))
    assert min(await all_keys(store)) > max(keys)

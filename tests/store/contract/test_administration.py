"""Looking after any store."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.stores import add
from tests.support.traces import make_traces
from tunix_rt_tui.errors import StoreFault
from tunix_rt_tui.store.contract import Store


async def test_a_backup_never_overwrites(store: Store, tmp_path: Path) -> None:
    await add(store, *make_traces(2))
    target = tmp_path / "backup"
    assert await store.backup(target) == target
    before = target.read_bytes()
    with pytest.raises(StoreFault, match="something at"):
        await store.backup(target)
    assert target.read_bytes() == before


async def test_the_index_is_made_anew_from_live_and_trashed_traces(store: Store) -> None:
    ids = await add(store, *make_traces(5))
    await store.delete(ids[:2])
    assert await store.rebuild_index() == 5
    assert await store.check() == []
    assert await store.purge(ids[:2]) == ids[:2]
    assert await store.check() == []


async def test_closing_twice_is_closing(store: Store) -> None:
    await store.close()
    await store.close()

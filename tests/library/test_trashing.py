"""Traces are named by their ids or prefixes, all or none, and moved some at a time."""

from __future__ import annotations

from uuid import UUID

import pytest

from tests.support.memory_store import MemoryStore
from tests.support.stores import add
from tests.support.traces import make_traces
from tunix_rt_tui.errors import AmbiguousId, NotFound, TunixError, UsageFault
from tunix_rt_tui.library import trashing
from tunix_rt_tui.library.identifying import resolve_id, resolve_ids
from tunix_rt_tui.library.trashing import ids_of, move_all

IDS = [
    UUID("aaaa1111-0000-4000-8000-000000000001"),
    UUID("aaaa2222-0000-4000-8000-000000000002"),
    UUID("bbbb0000-0000-4000-8000-000000000003"),
]


@pytest.fixture
async def store() -> MemoryStore:
    ids = iter(IDS)
    made = MemoryStore(new_id=lambda: next(ids))
    await add(made, *make_traces(3))
    return made


@pytest.mark.parametrize("given", ["bbbb", " BBBB0000-0 ", str(IDS[2])])
async def test_an_id_is_found_by_itself_or_its_start(store: MemoryStore, given: str) -> None:
    assert await resolve_id(store, given) == IDS[2]


@pytest.mark.parametrize(
    ("given", "fault", "told"),
    [
        ("aaa", UsageFault, "fewer than 4"),
        ("nonsense", UsageFault, "neither a UUID"),
        ("", UsageFault, "neither a UUID"),
        ("cccc", NotFound, "not found in this store"),
        ("aaaa", AmbiguousId, "More than one"),
    ],
)
async def test_what_names_no_one_trace_is_refused(
    store: MemoryStore, given: str, fault: type[TunixError], told: str
) -> None:
    with pytest.raises(fault, match=told):
        await resolve_id(store, given)


async def test_an_ambiguous_prefix_names_its_candidates(store: MemoryStore) -> None:
    with pytest.raises(AmbiguousId) as raised:
        await resolve_id(store, "aaaa")
    assert str(IDS[0]) in raised.value.hint
    assert str(IDS[1]) in raised.value.hint


async def test_many_candidates_are_not_all_named() -> None:
    ids = iter([UUID(int=n, version=4) for n in range(9)])
    store = MemoryStore(new_id=lambda: next(ids))
    await add(store, *make_traces(9))
    with pytest.raises(AmbiguousId) as raised:
        await resolve_id(store, "0000")
    assert raised.value.hint.endswith(", …")
    assert raised.value.hint.count("0000-") >= 5


async def test_a_trace_named_twice_is_meant_once(store: MemoryStore) -> None:
    assert await resolve_ids(store, ["bbbb", str(IDS[2]), "aaaa1"]) == [IDS[2], IDS[0]]


@pytest.mark.parametrize("bad", ["aaaa", "cccc", "no id"])
async def test_none_is_named_unless_all_are_found(store: MemoryStore, bad: str) -> None:
    with pytest.raises(TunixError):
        await resolve_ids(store, ["bbbb", bad])


async def test_where_a_trace_is_not_is_told(store: MemoryStore) -> None:
    await store.delete([IDS[2], IDS[1]])
    with pytest.raises(NotFound, match="in this store"):
        await resolve_ids(store, ["bbbb"])
    with pytest.raises(NotFound, match="in the trash") as raised:
        await resolve_ids(store, ["aaaa1"], "trash")
    assert "restore --list" in raised.value.hint
    assert await resolve_ids(store, ["bbbb"], "trash") == [IDS[2]]


async def test_many_are_moved_some_at_a_time(
    store: MemoryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trashing, "AT_A_TIME", 2)
    told: list[tuple[int, int]] = []
    assert await ids_of(store, [3, 99, 1, 2]) == [IDS[2], IDS[0], IDS[1]]
    moved = await move_all(store.delete, IDS, lambda *progress: told.append(progress))
    assert (moved, told) == (IDS, [(2, 3), (3, 3)])
    await store.restore(IDS[:1])
    assert await move_all(store.purge, IDS) == IDS[1:]
    assert (await store.count(), await store.count("trash")) == (1, 0)

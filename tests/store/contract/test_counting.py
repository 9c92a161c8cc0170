"""What every store counts."""

from __future__ import annotations

from array import array
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.store.contract.beside import side_by_side
from tests.store.contract.test_matching import fill, new_traces
from tests.support.stores import add
from tests.support.traces import make_trace
from tunix_rt_tui.store.contract import NameCount, NewTrace, NumberCount, Scope, Store

NUMBERS = ("steps", "chars", "size", "tokens", "date", "meta.a", "meta.b")
NAMES = ("source", "version", "tag", "type", "lacks")
SECOND_OF_JANUARY_2026 = 20_455


async def numbers(store: Store, of: str) -> dict[float, int]:
    """How many live traces have each number, the smallest first."""
    counts = await store.count_numbers(of)
    assert all(count.least == count.most for count in counts)
    return {count.least: count.traces for count in counts}


async def test_traces_are_counted_by_their_numbers(store: Store) -> None:
    await fill(store)
    assert await store.count_numbers("steps") == [
        NumberCount(1, 1, 1.0, 1),
        NumberCount(2, 2, 6.0, 3),
        NumberCount(5, 5, 5.0, 1),
    ]
    assert await numbers(store, "chars") == {35: 1, 45: 1, 51: 1, 54: 1, 85: 1}
    assert await numbers(store, "tokens") == {11: 1, 12: 1, 13: 1, 14: 1, 21: 1}
    assert await numbers(store, "date") == {SECOND_OF_JANUARY_2026: 5}
    assert await numbers(store, "meta.reward") == {0.75: 1, 1: 1}
    assert await numbers(store, "meta.nothing") == {}
    sizes = sorted(row.bytes for row in await store.summaries(range(1, 6)))
    assert list(await numbers(store, "size")) == sizes


async def test_traces_are_counted_by_their_names(store: Store) -> None:
    await fill(store)
    assert await store.count_names("source") == [
        NameCount("gsm8k", 2),
        NameCount("run 2", 1),
        NameCount("run-1", 1),
        NameCount("run-10", 1),
    ]
    assert await store.count_names("version") == [NameCount("1.0", 4), NameCount("2", 1)]
    assert await store.count_names("tag") == [
        NameCount("good", 2),
        NameCount("bad", 1),
        NameCount("old", 1),
    ]


async def test_of_a_type_its_steps_and_their_characters_are_counted(store: Store) -> None:
    steps = [
        {"i": 0, "type": "think", "content": "abc"},
        {"i": 1, "type": "check", "content": "école"},
        {"i": 2, "type": "think", "content": "d"},
    ]
    await add(store, make_trace(1, steps=steps), make_trace(2, steps=steps[:1]))
    assert await store.count_names("type") == [
        NameCount("think", 2, 3, 7),
        NameCount("check", 1, 1, 5),
    ]


async def test_only_what_is_among_the_keys_and_in_the_scope_is_counted(store: Store) -> None:
    await fill(store)
    [summary] = await store.summaries([2])
    await store.delete([summary.id])
    among = array("q", [5, 2, 1, 99])
    assert await store.count_names("source", "live", among) == [
        NameCount("gsm8k", 1),
        NameCount("run-10", 1),
    ]
    assert await store.count_names("source", "trash") == [NameCount("gsm8k", 1)]
    [alone] = await store.count_numbers("meta.reward", "trash", among)
    assert alone.least == 1
    assert await store.count_numbers("steps", "live", []) == []
    assert await store.count_names("tag", "trash") == []


@settings(deadline=None)
@given(
    traces=st.lists(new_traces(), max_size=6),
    among=st.none() | st.lists(st.integers(1, 6), unique=True),
    trashed=st.sets(st.integers(0, 5), max_size=2),
)
async def test_a_database_counts_what_the_plainest_store_counts(
    empty: Path | str, traces: list[NewTrace], among: list[int] | None, trashed: set[int]
) -> None:
    async with side_by_side(empty, traces, trashed) as (store, plain):
        scopes: tuple[Scope, ...] = ("live", "trash")
        for scope in scopes:
            for of in NUMBERS:
                counted = await store.count_numbers(of, scope, among)
                assert counted == await plain.count_numbers(of, scope, among), of
            for of in NAMES:
                named = await store.count_names(of, scope, among)
                assert named == await plain.count_names(of, scope, among), of

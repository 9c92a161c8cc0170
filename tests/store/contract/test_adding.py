"""What every store does with what it is given."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.store.contract.kinds import KINDS, open_store
from tests.support.clock import CountingIds
from tests.support.stores import add, all_keys
from tests.support.traces import make_document, make_trace, make_traces, parsed
from tunix_rt_tui.errors import StoreFault
from tunix_rt_tui.library.intake.packed import PackedTraces
from tunix_rt_tui.store import rows
from tunix_rt_tui.store.contract import AddedTrace, DuplicateTrace, NewTrace, Store, Twin


async def test_outcomes_are_in_the_order_of_the_batch(store: Store) -> None:
    outcomes = await store.add_many(make_traces(3))
    rows = await store.summaries(sorted(await all_keys(store)))
    assert [outcome.id for outcome in outcomes if isinstance(outcome, AddedTrace)] == [
        row.id for row in rows
    ]
    assert [row.prompt_preview for row in rows] == [f"What is {n} plus {n}?" for n in (1, 2, 3)]


async def test_an_empty_batch_adds_nothing(store: Store) -> None:
    assert await store.add_many([]) == []
    assert await store.count() == 0


async def test_equal_content_is_added_and_its_twin_is_named(store: Store) -> None:
    [first] = await add(store, make_trace(1))
    again, fresh, within = await store.add_many([make_trace(1), make_trace(2), make_trace(2)])
    assert isinstance(again, AddedTrace)
    assert isinstance(fresh, AddedTrace)
    assert isinstance(within, AddedTrace)
    assert again.twin == Twin(first, trashed=False)
    assert fresh.twin is None
    assert within.twin == Twin(fresh.id, trashed=False)
    assert await store.count() == 4


async def test_equal_content_is_left_out_where_that_is_asked_for(store: Store) -> None:
    live, trashed = await add(store, make_trace(1), make_trace(2))
    await store.delete([trashed])
    batch = [make_trace(1), make_trace(2), make_trace(3), make_trace(3)]
    one, two, three, four = await store.add_many(batch, on_duplicate="skip")
    assert one == DuplicateTrace(Twin(live, trashed=False))
    assert two == DuplicateTrace(Twin(trashed, trashed=True))
    assert isinstance(three, AddedTrace)
    assert four == DuplicateTrace(Twin(three.id, trashed=False))
    assert await store.count() == 2


async def test_of_equals_the_oldest_live_one_is_named(store: Store) -> None:
    trashed, oldest, _ = await add(store, *[make_trace(1)] * 3)
    await store.delete([trashed])
    content_hash = make_trace(1).parsed.content_hash()
    assert await store.twins([content_hash]) == {content_hash: Twin(oldest, trashed=False)}
    [left_out] = await store.add_many([make_trace(1)], on_duplicate="skip")
    assert left_out == DuplicateTrace(Twin(oldest, trashed=False))


async def test_of_equals_in_the_trash_the_oldest_is_named_until_there_is_a_live_one(
    store: Store,
) -> None:
    both = await add(store, make_trace(1), make_trace(1))
    await store.delete(both)
    first, second = await store.add_many([make_trace(1), make_trace(1)])
    assert isinstance(first, AddedTrace)
    assert isinstance(second, AddedTrace)
    assert first.twin == Twin(both[0], trashed=True)
    assert second.twin == Twin(first.id, trashed=False)


async def test_spacing_and_order_of_keys_do_not_make_a_trace_another(store: Store) -> None:
    await store.add_many([make_trace(1)])
    other = parsed(dict(reversed(make_document(1).items())))
    [outcome] = await store.add_many([NewTrace(other, "test")], on_duplicate="skip")
    assert isinstance(outcome, DuplicateTrace)


async def test_a_batch_of_several_pieces_is_as_one(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rows, "PIECE", 3)
    numbers = [1, 2, 3, 4, 1, 5, 6, 4, 7, 8]
    batch = PackedTraces([rows.rows_of(make_trace(number)) for number in numbers])
    outcomes = await store.add_many(batch, on_duplicate="skip")
    assert [isinstance(each, DuplicateTrace) for each in outcomes] == [
        number in numbers[:index] for index, number in enumerate(numbers)
    ]
    kept = await store.summaries(sorted(await all_keys(store)))
    assert [row.prompt_preview for row in kept] == [f"What is {n} plus {n}?" for n in range(1, 9)]
    assert len({row.created_at for row in kept}) == 1
    assert await store.check() == []


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("piece", [1, 1_000])
async def test_a_batch_that_fails_leaves_nothing_behind(
    kind: str,
    piece: int,
    tmp_path: Path,
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(rows, "PIECE", piece)
    url = request.getfixturevalue("postgres_url") if kind == "postgres" else ""
    counting = CountingIds()
    taken, other, last = counting(), counting(), counting()
    ids = iter([taken, other, taken, last])
    store = await open_store(kind, tmp_path, new_id=lambda: next(ids), url=url)
    try:
        await add(store, make_trace(1))
        with pytest.raises(StoreFault):
            await store.add_many([make_trace(2, tags=("t",)), make_trace(3)])
        assert await store.count() == 1
        assert await store.ids_with_prefix("", 5) == [taken]
        assert await store.check() == []
        assert await add(store, make_trace(2)) == [last]
        assert await store.count_newer(0) == 2
    finally:
        await store.close()

"""A result set stands still while the store goes on."""

from __future__ import annotations

import pytest

from tests.support.memory_store import MemoryStore
from tests.support.stores import add
from tests.support.traces import make_trace, make_traces, parsed
from tunix_rt_tui.library.adding import add_trace
from tunix_rt_tui.library.browsing import ResultSet
from tunix_rt_tui.trace.query.order import Order


@pytest.fixture
async def store() -> MemoryStore:
    made = MemoryStore()
    await add(made, *make_traces(10))
    return made


async def test_rows_are_the_newest_first_and_pages_end_where_they_end(store: MemoryStore) -> None:
    results = ResultSet(store)
    await results.load()
    assert (len(results), results.complete, results.newest) == (10, True, 10)
    assert [row.seq for row in await results.page(0, 3)] == [10, 9, 8]
    assert [row.seq for row in await results.page(8, 5)] == [2, 1]
    assert await results.page(10, 5) == []
    assert (results.key(2), results.row(8), results.row(77)) == (8, 2, None)


async def test_rows_come_in_the_order_that_is_asked_for(store: MemoryStore) -> None:
    await add(store, make_trace(1))
    results = ResultSet(store, order=Order("prompt_preview", descending=True))
    await results.load(at_least=1)
    assert (len(results), results.complete, results.newest) == (11, True, 11)
    previews = [row.prompt_preview for row in await results.page(0, 11)]
    assert previews == sorted(previews, reverse=True)
    await add(store, make_trace(12))
    assert await results.count_new() == 1


async def test_what_arrives_later_moves_nothing_and_is_counted(store: MemoryStore) -> None:
    results = ResultSet(store)
    await results.load()
    await add(store, make_trace(11), make_trace(12))
    assert (len(results), results.newest, await results.count_new()) == (10, 10, 2)
    await results.load()
    assert (len(results), await results.count_new()) == (12, 0)


async def test_a_first_page_does_not_wait_for_the_end(store: MemoryStore) -> None:
    results = ResultSet(store)
    lengths: list[int] = []
    await results.load(at_least=4, progress=lambda: lengths.append(len(results)))
    assert not results.complete
    assert 4 <= len(results) < 10
    assert lengths == sorted(lengths)


async def test_an_empty_store_has_no_rows() -> None:
    results = ResultSet(MemoryStore())
    await results.load(at_least=5)
    assert (len(results), results.complete, results.newest) == (0, True, 0)


async def test_adding_one_adds_it_even_beside_its_twin(store: MemoryStore) -> None:
    trace = make_trace(1)
    first = await add_trace(store, trace.parsed, source="editor")
    assert first.twin is not None
    assert first.id != first.twin.id
    alone = await add_trace(MemoryStore(), parsed(trace.parsed.text), source="editor")
    assert alone.twin is None

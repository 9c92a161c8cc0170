"""What every store gives back."""

from __future__ import annotations

from array import array
from datetime import UTC
from typing import Any
from uuid import UUID, uuid4

import pytest

from tests.support import plain_filter
from tests.support.stores import add, all_keys
from tests.support.traces import make_document, make_trace, make_traces, parsed
from tunix_rt_tui.errors import NotFound
from tunix_rt_tui.store.contract import NewTrace, Origin, Store, StoredTrace, Twin
from tunix_rt_tui.trace.query.order import COLUMNS, Order


async def test_an_empty_store_has_nothing(store: Store) -> None:
    assert await all_keys(store) == []
    assert await all_keys(store, "trash") == []
    assert await store.count() == 0
    assert await store.count("trash") == 0
    assert await store.count_newer(0) == 0
    assert await store.summaries([1, 2]) == []
    assert await store.traces([]) == []
    assert await store.ids_with_prefix("", 5) == []
    assert await store.twins([parsed(make_document()).content_hash()]) == {}
    assert await store.check() == []


async def test_traces_are_listed_newest_first(store: Store) -> None:
    ids = await add(store, *make_traces(3))
    ids += await add(store, make_trace(4))
    rows = await store.summaries(await all_keys(store))
    assert [row.id for row in rows] == ids[::-1]


async def test_the_newest_keys_are_given_from_anywhere_on(store: Store) -> None:
    ids = await add(store, *make_traces(6))
    await store.delete([ids[3], ids[0]])
    assert list(await store.recent(2)) == [6, 5]
    assert list(await store.recent(2, offset=1)) == [5, 3]
    assert list(await store.recent(9, below=5)) == [3, 2]
    assert list(await store.recent(1, below=6, offset=2)) == [2]
    assert list(await store.recent(5, "trash")) == [4, 1]
    assert list(await store.recent(5, offset=10**12)) == []
    assert list(await store.recent(0)) == []


def in_column(stored: StoredTrace, column: str) -> Any:
    if column in {"chars", "tokens"}:
        return plain_filter.numbers(stored, column)
    return getattr(stored.summary, column)


@pytest.mark.parametrize("column", COLUMNS)
async def test_traces_are_sorted_by_any_column_both_ways(store: Store, column: str) -> None:
    for number, source in ((3, "b"), (1, "B"), (2, "é"), (1, "b")):
        document = make_document(number, steps=number, trace_version=str(number))
        await store.add_many([NewTrace(parsed(document), source)])
    [trashed] = await add(store, make_trace(9))
    await store.delete([trashed])
    newest_first = await store.traces(await all_keys(store))
    for descending in (False, True):
        keys = await store.sorted_keys(Order(column, descending))
        by = sorted(newest_first, key=lambda row: in_column(row, column), reverse=descending)
        assert (keys.typecode, list(keys)) == ("q", [row.summary.seq for row in by])
    assert list(await store.sorted_keys(Order(column), "trash")) == await all_keys(store, "trash")


async def test_the_first_array_of_keys_is_small_and_all_come_once(store: Store) -> None:
    await add(store, *make_traces(700))
    stream = store.keys()
    arrays = [keys async for keys in stream]
    assert {keys.typecode for keys in arrays} == {"q"}
    assert len(arrays[0]) <= 512
    keys = [key for part in arrays for key in part]
    assert len(keys) == 700
    assert keys == sorted(set(keys), reverse=True)


async def test_keys_hold_nothing_that_arrives_while_they_are_read(store: Store) -> None:
    await add(store, *make_traces(600))
    before = await all_keys(store)
    seen: list[int] = []
    async for keys in store.keys():
        seen.extend(keys)
        await add(store, make_trace(1000 + len(seen)))
    assert seen == before


async def test_a_summary_tells_everything_but_the_payload(store: Store) -> None:
    document = make_document(7, steps=3, prompt="  Ünïcödé\n prompt  \u202e", trace_version="2")
    new = NewTrace(parsed(document), "a file", ("zeta", "alpha", "zeta"))
    [outcome] = await store.add_many([new])
    [row] = await store.summaries(await all_keys(store))
    assert (row.id, row.created_at) == (outcome.id, outcome.created_at)  # type: ignore[union-attr] # it was added
    assert row.created_at.tzinfo is UTC
    assert row.created_at.microsecond == 678901
    assert (row.trace_version, row.source, row.steps) == ("2", "a file", 3)
    assert row.bytes == len(new.parsed.text.encode())
    assert row.prompt_preview == "Ünïcödé prompt \u202e"
    assert row.tags == ("alpha", "zeta")
    assert row.deleted_at is None


async def test_rows_come_in_the_order_of_the_keys_that_were_asked_for(store: Store) -> None:
    await add(store, *make_traces(5))
    keys = await all_keys(store)
    asked = [keys[3], keys[0], 999, keys[4], keys[0]]
    expected = [keys[3], keys[0], keys[4], keys[0]]
    assert [row.seq for row in await store.summaries(asked)] == expected
    assert [trace.summary.seq for trace in await store.traces(array("q", asked))] == expected


async def test_more_keys_than_a_statement_has_variables_are_fetched(store: Store) -> None:
    await add(store, *make_traces(2))
    rows = await store.summaries(range(300_000, 0, -1))
    assert [row.seq for row in rows] == await all_keys(store)


TEXTS = [
    '{"trace_version":"1","prompt":"p","final_answer":"a","steps":[{"i":0,"type":"t","content":"c"}]}',
    ' {\n\t"steps" : [ {"content":"\\u00e9 \u2028 \U0001f600","type":"t","i":9},'
    '{"i":2,"type":"t","content":" x "}],"final_answer":"e\u0301","prompt":"\u202ea\\n",'
    '"trace_version":"1", "meta":{"n":1.0,"big":1e300,"z":null},"extra":[1,{}]}\r\n ',
]


@pytest.mark.parametrize("text", TEXTS)
async def test_text_comes_back_exactly_as_it_was_given(store: Store, text: str) -> None:
    outcome = (await store.add_many([NewTrace(parsed(text), "test")]))[0]
    assert (await store.get(outcome.id)).text == text  # type: ignore[union-attr] # it was added
    [kept] = await store.traces(await all_keys(store))
    assert kept.text == text
    assert kept.summary.bytes == len(text.encode())


async def test_origins_are_kept(store: Store) -> None:
    origins = [
        None,
        Origin("runs/a.jsonl", 3),
        Origin("b.json", 1, b""),
        Origin("not \udcff utf-8.jsonl", 12, bytes(range(256)) * 40),
        Origin("c.jsonl", 2, b"{}", "chat.messages"),
        Origin("d.json", 7, None, "canonical", {"joins": {"3": "\n\ud800"}, "flags": ["P", 1.5]}),
    ]
    traces = [make_trace(n, origin=origin) for n, origin in enumerate(origins)]
    ids = await add(store, *traces)
    assert [(await store.get(trace_id)).origin for trace_id in ids] == origins


async def test_what_is_not_there_is_not_found(store: Store) -> None:
    await add(store, make_trace())
    missing = uuid4()
    with pytest.raises(NotFound, match=f"Trace with id {missing} not found"):
        await store.get(missing)


async def test_ids_are_found_by_how_they_begin(store: Store) -> None:
    ids = sorted(await add(store, *make_traces(40)))
    names = [str(trace_id) for trace_id in ids]
    for prefix in (names[0], names[7][:4], names[9][:1], names[11][:10], names[39][:35]):
        expected = [UUID(name) for name in names if name.startswith(prefix)]
        assert await store.ids_with_prefix(prefix, 100) == expected
    assert await store.ids_with_prefix("", 3) == ids[:3]
    assert await store.ids_with_prefix(names[0] + "0", 3) == []


async def test_counts_follow_what_is_added(store: Store) -> None:
    await add(store, *make_traces(4))
    keys = await all_keys(store)
    assert await store.count() == 4
    assert await store.count_newer(keys[1]) == 1
    assert await store.count_newer(0) == 4
    assert await store.count_newer(keys[0]) == 0
    status = await store.status()
    assert (status.traces, status.trashed) == (4, 0)
    assert status.bytes > 0


async def test_the_oldest_of_equal_traces_is_the_twin_a_live_one_first(store: Store) -> None:
    first, second = await add(store, make_trace(1), make_trace(1))
    other = (await add(store, make_trace(2)))[0]
    known, unknown = (parsed(make_document(n)).content_hash() for n in (1, 3))
    assert await store.twins([unknown, known]) == {known: Twin(first, trashed=False)}
    await store.delete([first])
    assert await store.twins([known]) == {known: Twin(second, trashed=False)}
    await store.delete([second])
    assert await store.twins([known]) == {known: Twin(first, trashed=True)}
    await store.purge([first])
    assert await store.twins([known]) == {known: Twin(second, trashed=True)}
    assert (await store.get(other)).summary.id == other

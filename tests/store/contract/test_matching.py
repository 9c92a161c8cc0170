"""What a query finds in every store."""

from __future__ import annotations

import json
from array import array
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.store.contract.beside import side_by_side
from tests.support.memory_store import MemoryStore
from tests.support.stores import add, all_keys, found_keys
from tests.support.traces import make_document, make_trace, make_traces, parsed
from tunix_rt_tui.store.contract import NewTrace, Scope, Store
from tunix_rt_tui.trace.query.order import Order
from tunix_rt_tui.trace.query.terms import (
    Condition,
    Date,
    DateBetween,
    Not,
    Number,
    NumberBetween,
    Pattern,
    Value,
    Words,
    all_of,
    any_of,
)

LIBRARY: list[tuple[str, tuple[str, ...], dict[str, Any]]] = [
    ("gsm8k", ("good",), {"prompt": "What is a gradient?", "meta": {"reward": 0.75}}),
    ("gsm8k", (), {"prompt": "Carry the one", "meta": {"reward": 1, "model": "tiny"}}),
    ("run 2", ("bad", "old"), {"final_answer": "The one école", "meta": {"reward": "high"}}),
    ("run-1", (), {"steps": 5, "trace_version": "2"}),
    ("run-10", ("good",), {"steps": [{"i": 4, "type": "tool_call", "content": "x=42; 今天天气"}]}),
]

FOUND = [
    ("gradient", [1]),
    ("GRADIENT", [1]),
    ("grad", []),
    ("grad*", [1]),
    ('"the one"', [3, 2]),
    ('prompt:"the one"', [2]),
    ("answer:ecole", [3]),
    ("step:42", [5]),
    ("the one -ecole", [2]),
    ("gradient or ecole", [3, 1]),
    ("(gradient or ecole) tag:old", [3]),
    ("天气", [5]),
    ("/x=\\d/", [5]),
    ("step:/^Step 4/", [4]),
    ("-/Step/", [5]),
    ("source:gsm8k", [2, 1]),
    ('source:"run 2"', [3]),
    ("source:run*", [5, 4, 3]),
    ("source:run-1*", [5, 4]),
    ("-source:run*", [2, 1]),
    ("version:2", [4]),
    ("tag:good", [5, 1]),
    ("tag:*", [5, 3, 1]),
    ("-tag:*", [4, 2]),
    ("tag:o*", [3]),
    ("type:tool*", [5]),
    ("type:check", [4, 3, 2, 1]),
    ("steps>2", [4]),
    ("steps:1..2", [5, 3, 2, 1]),
    ("size>100k", []),
    ("size<100k", [5, 4, 3, 2, 1]),
    ("chars<40", [5]),
    ("chars:45..54 -chars:51", [3, 2]),
    ("tokens>20", [4]),
    ("tokens:12 or tokens:13", [5, 1]),
    ("meta.reward>0.5", [2, 1]),
    ("meta.reward:1", [2]),
    ("meta.reward:high", [3]),
    ("meta.reward:*", [3, 2, 1]),
    ("meta.reward:0.5..0.8", [1]),
    ("meta.model:ti*", [5, 4, 2]),
    ("-meta.reward>0.5", [5, 4, 3]),
    ("date:2000", []),
    ("date>2000", [5, 4, 3, 2, 1]),
    ("date<2000 or tag:bad", [3]),
]
"""Queries over `LIBRARY`, and the keys of what they find, the newest first."""


async def fill(store: Store) -> None:
    for number, (source, tags, fields) in enumerate(LIBRARY):
        document = make_document(number, **fields)
        await add(store, NewTrace(parsed(document), source, tags))


@pytest.mark.parametrize(("query", "keys"), FOUND)
async def test_a_query_finds_what_it_means(store: Store, query: str, keys: list[int]) -> None:
    await fill(store)
    assert await found_keys(store, query) == keys


async def test_ids_and_prompts_in_common_are_found(store: Store) -> None:
    same = "  What is it?\n"
    ids = await add(
        store,
        make_trace(1, prompt=same),
        make_trace(2),
        make_trace(3, prompt=same.strip()),
    )
    assert await found_keys(store, f"id:{ids[1]}") == [2]
    assert await found_keys(store, f"-id:{str(ids[1])[:-1]}") == [3, 1]
    assert await found_keys(store, f"like:{ids[0]}") == [3, 1]
    assert await found_keys(store, f"like:{ids[2]} -id:{ids[2]}") == [1]
    assert await found_keys(store, "like:ffffffff") == []
    assert await found_keys(store, f"agrees:{ids[2]}") == [3]


async def test_the_trash_is_looked_through_by_itself(store: Store) -> None:
    await fill(store)
    summaries = await store.summaries([1, 3])
    await store.delete([summary.id for summary in summaries])
    assert await found_keys(store, "tag:good or ecole") == [5]
    assert await found_keys(store, "tag:good or ecole", "trash") == [3, 1]


async def test_only_what_is_newer_or_older_is_looked_at_where_that_is_asked(store: Store) -> None:
    await add(store, *make_traces(6))
    assert await found_keys(store, "what", above=4) == [6, 5]
    assert await found_keys(store, "-nothing", above=6) == []
    assert await found_keys(store, "what", above=1, below=4) == [3, 2]
    assert await found_keys(store, "-nothing", below=3) == [2, 1]
    assert await found_keys(store, "what", below=1) == []


async def test_slices_go_down_to_the_oldest_trace(store: Store) -> None:
    await add(store, *make_traces(40))
    parts = [part async for part in store.matching(Words("nowhere"))]
    assert (parts[0].high, parts[-1].low) == (40, 1)
    assert all(after.high == before.low - 1 for before, after in pairwise(parts))


async def test_traces_that_a_pattern_takes_too_long_over_are_counted(store: Store) -> None:
    if isinstance(store, MemoryStore):
        pytest.skip("its patterns are Python's, which never give up")
    await add(store, make_trace(1, final_answer="a" * 60 + "b"), make_trace(2))
    slow = any_of((Pattern("(a|a)+$"), Words("what", "answer")))
    parts = [part async for part in store.matching(slow)]
    assert sum(part.passed_over for part in parts) == 1
    assert [key for part in parts for key in part.keys] == []


async def test_what_is_found_can_be_sorted(store: Store) -> None:
    await fill(store)
    await add(store, make_trace(6, meta={"reward": "low"}), make_trace(7, meta={"reward": 0.75}))
    order = Order("meta.reward")
    assert list(await store.sorted_keys(order)) == [7, 1, 2, 3, 6, 5, 4]
    assert list(await store.sorted_keys(order._replace(descending=True))) == [2, 7, 1, 6, 3, 5, 4]
    among = array("q", [1, 3, 4, 2])
    assert list(await store.sorted_keys(Order("source"), "live", among)) == [2, 1, 3, 4]
    assert list(await store.sorted_keys(Order("source"), "trash", among)) == []
    assert list(await store.sorted_keys(Order("meta.none"), "live", among)) == [4, 3, 2, 1]


async def test_traces_are_grouped_by_what_they_have_in_common(store: Store) -> None:
    given = [("a", "x"), ("b", "y"), ("a", " x\n"), ("a", "y"), ("b", "z"), ("c", "x")]
    for n, (prompt, answer) in enumerate(given):
        source = "even" if n % 2 == 0 else "odd"
        meta = {"n": n % 3} if n else None
        await add(
            store, make_trace(n, source=source, prompt=prompt, final_answer=answer, meta=meta)
        )
    groups = await store.groups("prompt")
    assert [list(column) for column in groups[:4]] == [[4, 5, 6], [3, 2, 1], [2, 2, 1], [2, 1, 1]]
    sizes = {row.seq: row.bytes for row in await store.summaries(range(1, 7))}
    of_a = [sizes[key] for key in (1, 3, 4)]
    assert (groups.least[0], groups.most[0]) == (min(of_a), max(of_a))
    assert {column.typecode for column in groups} == {"q"}
    groups = await store.groups("answer", "live", [1, 2, 3, 4])
    assert [list(column) for column in groups[:4]] == [[4, 3], [2, 2], [1, 1], [2, 2]]
    groups = await store.groups("source")
    assert [list(column) for column in groups[:2]] == [[6, 5], [3, 3]]
    groups = await store.groups("meta.n")
    assert [list(column) for column in groups[:2]] == [[6, 5, 4], [2, 2, 1]]
    groups = await store.groups("version")
    assert [list(column) for column in groups[:2]] == [[6], [6]]
    assert [list(column) for column in await store.groups("prompt", "trash")] == [[]] * 6


async def test_values_are_known(store: Store) -> None:
    await fill(store)
    assert await store.known_values("source", "", 9) == ["gsm8k", "run 2", "run-1", "run-10"]
    assert await store.known_values("source", "run-", 9) == ["run-1", "run-10"]
    assert await store.known_values("source", "run-", 1) == ["run-1"]
    assert await store.known_values("source", "x", 9) == []
    assert await store.known_values("version", "", 9) == ["1.0", "2"]
    assert await store.known_values("tag", "", 9) == ["bad", "good", "old"]
    assert await store.known_values("type", "t", 9) == ["tool_call"]
    assert await store.known_values("meta", "", 9) == ["model", "number", "reward"]
    assert await store.known_values("numbers", "", 9) == ["number", "reward"]
    assert await store.known_values("meta.model", "", 9) == ["tiny"]
    assert await store.known_values("meta.reward", "", 9) == ["high"]


async def test_values_of_meta_are_given_for_a_page(store: Store) -> None:
    await fill(store)
    assert await store.meta_values([5, 3, 2, 1, 99], "reward") == {1: "0.75", 2: "1", 3: "high"}
    assert await store.meta_values([1], "nothing") == {}


# Whatever is asked, the answer is that of the plain filter.

some_words = st.sampled_from(["one", "two", "One", "é", "e", "tw", "one two", "3", "x"])
texts = st.lists(some_words, min_size=1, max_size=4).map(" ".join)
names = st.sampled_from(["a", "b", "ab", "a c"])
meta_values = st.sampled_from([0, 1, 0.5, "a", "ab", True, None, ["a", 1]])
metas = st.none() | st.dictionaries(names, meta_values, max_size=3)
relations = st.sampled_from(["=", "<", "<=", ">", ">="])
few = st.sampled_from([0, 0.5, 1, 2, 3])
places = st.sampled_from([None, "prompt", "steps", "answer"])
fields = st.sampled_from(["source", "version", "tag", "type", "lacks", "meta.a", "meta.ab"])
dates = st.sampled_from(["2026-01-02", "2026-01", "2025", "yesterday", "1h", "2000w"])
terms: st.SearchStrategy[Condition] = st.one_of(
    st.builds(Words, some_words, places, st.booleans()),
    st.builds(Pattern, st.sampled_from(["o", "E", "^one", "e t", r"\d$"]), st.just(""), places),
    st.builds(Value, fields, names | st.sampled_from(["", "1", "0.5", "true"]), st.booleans()),
    st.builds(Value, st.just("lacks"), st.sampled_from(["answer", "end", "reasoning", "e"])),
    st.builds(
        Value,
        st.sampled_from(["id", "like", "agrees"]),
        st.sampled_from(["0", "00000000-0000-0000-0000-000000000001"]),
        st.just(True),
    ),
    st.builds(Number, st.sampled_from(["steps", "meta.a"]), relations, few),
    st.builds(NumberBetween, st.sampled_from(["steps", "meta.b"]), few, few),
    st.builds(Number, st.just("size"), relations, st.sampled_from([150, 200])),
    st.builds(Number, st.sampled_from(["chars", "tokens"]), relations, st.integers(3, 20)),
    st.builds(NumberBetween, st.just("chars"), st.integers(3, 12), st.integers(8, 20)),
    st.builds(Date, relations, dates),
    st.builds(DateBetween, dates, dates),
)
conditions = st.recursive(
    terms,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(tuple).map(all_of),
        st.lists(inner, min_size=2, max_size=3).map(tuple).map(any_of),
        inner.map(Not),
    ),
    max_leaves=5,
)


@st.composite
def new_traces(draw: st.DrawFn) -> NewTrace:
    document = {
        "trace_version": draw(names),
        "prompt": draw(texts),
        "final_answer": draw(texts | st.just("[no answer]")),
        "steps": [
            {"i": i, "type": draw(names | st.just("answer")), "content": draw(texts)}
            for i in range(draw(st.integers(1, 3)))
        ],
        "meta": draw(metas),
    }
    tags = tuple(draw(st.lists(names, max_size=2)))
    return NewTrace(parsed(json.dumps(document)), draw(names), tags)


@settings(deadline=None)
@given(
    traces=st.lists(new_traces(), min_size=1, max_size=6),
    asked=st.lists(conditions, min_size=1, max_size=8),
    trashed=st.sets(st.integers(0, 5), max_size=2),
)
async def test_a_database_finds_what_the_plain_filter_finds(
    empty: Path | str, traces: list[NewTrace], asked: list[Condition], trashed: set[int]
) -> None:
    async with side_by_side(empty, traces, trashed) as (store, plain):
        scopes: tuple[Scope, ...] = ("live", "trash")
        for condition in asked:
            for scope in scopes:
                found = [k async for part in store.matching(condition, scope) for k in part.keys]
                meant = [k async for part in plain.matching(condition, scope) for k in part.keys]
                assert found == meant, condition
        assert await all_keys(store) == await all_keys(plain)

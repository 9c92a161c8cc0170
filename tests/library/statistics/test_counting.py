"""Distributions of a whole store, and of what a query finds in it."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.store.contract.test_matching import fill, new_traces
from tests.support.clock import CountingIds, SteppingClock
from tests.support.memory_store import MemoryStore
from tests.support.stores import add, all_keys, found_keys
from tests.support.traces import make_trace
from tunix_rt_tui.library.statistics.counting import (
    NAMES,
    USUAL,
    countable,
    distribution_of,
    value_text,
)
from tunix_rt_tui.library.statistics.distribution import MOST_BARS, Distribution
from tunix_rt_tui.store.contract import NewTrace, Scope
from tunix_rt_tui.store.empty import EmptyStore
from tunix_rt_tui.trace.query.writing import write_condition


def new_store() -> MemoryStore:
    return MemoryStore(clock=SteppingClock(), new_id=CountingIds())


async def test_all_that_can_be_counted_is_named() -> None:
    store = new_store()
    assert await countable(store) == list(USUAL)
    await fill(store)
    assert await countable(store) == [*USUAL, "meta.number", "meta.reward"]


async def test_names_that_have_no_bar_are_told_of() -> None:
    store = new_store()
    await add(store, *(make_trace(n, source=f"file-{n % 23:02}") for n in range(30)))
    sources = await distribution_of(store, "source")
    assert (sources.traces, len(sources.bars), sources.more) == (30, MOST_BARS, 3)
    assert sources.bars[0].label == "file-00"
    assert sources.figures is None


async def test_of_types_the_steps_are_counted() -> None:
    store = new_store()
    await fill(store)
    types = await distribution_of(store, "type")
    assert [(bar.label, bar.traces, bar.steps) for bar in types.bars] == [
        ("check", 4, 5),
        ("reason", 4, 6),
        ("tool_call", 1, 1),
    ]


async def test_where_nothing_is_counted_there_is_no_bar() -> None:
    nothing = await distribution_of(EmptyStore("nowhere"), "steps")
    assert nothing == Distribution("steps", 0, None, ())
    assert (await distribution_of(EmptyStore("nowhere"), "tag")).bars == ()
    store = new_store()
    await fill(store)
    assert (await distribution_of(store, "meta.nothing")).traces == 5


def test_figures_are_written_as_people_read_them() -> None:
    assert value_text("date", 20_455.5) == "2026-01-02"
    assert value_text("steps", 3.14159) == "3.1"
    assert value_text("chars", 12_345.6) == "12 346"
    assert value_text("meta.reward", 0.123456) == "0.1235"
    assert value_text("meta.reward", 2.0) == "2"


@settings(deadline=None)
@given(
    traces=st.lists(new_traces(), min_size=1, max_size=14),
    trashed=st.sets(st.integers(0, 13), max_size=3),
    picked=st.sets(st.integers(1, 14)),
)
async def test_every_bar_leads_to_its_traces(
    traces: list[NewTrace], trashed: set[int], picked: set[int]
) -> None:
    store = new_store()
    ids = await add(store, *traces)
    await store.delete([ids[place] for place in trashed if place < len(ids)])
    scopes: tuple[Scope, ...] = ("live", "trash")
    for scope in scopes:
        keys = await all_keys(store, scope)
        among = [key for key in keys if key in picked]
        for of in await countable(store):
            for some in (None, among):
                found = await distribution_of(store, of, scope, some)
                counted = keys if some is None else some
                for bar in found.bars:
                    behind = await found_keys(store, write_condition(bar.condition), scope)
                    assert bar.traces == len(set(behind) & set(counted)), (of, bar)
                in_bars = sum(bar.traces for bar in found.bars)
                if found.figures is not None:
                    assert in_bars == found.figures.traces
                elif of in NAMES and of not in {"type", "tag", "lacks"}:
                    assert in_bars == len(counted)

"""Counting so many different numbers that each by itself would take too much room."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

from tests.support.filling import fill
from tests.support.stores import found_keys
from tests.support.waiting import until
from tunix_rt_tui.library.statistics.counting import distribution_of
from tunix_rt_tui.store.sqlite.counting import MOST_RANGES
from tunix_rt_tui.store.sqlite.store import open_sqlite
from tunix_rt_tui.trace.query.writing import write_condition

TRACES = 120_000
"""More than one window, so that some keys are looked at first: every twelfth."""

SPREADS = {
    "even": "i * 1.0 / 120000",
    "far": "i * 1e12",
    "narrow": "1000000 + i / 1e6",
    "heavy": "exp10(i % 13) * (i + 7)",
    "both signs": "(i - 60000) * 0.37",
    "outgrown": "CASE WHEN i % 12 < 6 THEN i / 1e9 ELSE i END",
    "extreme": "CASE i % 3 WHEN 0 THEN 1e300 WHEN 1 THEN -1e300 ELSE 1e-300 END * i",
}
"""Values of 120 000 traces that differ, by how they are spread; `i` counts them.

Of `outgrown` those that are looked at first are all near zero.
"""


DAILY = ("heavy", "outgrown")
"""The spreads that are tried every time; the others cost seconds each."""


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with very many traces, to which a key of meta is added by `spread_out`."""
    path = tmp_path_factory.mktemp("many") / "many.db"
    fill(path, TRACES)
    return path


def spread_out(path: Path, key: str) -> None:
    """See to it that each trace has a number of this spread."""
    with closing(sqlite3.connect(path)) as connection:
        connection.create_function("exp10", 1, lambda n: 10.0**n)
        connection.execute(
            f"""INSERT INTO trace_facts SELECT i, ?1, NULL, {SPREADS[key]}
            FROM (SELECT seq AS i FROM traces)
            WHERE NOT EXISTS (SELECT 1 FROM trace_facts WHERE key = ?1)""",
            (key,),
        )
        connection.commit()


def spreads(*names: str) -> list[ParameterSet]:
    marks = {name: () if name in DAILY else pytest.mark.long for name in names}
    return [pytest.param(name, marks=mark) for name, mark in marks.items()]


@pytest.mark.parametrize("spread", spreads(*SPREADS))
async def test_many_numbers_are_counted_in_ranges_that_do_not_overlap(
    many: Path, spread: str
) -> None:
    spread_out(many, spread)
    store = await open_sqlite(many)
    counts = await store.count_numbers(f"meta.{spread}")
    await store.close()
    assert 100 < len(counts) <= MOST_RANGES
    assert sum(count.traces for count in counts) == TRACES
    assert all(before.most < after.least for before, after in pairwise(counts))
    with closing(sqlite3.connect(many)) as connection:
        query = "SELECT min(num), max(num) FROM trace_facts WHERE key = ?"
        [bounds] = connection.execute(query, (spread,))
    assert (counts[0].least, counts[-1].most) == bounds
    if spread != "extreme":
        widest = max(count.most - count.least for count in counts)
        assert widest <= (counts[-1].most - counts[0].least) / 150


@pytest.mark.parametrize("spread", spreads("even", "heavy", "narrow", "both signs"))
async def test_bars_of_many_numbers_lead_to_their_traces(many: Path, spread: str) -> None:
    spread_out(many, spread)
    store = await open_sqlite(many)
    found = await distribution_of(store, f"meta.{spread}")
    for bar in found.bars:
        behind = await found_keys(store, write_condition(bar.condition))
        assert len(behind) == bar.traces, bar
    await store.close()
    assert len(found.bars) > 8
    assert sum(bar.traces for bar in found.bars) == TRACES


async def test_counting_that_is_not_wanted_any_more_ends_at_once(many: Path) -> None:
    spread_out(many, "heavy")
    store = await open_sqlite(many)
    counting = asyncio.create_task(store.count_numbers("meta.heavy"))
    await until(lambda: store._engine._idle.qsize() < 2)
    counting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await counting
    await until(lambda: store._engine._idle.qsize() == 2)
    await store.close()

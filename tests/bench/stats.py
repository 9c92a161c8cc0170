"""What counting a million traces costs until the first distribution, next to bare SQL."""

from __future__ import annotations

import asyncio
import sqlite3
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from tests.bench.figures import Figure
from tests.support.filling import fill_searchable
from tunix_rt_tui.library.finding import results_of
from tunix_rt_tui.library.statistics.counting import distribution_of
from tunix_rt_tui.store.contract import Store
from tunix_rt_tui.store.sqlite.store import open_sqlite

TRACES = 1_000_000
ROUNDS = 5
ALLOWED = 60.0
"""Milliseconds that a distribution may take beyond twice the bare statement."""

CANCELLED = 100.0
"""Milliseconds within which a count that is given up lets go of its connection."""

HALF = "meta.reward>0.5"
_LIVE = "deleted_at IS NULL"
_HALF = "seq IN (SELECT seq FROM trace_facts WHERE key = 'reward' AND num > 0.5)"
_FACT = "JOIN trace_facts AS fact USING (seq)"

BARE = {
    "steps": "SELECT steps, count(*) FROM traces WHERE {} GROUP BY 1",
    "chars": "SELECT chars, count(*) FROM traces WHERE {} GROUP BY 1",
    "source": "SELECT source, count(*) FROM traces WHERE {} GROUP BY 1",
    "date": "SELECT created_at / 86400000000, count(*) FROM traces WHERE {} GROUP BY 1",
    "type": "SELECT type, count(*), sum(n) FROM traces JOIN trace_step_types USING (seq)"
    " WHERE {} GROUP BY 1",
    "tag": "SELECT tag, count(*) FROM traces JOIN trace_tags USING (seq) WHERE {} GROUP BY 1",
    "meta.reward": f"SELECT CAST(num * 20 AS INTEGER), count(*) FROM traces {_FACT}"
    " WHERE {} AND key = 'reward' GROUP BY 1",
}
"""What is counted by, and statements by which a person who knows the tables would count it."""


async def counted(store: Store, of: str, among: Sequence[int] | None) -> tuple[float, int]:
    """Milliseconds until traces are counted, and how many the bars have."""
    start = time.perf_counter()
    found = await distribution_of(store, of, "live", among)
    return (time.perf_counter() - start) * 1000, sum(bar.traces for bar in found.bars)


async def listed(store: Store, query: str) -> Sequence[int]:
    """The keys that the list has when it has found all."""
    results = results_of(store, query)
    await results.load()
    return results.keys


async def given_up(store: Store, of: str, among: Sequence[int] | None) -> float:
    """Milliseconds from giving a count up to the answer of two reads that need its connection."""
    counting = asyncio.create_task(counted(store, of, among))
    await asyncio.sleep(0.1)
    start = time.perf_counter()
    counting.cancel()
    await asyncio.gather(counting, return_exceptions=True)
    await asyncio.gather(store.known_values("tag", "", 1), store.known_values("tag", "", 1))
    return (time.perf_counter() - start) * 1000


async def measure(path: Path) -> list[Figure]:
    """Compare each distribution of all, and of the half that a list has found, in turns."""
    store = await open_sqlite(path)
    figures = []
    with closing(sqlite3.connect(path)) as connection:
        for query, condition in (("", _LIVE), (HALF, f"{_LIVE} AND {_HALF}")):
            among = await listed(store, query) if query else None
            for of, statement in BARE.items():
                ours, bare = [], []
                for _ in range(ROUNDS):
                    taken, traces = await counted(store, of, among)
                    start = time.perf_counter()
                    rows = connection.execute(statement.format(condition)).fetchall()
                    bare.append((time.perf_counter() - start) * 1000)
                    ours.append(taken)
                    assert traces == sum(row[1] for row in rows), of
                name = f"{of} of {query or 'all'}"
                figures.append(Figure.beside_bare(name, ours, bare, ALLOWED))
            for of in ("steps", "meta.reward"):
                slowest = max([await given_up(store, of, among) for _ in range(ROUNDS)])
                name = f"{of} of {query or 'all'} given up"
                figures.append(Figure(name, slowest, "ms", at_most=CANCELLED))
    await store.close()
    return figures


def run() -> list[Figure]:
    """Fill a searchable store with a million traces and count them."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "million.db")
        fill_searchable(path, TRACES)
        return asyncio.run(measure(path))

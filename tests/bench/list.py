"""What a page of a million traces costs, wherever it is, next to bare SQL by key."""

from __future__ import annotations

import asyncio
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from tests.bench.figures import Figure
from tests.support.filling import fill
from tunix_rt_tui.library.browsing import ResultSet
from tunix_rt_tui.store.sqlite.store import open_sqlite

TRACES = 1_000_000
PAGE = 50
ROUNDS = 300

BARE = """
    SELECT seq, id, created_at, trace_version, source, steps, bytes, prompt_preview, deleted_at,
        (SELECT json_group_array(tag) FROM trace_tags WHERE trace_tags.seq = traces.seq)
    FROM traces WHERE deleted_at IS NULL AND seq <= ? ORDER BY seq DESC LIMIT ?
"""
"""All that a row of a listing shows, as tuples: no id, date or summary is made of it."""


async def compare(
    results: ResultSet, connection: sqlite3.Connection, depth: int
) -> tuple[float, float]:
    """Median milliseconds of a page near a depth, ours and bare; other rows in each round."""
    ours, bare = [], []
    for turn in range(ROUNDS):
        row = min(max(depth - turn * PAGE, 0), len(results) - PAGE) if depth else turn * PAGE
        start = time.perf_counter()
        rows = await results.page(row, PAGE)
        middle = time.perf_counter()
        found = connection.execute(BARE, (results.key(row), PAGE)).fetchall()
        end = time.perf_counter()
        assert [row.seq for row in rows] == [row[0] for row in found]
        ours.append(middle - start)
        bare.append(end - middle)
    return statistics.median(ours) * 1000, statistics.median(bare) * 1000


async def measure(path: Path) -> list[Figure]:
    """Load the keys, then pages at three depths."""
    store = await open_sqlite(path)
    results = ResultSet(store)
    start = time.perf_counter()
    await results.load(at_least=1)
    first = time.perf_counter() - start
    start = time.perf_counter()
    await results.load()
    every = time.perf_counter() - start
    assert len(results) == TRACES
    start = time.perf_counter()
    await store.count()
    counted = time.perf_counter() - start
    figures = [
        Figure("first keys of a million", first * 1000, "ms", at_most=20),
        Figure("all keys of a million", every, "s", at_most=1.5),
        Figure("counting a million", counted * 1000, "ms", at_most=50),
    ]
    with closing(sqlite3.connect(path)) as connection:
        for name, depth in _depths(len(results)):
            ours, bare = await compare(results, connection, depth)
            figures.append(Figure(f"a page of 50 {name}", ours, "ms", reference=bare, at_most=3))
    await store.close()
    return figures


def _depths(count: int) -> Sequence[tuple[str, int]]:
    return (("at the top", 0), ("half way down", count // 2), ("at the end", count - PAGE))


def run() -> list[Figure]:
    """Fill a store with a million traces and page through it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "million.db")
        fill(path, TRACES)
        return asyncio.run(measure(path))

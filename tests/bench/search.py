"""What a query over a million traces costs until its first page, next to bare SQL."""

from __future__ import annotations

import asyncio
import sqlite3
import tempfile
import time
from contextlib import closing
from pathlib import Path

from tests.bench.figures import Figure
from tests.support.filling import FIRST_ARRIVAL, fill_searchable
from tunix_rt_tui.library.finding import results_of
from tunix_rt_tui.store.contract import Store
from tunix_rt_tui.store.sqlite.store import open_sqlite

TRACES = 1_000_000
PAGE = 50
ROUNDS = 15
ALLOWED = 60.0
"""Milliseconds that a first page may take beyond twice the bare statement."""

_DAY = 86_400_000_000
_FOUND = """
    SELECT seq, id, created_at, trace_version, source, steps, bytes, prompt_preview
    FROM traces WHERE deleted_at IS NULL AND {} ORDER BY seq DESC LIMIT 50
"""
_WORDS = "seq IN (SELECT rowid FROM trace_search WHERE trace_search MATCH '{}')"
_FACT = "seq IN (SELECT seq FROM trace_facts WHERE key = '{}' AND {})"

BARE = {
    "rare77": _WORDS.format("rare77"),
    "one999": _WORDS.format("one999"),
    '"rare77 one10077"': _WORDS.format('"rare77 one10077"'),
    "rare7 half1 common": _WORDS.format("rare7 AND half1 AND common"),
    "tag:good": "seq IN (SELECT seq FROM trace_tags WHERE tag = 'good')",
    "source:run-3": "source = 'run-3'",
    "id:3f2a": "id >= '3f2a' AND id < '3f2ag'",
    "meta.lot:lot-7": _FACT.format("lot", "text = 'lot-7'"),
    "meta.reward>0.9999": _FACT.format("reward", "num > 0.9999"),
    "meta.reward>0.5": _FACT.format("reward", "num > 0.5"),
    "date:2026-01-03": f"created_at >= {FIRST_ARRIVAL + 2 * _DAY}"
    f" AND created_at < {FIRST_ARRIVAL + 3 * _DAY}",
    "steps>5": "steps > 5",
    "type:think source:run-3 meta.reward>0.5": "source = 'run-3' AND "
    + _FACT.format("reward", "num > 0.5")
    + " AND seq IN (SELECT seq FROM trace_step_types WHERE type = 'think')",
}
"""Queries, and conditions by which a person who knows the tables would find the same."""

THROUGH = ("/one5 /", "-half1 -half0")
"""Queries that look at every trace."""


async def first_page(store: Store, query: str) -> tuple[float, list[int]]:
    """Milliseconds until the first page of a query is there, and its keys."""
    start = time.perf_counter()
    results = results_of(store, query)
    await results.load(at_least=PAGE)
    rows = await results.page(0, PAGE)
    return (time.perf_counter() - start) * 1000, [row.seq for row in rows]


async def measure(path: Path) -> list[Figure]:
    """Compare each query, in turns."""
    store = await open_sqlite(path)
    figures = []
    with closing(sqlite3.connect(path)) as connection:
        for query, condition in BARE.items():
            ours, bare = [], []
            for _ in range(ROUNDS):
                taken, keys = await first_page(store, query)
                start = time.perf_counter()
                found = connection.execute(_FOUND.format(condition)).fetchall()
                bare.append((time.perf_counter() - start) * 1000)
                ours.append(taken)
                assert keys == [row[0] for row in found], query
            figures.append(Figure.beside_bare(query, ours, bare, ALLOWED))
    for query in THROUGH:
        start = time.perf_counter()
        results = results_of(store, query)
        await results.load()
        seconds = time.perf_counter() - start
        figures.append(Figure(f"{query} through all ({len(results)})", seconds, "s"))
    await store.close()
    return figures


def run() -> list[Figure]:
    """Fill a searchable store with a million traces and search it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "million.db")
        fill_searchable(path, TRACES)
        return asyncio.run(measure(path))

"""What pages and queries of very many traces cost, next to bare SQL."""

from __future__ import annotations

import statistics
import time

import asyncpg

from tests.bench.figures import Figure
from tests.bench.postgres.filling import fill
from tests.bench.search import ALLOWED, PAGE, first_page
from tests.support.filling import FIRST_ARRIVAL
from tests.support.postgres import place_of
from tunix_rt_tui.library.browsing import ResultSet
from tunix_rt_tui.store.contract import Store
from tunix_rt_tui.store.postgres.engine import Connection
from tunix_rt_tui.store.postgres.store import open_postgres

TRACES = 200_000
ROUNDS = 15
PAGES = 100

_DAY = 86_400_000_000
_ROW = "seq, id, created_at, trace_version, source, steps, bytes, prompt_preview, deleted_at"
_FOUND = f"SELECT {_ROW} FROM traces WHERE deleted_at IS NULL AND {{}} ORDER BY seq DESC LIMIT 50"
_PAGE = f"""
    SELECT {_ROW}, (SELECT array_agg(tag) FROM trace_tags WHERE trace_tags.seq = traces.seq)
    FROM traces WHERE deleted_at IS NULL AND seq <= $1 ORDER BY seq DESC LIMIT $2
"""
_WORDS = "seq IN (SELECT seq FROM trace_search WHERE steps @@ '{}')"
_FACT = "seq IN (SELECT seq FROM trace_facts WHERE key = '{}' AND {})"

BARE = {
    "step:rare77": _WORDS.format("rare77"),
    "step:one999": _WORDS.format("one999"),
    'step:"rare77 one10077"': _WORDS.format("rare77 & one10077"),
    "step:rare7 step:half1 step:common": _WORDS.format("rare7 & half1 & common"),
    "step:common": _WORDS.format("common"),
    "tag:good": "seq IN (SELECT seq FROM trace_tags WHERE tag = 'good')",
    "source:run-3": "source = 'run-3'",
    "id:3f2a": "id >= '3f2a' AND id < '3f2ag'",
    "meta.lot:lot-7": _FACT.format("lot", "text = 'lot-7'"),
    "meta.reward>0.9999": _FACT.format("reward", "num > 0.9999"),
    "meta.reward>0.5": _FACT.format("reward", "num > 0.5"),
    "date:2026-01-02": f"created_at >= {FIRST_ARRIVAL + _DAY}"
    f" AND created_at < {FIRST_ARRIVAL + 2 * _DAY}",
    "steps>5": "steps > 5",
    "type:think source:run-3 meta.reward>0.5": "source = 'run-3' AND "
    + _FACT.format("reward", "num > 0.5")
    + " AND seq IN (SELECT seq FROM trace_step_types WHERE type = 'think')",
}
"""Queries, and conditions by which a person who knows the tables would find the same."""


async def measure(url: str) -> list[Figure]:
    """Fill an empty database, then page through it and search it."""
    await fill(url, TRACES)
    store = await open_postgres(place_of(url))
    connection: Connection = await asyncpg.connect(url)
    try:
        return [*await pages(store, connection), *await queries(store, connection)]
    finally:
        await connection.close()
        await store.close()


async def pages(store: Store, connection: Connection) -> list[Figure]:
    """The keys, and pages by them wherever they are."""
    results = ResultSet(store)
    start = time.perf_counter()
    await results.load(at_least=1)
    first = time.perf_counter() - start
    start = time.perf_counter()
    await results.load()
    every = time.perf_counter() - start
    assert len(results) == TRACES
    figures = [
        Figure(f"first keys of {TRACES:,}", first * 1000, "ms", at_most=60),
        Figure(f"all keys of {TRACES:,}", every, "s", at_most=1),
    ]
    for name, depth in (("at the top", 0), ("half way down", TRACES // 2)):
        ours, bare = [], []
        for turn in range(PAGES):
            row = depth + turn * PAGE
            start = time.perf_counter()
            summaries = await results.page(row, PAGE)
            middle = time.perf_counter()
            rows = await connection.fetch(_PAGE, results.key(row), PAGE)
            bare.append((time.perf_counter() - middle) * 1000)
            ours.append((middle - start) * 1000)
            assert [one.seq for one in summaries] == [one[0] for one in rows]
        figures.append(
            Figure(
                f"a page of {PAGE} {name}",
                statistics.median(ours),
                "ms",
                reference=statistics.median(bare),
                at_most=3,
            )
        )
    return figures


async def queries(store: Store, connection: Connection) -> list[Figure]:
    """The first page of each query, by turns with bare SQL; both have to find the same."""
    figures = []
    for query, condition in BARE.items():
        ours, bare = [], []
        for _ in range(ROUNDS):
            taken, keys = await first_page(store, query)
            start = time.perf_counter()
            rows = await connection.fetch(_FOUND.format(condition))
            bare.append((time.perf_counter() - start) * 1000)
            ours.append(taken)
            assert keys == [row[0] for row in rows], query
        figures.append(Figure.beside_bare(query, ours, bare, ALLOWED))
    return figures

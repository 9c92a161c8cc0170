"""What has an index is found by it: no statement reads a whole table for that."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import asyncpg
import pytest

from tests.support.stores import add
from tests.support.traces import make_traces
from tunix_rt_tui.library.querying import query_of
from tunix_rt_tui.store.postgres.conditions import compile_condition
from tunix_rt_tui.store.postgres.looking import statement_of
from tunix_rt_tui.store.postgres.named import numbered
from tunix_rt_tui.store.postgres.store import PostgresStore

FOUND_BY = {
    "gradient": "trace_search_words",
    'prompt:"a b" or answer:c*': "trace_search_words",
    "source:x": "traces_by_source",
    "source:x*": "traces_by_source",
    "version:x": "traces_by_version",
    "tag:x": "trace_tags_by_tag",
    "lacks:answer": "trace_lacks_by_lacks",
    "type:x": "trace_step_types_by_type",
    "id:3f": "traces_id_key",
    "date:today": "traces_by_date",
    "meta.reward>0.5": "trace_facts",
    "meta.model:x": "trace_facts_by_text",
}
"""Queries that are answered without reading a whole table, and the index that does it."""


@pytest.mark.parametrize("query", FOUND_BY)
async def test_what_has_an_index_is_found_by_it(
    store: PostgresStore, postgres_url: str, query: str
) -> None:
    await add(store, *make_traces(5))
    condition = query_of(query).condition
    assert condition is not None
    compiled = compile_condition(condition, "live", datetime.now(UTC))
    statement, values = numbered(
        statement_of(compiled, "live"), {**compiled.values, "low": 1, "high": 10**9}
    )
    connection = await asyncpg.connect(postgres_url)
    try:
        # there are too few rows for the planner to bother, unless it has no other way
        await connection.execute("SET enable_seqscan = off")
        await connection.execute("SET enable_indexscan = on")
        plan = await connection.fetchval(f"EXPLAIN (FORMAT JSON) {statement}", *values)
    finally:
        await connection.close()
    assert "Seq Scan" not in plan
    names = set(_indexes(json.loads(plan)))
    assert any(name.startswith(FOUND_BY[query]) for name in names) or "traces_live" in names


def _indexes(plan: object) -> list[str]:
    if isinstance(plan, list):
        return [name for one in plan for name in _indexes(one)]
    if not isinstance(plan, dict):
        return []
    here = [plan["Index Name"]] if "Index Name" in plan else []
    return here + [name for one in plan.values() for name in _indexes(one)]

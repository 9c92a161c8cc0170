"""No question that a screen asks reads the whole table, whatever its size."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.support.stores import add, all_keys, found_keys
from tests.support.traces import make_traces
from tunix_rt_tui.store.sqlite.store import SqliteStore

ALLOWED_SCANS = (
    "SCAN json_each",  # the keys that were asked for
    "SCAN traces USING COVERING INDEX traces_live",
    "SCAN traces USING COVERING INDEX traces_trash",
    "SCAN traces USING COVERING INDEX traces_by_date",
    "SCAN sqlite_sequence",
    "SCAN asked",  # the hashes that were asked for
    "SCAN 2 CONSTANT ROWS",
)

FOUND_BY = {
    "gradient": "VIRTUAL TABLE INDEX",
    'prompt:"a b" or answer:c*': "VIRTUAL TABLE INDEX",
    "source:x": "traces_by_source (source=? AND rowid>? AND rowid<?)",
    "source:x*": "traces_by_source (source>? AND source<?)",
    "version:x": "traces_by_version (trace_version=? AND rowid>? AND rowid<?)",
    "tag:x": "trace_tags_by_tag (tag=? AND seq>? AND seq<?)",
    "tag:x*": "trace_tags_by_tag (tag>? AND tag<?)",
    "lacks:answer": "trace_lacks_by_lacks (lacks=? AND seq>? AND seq<?)",
    "type:x": "trace_step_types_by_type (type=? AND seq>? AND seq<?)",
    "id:3f": "sqlite_autoindex_traces_1 (id>? AND id<?)",
    "like:3f": "traces_by_prompt (prompt_key=? AND rowid>? AND rowid<?)",
    "date:today": "traces_by_date (created_at>? AND created_at<?)",
    "date>2026": "traces_by_date (created_at>?)",
    "meta.reward>0.5": "trace_facts_by_num (key=? AND num>?)",
    "meta.reward:0.5": "trace_facts_by_num (key=? AND num=? AND seq>? AND seq<?)",
    "meta.model:x": "trace_facts_by_text (key=? AND text=? AND seq>? AND seq<?)",
    "source:x gradient tag:y": "VIRTUAL TABLE INDEX",
}
"""Queries that are answered without looking at each trace, and the index that does it."""

READ_THROUGH = ("-gradient", "steps>3", "tokens>9", "size<1k", "/gradient/", "-source:x")
"""Queries that look at each trace: a window of keys at a time."""


def plan(path: Path, statement: str) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}")]


async def asked(store: SqliteStore) -> list[str]:
    """Every statement of a person who pages, opens, counts, looks ids up and imports."""
    [first, *_] = await add(store, *make_traces(5))
    statements: list[str] = []

    def listen(connection: sqlite3.Connection) -> None:
        connection.set_trace_callback(statements.append)

    for connection in store._engine._readers:
        await connection.run(listen)
    keys = await all_keys(store)
    await all_keys(store, "trash")
    await store.recent(3, below=9, offset=2)
    await store.summaries(keys)
    await store.traces(keys)
    await store.get(first)
    for scope in ("live", "trash"):
        await store.count(scope)
        await store.ids_with_prefix("ab", 6, scope)
    await store.count_newer(3)
    await store.twins(["00" * 32, "11" * 32])
    return statements


async def test_no_question_scans_the_table(store: SqliteStore, path: Path) -> None:
    statements = await asked(store)
    assert len(set(statements)) >= 12
    for statement in statements:
        for step in plan(path, statement):
            assert not step.startswith("SCAN") or step.startswith(ALLOWED_SCANS), (statement, step)


async def test_ids_are_found_by_the_index_of_ids(store: SqliteStore, path: Path) -> None:
    looking_up = [statement for statement in await asked(store) if "id >= " in statement]
    assert looking_up
    for statement in looking_up:
        assert "sqlite_autoindex_traces_1 (id>? AND id<?)" in plan(path, statement)[0]


async def plan_of(store: SqliteStore, path: Path, query: str, keys: int = 5) -> list[str]:
    """How the windows of a query are looked through, in a store that has some traces."""
    await add(store, *make_traces(keys))
    statements: list[str] = []
    for connection in store._engine._readers:
        await connection.run(lambda it: it.set_trace_callback(statements.append))
    await found_keys(store, query)
    windows = [statement for statement in statements if "ORDER BY traces.seq DESC" in statement]
    assert len(windows) == 1
    return plan(path, windows[0].replace("found_in(", "instr("))


@pytest.mark.parametrize("query", FOUND_BY)
async def test_what_has_an_index_is_found_by_it(store: SqliteStore, path: Path, query: str) -> None:
    steps = await plan_of(store, path, query)
    assert not any(step.startswith("SCAN traces") for step in steps), steps
    assert any(FOUND_BY[query] in step for step in steps), steps


@pytest.mark.parametrize("query", READ_THROUGH)
async def test_what_has_none_is_looked_for_in_a_window_of_keys(
    store: SqliteStore, path: Path, query: str
) -> None:
    first, *_ = await plan_of(store, path, query)
    assert "rowid>? AND rowid<?" in first or "(seq>? AND seq<?)" in first

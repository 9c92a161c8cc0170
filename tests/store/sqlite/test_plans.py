"""No question that a screen asks reads the whole table, whatever its size."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.support.stores import add, all_keys
from tests.support.traces import make_traces
from tunix_rt_tui.store.sqlite.store import SqliteStore

ALLOWED_SCANS = (
    "SCAN json_each",  # the keys that were asked for
    "SCAN traces USING COVERING INDEX traces_live",
    "SCAN traces USING COVERING INDEX traces_trash",
    "SCAN traces USING COVERING INDEX traces_by_date",
    "SCAN sqlite_sequence",
)

FUTURE = (
    "SELECT seq FROM traces WHERE deleted_at IS NULL AND source = 'x' ORDER BY seq DESC",
    "SELECT seq FROM traces WHERE deleted_at IS NULL AND trace_version = 'x' ORDER BY seq DESC",
    "SELECT seq FROM traces WHERE deleted_at IS NULL AND created_at BETWEEN 1 AND 2",
    "SELECT seq FROM traces WHERE deleted_at IS NULL ORDER BY created_at DESC",
    "SELECT seq FROM trace_tags JOIN traces USING (seq) WHERE tag = 'x' AND deleted_at IS NULL",
    "SELECT seq FROM trace_step_types WHERE type = 'x' ORDER BY seq DESC",
    "SELECT seq FROM trace_facts WHERE key = 'reward' AND num > 0.5",
    "SELECT seq FROM trace_facts WHERE key = 'model' AND text = 'x'",
)
"""Questions of a query language, by the conditions that the partial indexes are made for."""


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


@pytest.mark.parametrize("statement", FUTURE)
async def test_no_filter_scans_a_table(store: SqliteStore, path: Path, statement: str) -> None:
    for step in plan(path, statement):
        assert not step.startswith("SCAN") or step.startswith(ALLOWED_SCANS), step

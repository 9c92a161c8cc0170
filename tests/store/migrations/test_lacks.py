"""A store from before it was kept what traces lack knows it afterwards."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from tests.support.stores import add
from tests.support.traces import make_trace
from tunix_rt_tui.store.sqlite.schema import SqliteSchema
from tunix_rt_tui.store.sqlite.store import open_sqlite

WHOLE: dict[str, Any] = {"final_answer": "18", "meta": None}
SAID = [{"i": 0, "type": "answer", "content": "18"}]
THOUGHT = [{"i": 0, "type": "answer", "content": "<think>18</think>"}]
FIELDS: tuple[dict[str, Any], ...] = (
    WHOLE,
    {**WHOLE, "final_answer": " [no answer]\n"},
    {**WHOLE, "meta": {"finish_reason": "Length"}},
    {**WHOLE, "meta": {"import": {"truncated": True, "no_answer": True}}},
    {**WHOLE, "meta": {"import": "no"}},
    {**WHOLE, "steps": SAID},
    {**WHOLE, "steps": THOUGHT, "final_answer": "<think>18</think>"},
    {**WHOLE, "steps": [{"i": 0, "type": "think", "content": " "}]},
    {**WHOLE, "meta": {"import": {"no_reasoning": True}}},
)


def lacks(path: Path) -> list[tuple[int, str]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("SELECT seq, lacks FROM trace_lacks ORDER BY 1, 2").fetchall()


async def test_an_upgrade_finds_what_is_kept_of_new_traces(tmp_path: Path) -> None:
    path = tmp_path / "traces.db"
    store = await open_sqlite(path)
    await add(store, *(make_trace(n, **fields) for n, fields in enumerate(FIELDS)))
    await store.close()
    kept = lacks(path)
    wanted = [(2, "answer"), (3, "end"), (4, "answer"), (4, "end")]
    assert kept == [*wanted, (6, "reasoning"), (8, "reasoning"), (9, "reasoning")]
    schema = SqliteSchema(path)
    schema.downgrade("0004")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE trace_payloads SET payload = 'spoilt' WHERE seq = 2")
        connection.commit()
    schema.upgrade()
    assert lacks(path) == kept[1:]

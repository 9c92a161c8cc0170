"""A store from before the query language knows afterwards what its traces have in common."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from tests.support.stores import found_keys
from tests.support.traces import make_document
from tunix_rt_tui.store.sqlite.schema import SqliteSchema
from tunix_rt_tui.store.sqlite.store import open_sqlite

_TRACE = """
    INSERT INTO traces (id, created_at, trace_version, source, steps, bytes, prompt_preview,
        content_hash) VALUES (?, 1, '1', 's', 1, 1, 'p', x'00')
"""
PAYLOADS = [
    json.dumps(make_document(1, prompt=" same\n", final_answer="x")),
    json.dumps(make_document(2, prompt="same", final_answer="y")),
    json.dumps(make_document(3, prompt="other", final_answer="x ")),
    "spoilt",
]


async def test_prompts_and_answers_in_common_are_known_after_an_upgrade(tmp_path: Path) -> None:
    path = tmp_path / "traces.db"
    schema = SqliteSchema(path)
    schema.upgrade("0001")
    with closing(sqlite3.connect(path)) as connection:
        for number, payload in enumerate(PAYLOADS, 1):
            connection.execute(_TRACE, (f"{number}000",))
            connection.execute("INSERT INTO trace_payloads VALUES (?, ?)", (number, payload))
        connection.commit()
    assert schema.upgrade().backup is not None
    store = await open_sqlite(path)
    assert await found_keys(store, "like:1000") == [2, 1]
    assert await found_keys(store, "agrees:3000") == [3, 1]
    assert list((await store.groups("prompt")).traces) == [2, 1, 1]
    assert await store.views() == []
    await store.close()
    schema.downgrade("0001")
    assert schema.current() == "0001"

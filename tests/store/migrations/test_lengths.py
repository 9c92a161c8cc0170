"""A store from before lengths were kept knows afterwards how long its traces are."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from tests.support.stores import add
from tests.support.traces import make_document, make_trace
from tunix_rt_tui.store.sqlite.schema import SqliteSchema
from tunix_rt_tui.store.sqlite.store import open_sqlite

TEXTS = ("a", "abcdef", "今天天气" * 3, "école 😀" * 5, "\n \t")
LENGTHS = "SELECT chars, tokens FROM traces ORDER BY seq"


def lengths(path: Path) -> list[tuple[int, int]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(LENGTHS).fetchall()


async def test_an_upgrade_finds_the_lengths_that_are_kept_of_new_traces(tmp_path: Path) -> None:
    path = tmp_path / "traces.db"
    store = await open_sqlite(path)
    await add(store, *(make_trace(n, final_answer=text) for n, text in enumerate(TEXTS)))
    await store.close()
    kept = lengths(path)
    assert kept[0] == (len("What is 0 plus 0?" + "Step 0 of 0." + "Step 1 of 0." + "a"), 11)
    schema = SqliteSchema(path)
    schema.downgrade("0002")
    with closing(sqlite3.connect(path)) as connection:
        columns = {row[1] for row in connection.execute("PRAGMA table_info(traces)")}
        assert not columns & {"chars", "tokens"}
    assert schema.upgrade().backup is not None
    assert lengths(path) == kept


async def test_a_document_that_was_spoilt_has_no_length(tmp_path: Path) -> None:
    path = tmp_path / "traces.db"
    schema = SqliteSchema(path)
    store = await open_sqlite(path)
    await add(store, make_trace(1), make_trace(2))
    await store.close()
    schema.downgrade("0002")
    halved = json.dumps(make_document(2, steps=[{"i": 0, "type": "t"}]))
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE trace_payloads SET payload = 'spoilt' WHERE seq = 1")
        connection.execute("UPDATE trace_payloads SET payload = ? WHERE seq = 2", (halved,))
        connection.commit()
    schema.upgrade()
    assert lengths(path) == [(0, 0), (0, 0)]

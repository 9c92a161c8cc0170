"""A store from before formats were noted keeps its origins, and takes new ones afterwards."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from tests.support.stores import add, all_keys
from tests.support.traces import make_trace
from tunix_rt_tui.store.contract import Origin
from tunix_rt_tui.store.sqlite.schema import SqliteSchema
from tunix_rt_tui.store.sqlite.store import SqliteStore, open_sqlite


async def origins(store: SqliteStore) -> list[Origin | None]:
    kept = await store.traces(sorted(await all_keys(store)))
    return [trace.origin for trace in kept]


async def test_origins_outlast_a_step_down_and_up(tmp_path: Path) -> None:
    path = tmp_path / "traces.db"
    plain = Origin("a.jsonl", 3, b"raw")
    noted = Origin("b.jsonl", 1, b"{}", "sharegpt", {"flags": ["0"]})
    store = await open_sqlite(path)
    await add(store, make_trace(1, origin=plain), make_trace(2, origin=noted), make_trace(3))
    assert await origins(store) == [plain, noted, None]
    await store.close()
    schema = SqliteSchema(path)
    schema.downgrade("0003")
    with closing(sqlite3.connect(path)) as connection:
        columns = {row[1] for row in connection.execute("PRAGMA table_info(trace_origins)")}
        assert columns == {"seq", "file", "record", "raw"}
    assert schema.upgrade().backup is not None
    store = await open_sqlite(path)
    assert await origins(store) == [plain, noted._replace(format=None, notes={}), None]
    await store.close()

"""The same traces for both servers, and the traces that are posted to them."""

from __future__ import annotations

import json
import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from sqlalchemy import create_engine

from tests.bench.add import traces
from tests.bench.api.plain import Base
from tests.support.filling import fill_searchable
from tunix_rt_tui.samples import load_example

BODIES = 200


def fill_both(ours: Path, plain: Path, count: int) -> None:
    """Put the same `count` traces, ids and dates into a store and into the plain table."""
    fill_searchable(ours, count)
    engine = create_engine(f"sqlite:///{plain}")
    Base.metadata.create_all(engine)
    engine.dispose()
    with closing(sqlite3.connect(plain)) as connection:
        connection.execute("ATTACH ? AS ours", (str(ours),))
        connection.execute(
            """INSERT INTO main.traces (id, created_at, trace_version, payload)
            SELECT replace(id, '-', ''),
                strftime('%Y-%m-%d %H:%M:%S.000000', created_at / 1000000, 'unixepoch'),
                trace_version, payload
            FROM ours.traces JOIN ours.trace_payloads USING (seq)"""
        )
        connection.commit()


def ids_in(database: Path) -> list[str]:
    """The ids of a store, newest first."""
    with closing(sqlite3.connect(database)) as connection:
        return [row[0] for row in connection.execute("SELECT id FROM traces ORDER BY seq DESC")]


def count_in(database: Path) -> int:
    """How many rows are in `traces`, which both databases call so."""
    with closing(sqlite3.connect(database)) as connection:
        count: int = connection.execute("SELECT count(*) FROM traces").fetchone()[0]
        return count


def small_bodies() -> Iterator[str]:
    """Documents as short as the example of the app, all different, on one line."""
    example = json.loads(load_example())
    for n in range(BODIES):
        example["prompt"] = f"Convert {n} °F to degrees Celsius."
        yield json.dumps(example, ensure_ascii=False)


def large_bodies() -> Iterator[str]:
    """Documents of some four kilobytes on one line."""
    for trace in traces(1, BODIES, random.Random(1)):
        yield trace.parsed.text

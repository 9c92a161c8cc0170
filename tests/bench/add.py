"""What adding costs: batches through the store, and the very same rows through `sqlite3` alone."""

from __future__ import annotations

import asyncio
import random
import sqlite3
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from uuid import uuid4

from tests.bench.figures import Figure
from tests.support.traces import make_trace
from tunix_rt_tui.store.contract import NewTrace, Writer
from tunix_rt_tui.store.rows import Row, TraceRows, rows_of
from tunix_rt_tui.store.sqlite.connection import connect_writer
from tunix_rt_tui.store.sqlite.filesystem import filesystem_of
from tunix_rt_tui.store.sqlite.journal import choose_journal
from tunix_rt_tui.store.sqlite.schema import SqliteSchema
from tunix_rt_tui.store.sqlite.store import open_sqlite
from tunix_rt_tui.store.sqlite.tables import FACTS, LISTING, PAYLOADS, SEARCH, STEP_TYPES
from tunix_rt_tui.store.sqlite.transaction import Patience

BATCH = 1_000
BATCHES = 10
WORDS = 4_000


def traces(first: int, count: int, chance: random.Random) -> list[NewTrace]:
    """Traces of eight steps and some four kilobytes, in words as frequent as those of a language.

    What models write today is longer still, and the longer, the more of the work is SQLite's.
    """
    vocabulary = [f"{'bcdfghklmnprst'[n % 14]}{'aeiou'[n % 5]}{n:x}" for n in range(WORDS)]
    frequency = [1 / (rank + 3) for rank in range(WORDS)]

    def sentence(length: int) -> str:
        return " ".join(chance.choices(vocabulary, frequency, k=length)) + "."

    return [
        make_trace(
            n,
            prompt=sentence(30),
            final_answer=sentence(15),
            steps=[
                {"i": i, "type": ("think", "compute", "check")[i % 3], "content": sentence(80)}
                for i in range(8)
            ],
        )
        for n in range(first, first + count)
    ]


def raw_statements(rows: Sequence[TraceRows], first: int) -> list[tuple[str, list[Row]]]:
    """The rows of a batch under keys from `first`, by the statement that inserts them."""
    keyed = list(enumerate(rows, first))
    return [
        (
            LISTING.statement(1),
            [(key, str(uuid4()), 1_767_225_600_000_000, *row.listing) for key, row in keyed],
        ),
        (PAYLOADS.statement(1), [(key, row.payload) for key, row in keyed]),
        (STEP_TYPES.statement(1), [(key, *kind) for key, row in keyed for kind in row.step_types]),
        (FACTS.statement(1), [(key, *fact) for key, row in keyed for fact in row.facts]),
        (SEARCH.statement(1), [(key, *row.search) for key, row in keyed]),
    ]


def time_raw(connection: sqlite3.Connection, rows: Sequence[TraceRows], first: int) -> float:
    """Seconds to insert rows that are ready, with nothing looked up, checked or returned."""
    statements = raw_statements(rows, first)
    start = time.perf_counter()
    connection.execute("BEGIN IMMEDIATE")
    for statement, values in statements:
        connection.executemany(statement, values)
    connection.execute("COMMIT")
    return time.perf_counter() - start


async def time_store(store: Writer, batch: Sequence[NewTrace]) -> float:
    """Seconds to add a batch of parsed traces."""
    start = time.perf_counter()
    await store.add_many(batch)
    return time.perf_counter() - start


async def compare(folder: Path) -> tuple[float, float]:
    """Seconds in all through the store, and raw; by turns, so that a busy machine slows both."""
    raw_path = folder / "raw.db"
    SqliteSchema(raw_path).upgrade()
    journal = choose_journal("auto", filesystem_of(raw_path), sqlite3.sqlite_version_info)
    chance = random.Random(1)
    ours = raw = 0.0
    store = await open_sqlite(folder / "ours.db")
    with closing(connect_writer(raw_path, Patience(), journal)) as connection:
        for number in range(BATCHES):
            first = number * BATCH + 1
            batch = traces(first, BATCH, chance)
            ours += await time_store(store, batch)
            raw += time_raw(connection, [rows_of(trace) for trace in batch], first)
    await store.close()
    return ours, raw


def run() -> list[Figure]:
    """Add ten batches of a thousand both ways."""
    with tempfile.TemporaryDirectory() as folder:
        ours, raw = asyncio.run(compare(Path(folder)))
    count = BATCH * BATCHES
    return [
        Figure(
            "traces added in batches of 1000, to bare sqlite3",
            count / ours,
            "/s",
            reference=count / raw,
            at_least=0.7,
        )
    ]

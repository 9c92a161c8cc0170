"""What adding costs: batches through the store, and the very same rows by COPY alone."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from uuid import uuid4

import asyncpg

from tests.bench.add import BATCH, BATCHES, time_store, traces
from tests.bench.figures import Figure
from tests.support.postgres import empty_tables, place_of
from tunix_rt_tui.store.contract import NewTrace
from tunix_rt_tui.store.postgres.engine import Connection
from tunix_rt_tui.store.postgres.lexemes import vectors_of
from tunix_rt_tui.store.postgres.store import open_postgres
from tunix_rt_tui.store.postgres.writer import LISTING
from tunix_rt_tui.store.rows import Row, rows_of
from tunix_rt_tui.trace.text import SearchText

COLUMNS = {
    "traces": LISTING,
    "trace_payloads": ("seq", "payload"),
    "trace_step_types": ("seq", "type", "n", "chars"),
    "trace_facts": ("seq", "key", "text", "num"),
}
"""What is copied into which table; all of them have their indexes."""

INDEX = """
    INSERT INTO trace_search (seq, part, prompt, steps, answer)
    SELECT seq, 0, array_to_tsvector(string_to_array(prompt, ' ')),
        array_to_tsvector(string_to_array(steps, ' ')),
        array_to_tsvector(string_to_array(answer, ' '))
    FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[])
        AS given (seq, prompt, steps, answer)
"""
"""A text search vector cannot be copied in the binary format."""


def bare_rows(batch: Sequence[NewTrace], first: int) -> tuple[dict[str, list[Row]], list[Row]]:
    """The rows of a batch by their tables, and its words, all ready to be sent."""
    keyed = list(enumerate(map(rows_of, batch), first))
    tables: dict[str, list[Row]] = {
        "traces": [(key, str(uuid4()), 1_767_225_600_000_000, *one.listing) for key, one in keyed],
        "trace_payloads": [(key, one.payload) for key, one in keyed],
        "trace_step_types": [(key, *row) for key, one in keyed for row in one.step_types],
        "trace_facts": [(key, *row) for key, one in keyed for row in one.facts],
    }
    words = [(key, *vectors_of(SearchText(*one.search))[0]) for key, one in keyed]
    return tables, words


async def time_bare(connection: Connection, batch: Sequence[NewTrace], first: int) -> float:
    """Seconds to copy rows that are ready, with nothing looked up, checked or returned."""
    tables, words = bare_rows(batch, first)
    columns = [list(column) for column in zip(*words, strict=True)]
    start = time.perf_counter()
    async with connection.transaction():
        for table, rows in tables.items():
            await connection.copy_records_to_table(table, records=rows, columns=COLUMNS[table])
        await connection.execute(INDEX, *columns)
    return time.perf_counter() - start


async def measure(url: str, bare_url: str) -> list[Figure]:
    """Add ten batches of a thousand both ways, by turns; leaves the bare database empty."""
    chance = random.Random(1)
    ours = bare = 0.0
    store = await open_postgres(place_of(url))
    connection: Connection = await asyncpg.connect(bare_url)
    try:
        for number in range(BATCHES):
            first = number * BATCH + 1
            batch = traces(first, BATCH, chance)
            ours += await time_store(store, batch)
            bare += await time_bare(connection, batch, first)
    finally:
        await connection.close()
        await store.close()
    await empty_tables(bare_url)
    count = BATCH * BATCHES
    return [
        Figure(
            f"traces added in batches of {BATCH}, to bare COPY",
            count / ours,
            "/s",
            reference=count / bare,
            at_least=0.5,
        )
    ]

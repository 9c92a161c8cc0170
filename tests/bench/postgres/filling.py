"""A database with very many traces: those of `tests.support.filling`, copied table by table."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path

import asyncpg

from tests.bench.disk import folder_on_disk
from tests.bench.postgres.adding import INDEX
from tests.support.filling import fill_searchable
from tunix_rt_tui.store.postgres.engine import Connection

PART = 20_000
"""Rows that are copied at a time."""

COPIED = {
    "traces": "seq, id, created_at, trace_version, source, steps, bytes, prompt_preview,"
    " content_hash, prompt_key, answer_key, chars, tokens",
    "trace_payloads": "seq, payload",
    "trace_step_types": "seq, type, n, chars",
    "trace_facts": "seq, key, text, num",
    "trace_tags": "seq, tag",
}

WORDS = """
    SELECT seq, replace(prompt_preview, 'prompt number ', 'number prompt '),
        'common half' || (seq % 2) || ' is it one' || seq || ' rare' || (seq % 10000) || ' ' || seq,
        '' || (seq % 3)
    FROM traces
"""
"""The words of each trace, of the prompt, of the steps, and of the answer."""


async def fill(url: str, count: int) -> None:
    """Put `count` traces into an empty database, and look at what is in it as a server does."""
    connection: Connection = await asyncpg.connect(url)
    try:
        with folder_on_disk() as folder:
            path = Path(folder, "traces.db")
            fill_searchable(path, count)
            with closing(sqlite3.connect(path)) as source:
                for table, columns in COPIED.items():
                    for rows in _parts(source, f"SELECT {columns} FROM {table}"):
                        await connection.copy_records_to_table(
                            table, records=rows, columns=columns.split(", ")
                        )
                for rows in _parts(source, WORDS):
                    await connection.execute(INDEX, *map(list, zip(*rows, strict=True)))
        await connection.execute("UPDATE trace_counter SET newest = $1", count)
        await connection.execute("VACUUM ANALYZE")
    finally:
        await connection.close()


def _parts(source: sqlite3.Connection, query: str) -> Iterator[list[tuple[object, ...]]]:
    rows = source.execute(query)
    while part := list(islice(rows, PART)):
        yield part

"""A store with very many traces, made in seconds by SQL alone.

The rows are those that a list and an opened trace read; nothing is indexed for full-text search.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from tunix_rt_tui.store.sqlite.schema import SqliteSchema

FIRST_ARRIVAL = 1_767_225_600_000_000
"""2026-01-01T00:00:00Z in microseconds; one trace a second arrives from then on."""


def fill(path: Path, count: int) -> None:
    """Make a store at `path` with `count` traces, whose prompts read `prompt number N`."""
    SqliteSchema(path).upgrade()
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF")
        numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)"
        connection.execute(
            f"""{numbers} INSERT INTO traces
            (id, created_at, trace_version, source, steps, bytes, prompt_preview, content_hash)
            SELECT
                lower(printf('%s-%s-4%s-a%s-%s', hex(randomblob(4)), hex(randomblob(2)),
                    substr(hex(randomblob(2)), 2), substr(hex(randomblob(2)), 2),
                    hex(randomblob(6)))),
                {FIRST_ARRIVAL} + i * 1000000, '1.0', 'run-' || (i % 7), 2, 210,
                'prompt number ' || i, randomblob(32)
            FROM n""",
            (count,),
        )
        connection.execute(
            """INSERT INTO trace_payloads (seq, payload) SELECT seq, json_object(
                'trace_version', '1.0', 'prompt', prompt_preview, 'final_answer', '' || seq,
                'steps', json_array(
                    json_object('i', 0, 'type', 'think', 'content', 'Consider it.'),
                    json_object('i', 1, 'type', 'result', 'content', 'It is ' || seq || '.')))
            FROM traces"""
        )
        connection.execute(
            """INSERT INTO trace_step_types (seq, type, n, chars)
            SELECT seq, 'think', 1, 12 FROM traces
            UNION ALL SELECT seq, 'result', 1, length(seq) + 7 FROM traces"""
        )
        connection.commit()

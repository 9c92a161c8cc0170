"""A store with very many traces, made in seconds by SQL alone.

The rows are those that a list and an opened trace read. `fill` indexes nothing for full-text
search; `fill_searchable` does, and its traces have facts, tags, and prompts in common.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from tunix_rt_tui.store.sqlite.schema import SqliteSchema
from tunix_rt_tui.trace.facts import text_key

FIRST_ARRIVAL = 1_767_225_600_000_000
"""2026-01-01T00:00:00Z in microseconds; one trace a second arrives from then on."""

ANSWERS_EACH = 4
"""Traces of a searchable store that answer one prompt."""

_NUMBERS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)"
_ID = """lower(printf('%s-%s-4%s-a%s-%s', hex(randomblob(4)), hex(randomblob(2)),
    substr(hex(randomblob(2)), 2), substr(hex(randomblob(2)), 2), hex(randomblob(6))))"""


def fill(path: Path, count: int) -> None:
    """Make a store at `path` with `count` traces, whose prompts read `prompt number N`."""
    with _hasty(path) as connection:
        _insert(connection, count, "'prompt number ' || i", "'' || seq", "'Consider it.'")


def fill_searchable(path: Path, count: int) -> None:
    """Make a store whose N-th trace can be found in every way.

    Its prompt reads `prompt number M`, M being N / 4; its answer is N % 3; a step has the words
    `common`, `halfN` (N % 2), `rareN` (N % 10 000) and `oneN`. Its reward is N / `count`, its lot
    N % 100; each hundredth has the tag `good`.
    """
    words = "'common half' || (seq % 2) || ' rare' || (seq % 10000) || ' one' || seq"
    with _hasty(path) as connection:
        prompt = f"'prompt number ' || (i / {ANSWERS_EACH})"
        _insert(connection, count, prompt, "'' || (seq % 3)", words)
        connection.execute(
            """INSERT INTO trace_facts (seq, key, text, num)
            SELECT seq, 'reward', NULL, seq * 1.0 / ? FROM traces
            UNION ALL SELECT seq, 'lot', 'lot-' || (seq % 100), NULL FROM traces""",
            (count,),
        )
        connection.execute(
            "INSERT INTO trace_tags (seq, tag) SELECT seq, 'good' FROM traces WHERE seq % 100 = 0"
        )
        connection.execute(
            f"""INSERT INTO trace_search (rowid, prompt, steps, answer)
            SELECT seq, prompt_preview, {words} || ' It is ' || seq || '.', '' || (seq % 3)
            FROM traces"""
        )
        connection.execute("INSERT INTO trace_search (trace_search) VALUES ('optimize')")


@contextmanager
def _hasty(path: Path) -> Iterator[sqlite3.Connection]:
    SqliteSchema(path).upgrade()
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF")
        connection.create_function("text_key", 1, text_key, deterministic=True)
        yield connection
        connection.commit()


def _insert(
    connection: sqlite3.Connection, count: int, prompt: str, answer: str, thought: str
) -> None:
    texts = f"{prompt} || {answer} || {thought} || 'It is ' || seq || '.'"
    chars = f"length({texts.replace('seq', 'i')})"
    connection.execute(
        f"""{_NUMBERS} INSERT INTO traces (id, created_at, trace_version, source, steps, bytes,
            prompt_preview, content_hash, prompt_key, answer_key, chars, tokens)
        SELECT {_ID}, {FIRST_ARRIVAL} + i * 1000000, '1.0', 'run-' || (i % 7), 2, 210,
            {prompt}, randomblob(32), text_key({prompt}), text_key({answer.replace("seq", "i")}),
            {chars}, {chars} / 4
        FROM n""",
        (count,),
    )
    connection.execute(
        f"""INSERT INTO trace_payloads (seq, payload) SELECT seq, json_object(
            'trace_version', '1.0', 'prompt', prompt_preview, 'final_answer', {answer},
            'steps', json_array(
                json_object('i', 0, 'type', 'think', 'content', {thought}),
                json_object('i', 1, 'type', 'result', 'content', 'It is ' || seq || '.')))
        FROM traces"""
    )
    connection.execute(
        f"""INSERT INTO trace_step_types (seq, type, n, chars)
        SELECT seq, 'think', 1, length({thought}) FROM traces
        UNION ALL SELECT seq, 'result', 1, length(seq) + 7 FROM traces"""
    )

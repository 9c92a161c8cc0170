"""The tables of a store, and putting many rows in one at a time."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

from tunix_rt_tui.store.rows import Row

ROWS_AT_ONCE = 100
"""Rows of one statement; with as many columns below the 999 variables that every SQLite takes.

Each statement lets go of the interpreter's lock and takes it back: a hundred rows a statement take
half the time of one, and wait for a busy event loop once instead of a hundred times.
"""


class Table(NamedTuple):
    """A table by its name, and the columns that are filled, the key being the first."""

    name: str
    columns: tuple[str, ...]
    at_once: int = ROWS_AT_ONCE

    def insert(self, connection: sqlite3.Connection, rows: Sequence[Row]) -> None:
        """Insert rows that have a value for each column."""
        rest = 0
        if self.at_once > 1:
            rest = len(rows) - len(rows) % self.at_once
            many = self.statement(self.at_once)
            for start in range(0, rest, self.at_once):
                chunk = rows[start : start + self.at_once]
                connection.execute(many, list(chain.from_iterable(chunk)))
        connection.executemany(self.statement(1), rows[rest:])

    def statement(self, rows: int) -> str:
        """Write the statement that inserts so many rows."""
        row = f"({', '.join('?' * len(self.columns))})"
        values = ", ".join([row] * rows)
        return f"INSERT INTO {self.name} ({', '.join(self.columns)}) VALUES {values}"


LISTING = Table(
    "traces",
    (
        "seq",
        "id",
        "created_at",
        "trace_version",
        "source",
        "steps",
        "bytes",
        "prompt_preview",
        "content_hash",
        "prompt_key",
        "answer_key",
        "chars",
        "tokens",
    ),
    at_once=75,
)
PAYLOADS = Table("trace_payloads", ("seq", "payload"))
STEP_TYPES = Table("trace_step_types", ("seq", "type", "n", "chars"))
FACTS = Table("trace_facts", ("seq", "key", "text", "num"))
TAGS = Table("trace_tags", ("seq", "tag"))
LACKS = Table("trace_lacks", ("seq", "lacks"))
ORIGINS = Table("trace_origins", ("seq", "file", "record", "raw", "format", "notes"))
SEARCH = Table("trace_search", ("rowid", "prompt", "steps", "answer"), at_once=1)
"""One row a statement: of several, SQLite makes a copy before a virtual table sees them."""

BESIDE = (PAYLOADS, STEP_TYPES, FACTS, TAGS, LACKS, ORIGINS)
"""The tables beside `traces` whose rows go with their trace."""

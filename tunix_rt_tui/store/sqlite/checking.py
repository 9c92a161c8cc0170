"""What can be wrong inside a database, one short question at a time."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from tunix_rt_tui.store.sqlite.tables import BESIDE

Question = Callable[[sqlite3.Connection], list[str]]
"""Asks a connection; returns what is wrong, in sentences."""

MAX_NAMED = 20
"""Problems of SQLite's own check that are named; one torn page can bring thousands."""

_MEND_INDEX = "make the index anew with: tunix-rt db rebuild-index"


def pages(connection: sqlite3.Connection) -> list[str]:
    """Ask SQLite about its pages, its indexes and the rows that they point at."""
    try:
        rows = connection.execute(f"PRAGMA integrity_check({MAX_NAMED})").fetchall()
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF != sqlite3.SQLITE_CORRUPT:
            raise
        return [f"SQLite cannot read the database to its end: {error}."]
    return [f"SQLite: {problem}." for (problem,) in rows if problem != "ok"]


def words(connection: sqlite3.Connection) -> list[str]:
    """Ask the full-text index whether it is sound in itself; it takes the right to write."""
    try:
        connection.execute("INSERT INTO trace_search (trace_search) VALUES ('integrity-check')")
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF != sqlite3.SQLITE_CORRUPT:
            raise
        return [f"The full-text index is damaged: {_MEND_INDEX}."]
    return []


def _count(query: str, sentence: str) -> Question:
    """Make a question of a query that counts what is wrong; `{}` in the sentence is the number."""

    def ask(connection: sqlite3.Connection) -> list[str]:
        number = connection.execute(query).fetchone()[0]
        return [sentence.format(number)] if number else []

    return ask


def _without(table: str, other: str, key: str = "seq") -> str:
    """Count the rows of a table whose trace is not in another."""
    return (
        f"SELECT count(*) FROM {table} AS one WHERE NOT EXISTS"
        f" (SELECT 1 FROM {other} AS other WHERE other.{key} = one.seq)"
    )


def _unfinished(connection: sqlite3.Connection) -> list[str]:
    row = connection.execute("SELECT until - after FROM trace_search_rebuild").fetchone()
    return [f"The full-text index is only partly made: {_MEND_INDEX}."] if row else []


ROWS: tuple[Question, ...] = (
    _count(_without("traces", "trace_payloads"), "Traces without their document: {}."),
    _count(_without("traces", "trace_step_types"), "Traces without counts of their steps: {}."),
    *(
        _count(
            _without(table.name, "traces"), f"Rows of {table.name} that belong to no trace: {{}}."
        )
        for table in BESIDE
    ),
    _count(
        "SELECT count(*) FROM traces JOIN trace_payloads USING (seq)"
        " WHERE bytes <> length(CAST(payload AS BLOB))",
        "Documents that are not as long as they were: {}.",
    ),
    _unfinished,
    _count(
        _without("traces", "trace_search_docsize", "id"),
        f"Traces missing from the full-text index: {{}}; {_MEND_INDEX}.",
    ),
    _count(
        "SELECT count(*) FROM trace_search_docsize WHERE id NOT IN (SELECT seq FROM traces)",
        f"Entries of the full-text index that belong to no trace: {{}}; {_MEND_INDEX}.",
    ),
)
"""Whether the tables agree. The index keeps no text to compare, but it knows whose words it has."""

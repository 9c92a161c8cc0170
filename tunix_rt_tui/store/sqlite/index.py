"""The full-text index, which keeps no text: what it forgets it must be told word by word.

It is made anew in slices, each a transaction of its own, and a row of `trace_search_rebuild` says
which keys are still missing. So others write meanwhile, and a crash leaves an index that is right
about what it holds and a note of where to go on.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from tunix_rt_tui.store.rows import Row
from tunix_rt_tui.store.sqlite.faults import damaged
from tunix_rt_tui.store.sqlite.tables import SEARCH
from tunix_rt_tui.store.sqlite.values import newest_key

SLICE = 500
"""Traces that one transaction of a rebuild indexes: some megabytes, well under a second."""

_FORGET = """
    INSERT INTO trace_search (trace_search, rowid, prompt, steps, answer)
    VALUES ('delete', ?, ?, ?, ?)
"""


def forget(keys: Sequence[int], connection: sqlite3.Connection) -> None:
    """Take traces out of the index, by the text that their payloads have.

    Words of a payload that was spoilt stay behind until the index is made anew; as its key is not
    given out again, they lead nowhere.
    """
    missing = missing_keys(connection)
    query = "SELECT seq, payload FROM trace_payloads WHERE seq = ?"
    for key in keys:
        if key not in missing:
            rows = connection.execute(query, (key,)).fetchall()
            known = [row for row in map(_search_row, rows) if row is not None]
            connection.executemany(_FORGET, known)


def missing_keys(connection: sqlite3.Connection) -> range:
    """Name the keys that a rebuild has still to come to; empty while none is under way."""
    row = connection.execute("SELECT after, until FROM trace_search_rebuild").fetchone()
    return range(row[0] + 1, row[1] + 1) if row else range(0)


def begin_rebuild(connection: sqlite3.Connection) -> None:
    """Empty the index, unless a rebuild that was cut off is to be gone on with."""
    if missing_keys(connection):
        return
    connection.execute("INSERT INTO trace_search (trace_search) VALUES ('delete-all')")
    connection.execute("DELETE FROM trace_search_rebuild")
    connection.execute(
        "INSERT INTO trace_search_rebuild (after, until) VALUES (0, ?)", (newest_key(connection),)
    )


def continue_rebuild(connection: sqlite3.Connection) -> bool:
    """Index the next slice; False when nothing was left."""
    missing = missing_keys(connection)
    query = "SELECT seq, payload FROM trace_payloads WHERE seq BETWEEN ? AND ? ORDER BY seq LIMIT ?"
    bounds = (missing.start, missing.stop - 1, SLICE)
    rows = connection.execute(query, bounds).fetchall()
    if not rows:
        connection.execute("DELETE FROM trace_search_rebuild")
        return False
    SEARCH.insert(connection, [_sound(row) for row in rows])
    connection.execute("UPDATE trace_search_rebuild SET after = ?", (rows[-1][0],))
    return True


def count_indexed(connection: sqlite3.Connection) -> int:
    """Count the traces whose words the index has."""
    return int(connection.execute("SELECT count(*) FROM trace_search_docsize").fetchone()[0])


def _search_row(stored: tuple[int, str]) -> Row | None:
    # Imported here because pydantic is slow to import, and a store is opened far more often.
    from pydantic import ValidationError

    from tunix_rt_tui.trace.model import ReasoningTrace
    from tunix_rt_tui.trace.text import searchable

    key, payload = stored
    try:
        text = searchable(ReasoningTrace.model_validate_json(payload))
    except ValidationError:
        return None
    return (key, text.prompt, text.steps, text.answer)


def _sound(stored: tuple[int, str]) -> Row:
    row = _search_row(stored)
    if row is None:
        raise damaged(f"What is kept of trace number {stored[0]} is no reasoning trace any more.")
    return row

"""Which revision of the schema a database has, read from the database itself."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from tunix_rt_tui.errors import StoreFault
from tunix_rt_tui.store.migrations.known import History

OWN_TABLES = frozenset({"traces", "trace_payloads", "trace_search"})
"""What every revision has, and tells a store from what others keep with Alembic."""

_VERSIONS = "alembic_version"

_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"


def read_revision(connection: sqlite3.Connection, path: Path) -> str | None:
    """Read the revision; None where the database is still empty.

    Raises `StoreFault` for a database of something else.
    """
    tables = {name for (name,) in connection.execute(_TABLES)}
    kept = tables - {_VERSIONS}
    ours = kept >= OWN_TABLES
    row = None
    if _VERSIONS in tables and (ours or not kept):
        row = connection.execute(f"SELECT version_num FROM {_VERSIONS}").fetchone()
    if ours and row:
        return str(row[0])
    if not kept and not row:
        return None
    raise StoreFault(
        "Not a store of traces",
        f"The database {path} belongs to something else: it has the table"
        f" '{min(kept - OWN_TABLES or kept or tables)}'.",
        "Check --db. It was left as it is.",
    )


def check_known(revision: str | None, path: Path, history: History) -> None:
    """Raise `StoreFault` for a revision that only a newer program knows."""
    if revision is not None and revision not in dict(history.revisions):
        raise StoreFault(
            "Store is too new",
            f"This store was written by a newer tunix-rt (revision {revision}; this one knows up"
            f" to {history.head}): {path}",
            "Update tunix-rt, or choose another store with --db.",
        )


def check_current(revision: str | None, path: Path, history: History) -> None:
    """Raise `StoreFault` for a store that has to be moved up first and may not be written."""
    check_known(revision, path, history)
    if revision is None:
        raise StoreFault(
            "Store is empty",
            f"The database {path} holds no store of traces yet, and may only be read.",
            "Open it once without --read-only.",
        )
    if revision != history.head:
        raise StoreFault(
            "Store is too old",
            f"The store {path} has revision {revision}, this program reads {history.head}, and it"
            " may only be read.",
            "Open it once without --read-only, which brings it up to date.",
        )

"""Which revision of the schema a database has, read from the database itself."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from tunix_rt_tui.errors import StoreFault
from tunix_rt_tui.store.migrations.known import History

_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"


def read_revision(connection: sqlite3.Connection, path: Path) -> str | None:
    """Read the revision; None where the database is still empty.

    Raises `StoreFault` for a database of something else.
    """
    tables = {name for (name,) in connection.execute(_TABLES)}
    if "alembic_version" in tables:
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        if row:
            return str(row[0])
        tables.remove("alembic_version")
    if tables:
        raise StoreFault(
            "Not a store of traces",
            f"The database {path} belongs to something else: it has the table '{min(tables)}'.",
            "Check --db. It was left as it is.",
        )
    return None


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

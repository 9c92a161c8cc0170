"""Names of files as columns of SQLite, and back; keys."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable


def to_name(name: str) -> str | bytes:
    """The name of a file, which need not be UTF-8 on Unix: its bytes where it is not."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return name.encode(errors="surrogateescape")
    return name


def from_name(stored: str | bytes) -> str:
    """The name as Python gives it."""
    return stored if isinstance(stored, str) else stored.decode(errors="surrogateescape")


def as_json(keys: Iterable[int]) -> str:
    """Write keys as one value, so that a statement is the same for any number of them."""
    return f"[{','.join(map(str, keys))}]"


def newest_key(connection: sqlite3.Connection) -> int:
    """Name the highest key that was ever given out; 0 where none was."""
    row = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'traces'").fetchone()
    return int(row[0]) if row else 0

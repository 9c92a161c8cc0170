"""Values of ours as columns of SQLite, and back; keys."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from uuid import UUID, SafeUUID

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_UNKNOWN = SafeUUID.unknown


def to_microseconds(moment: datetime) -> int:
    """Microseconds since 1970 in UTC, exactly."""
    return (moment - _EPOCH) // _MICROSECOND


def from_microseconds(microseconds: int) -> datetime:
    """The moment in UTC."""
    return _EPOCH + timedelta(0, 0, microseconds)


def to_id(stored: str) -> UUID:
    """The id; its two fields are set as they are, since `UUID` checks each text at length.

    What is stored was the text of a `UUID`, and a page has as many of them as rows.
    """
    trace_id = UUID.__new__(UUID)
    object.__setattr__(trace_id, "int", int(stored.replace("-", ""), 16))
    object.__setattr__(trace_id, "is_safe", _UNKNOWN)
    return trace_id


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

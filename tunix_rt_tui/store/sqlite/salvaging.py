"""Reading what can be read of a damaged database.

Indexes are not trusted, and tables are read a few rows at a time. Where SQLite stumbles over a
page, the keys are halved until those are found that the page takes with it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, Self, TypeVar
from uuid import UUID

from tunix_rt_tui.errors import DamagedStore
from tunix_rt_tui.store.salvage import Salvaged, Unread
from tunix_rt_tui.store.sqlite.connection import ConnectionThread
from tunix_rt_tui.store.sqlite.faults import faults_of
from tunix_rt_tui.store.sqlite.transaction import Patience
from tunix_rt_tui.store.sqlite.uris import to_look
from tunix_rt_tui.store.values import to_id
from tunix_rt_tui.trace.parsing import ParsedTrace, parse_trace

T = TypeVar("T")

KEYS_AT_ONCE = 256
"""Keys of one short read: a few megabytes at most of usual documents."""

_HIGHEST = (
    "SELECT seq FROM sqlite_sequence WHERE name = 'traces'",
    "SELECT max(seq) FROM traces NOT INDEXED",
    "SELECT max(seq) FROM trace_payloads",
)
"""Who knows of the newest key; the first may be as damaged as the others."""

_PAYLOADS = "SELECT seq, CAST(payload AS BLOB) FROM trace_payloads WHERE seq BETWEEN ? AND ?"
_LISTING = "SELECT seq, id, deleted_at FROM traces NOT INDEXED WHERE seq BETWEEN ? AND ?"

_STUMBLES = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_ERROR)
"""What SQLite answers where pages are spoilt, cannot be read, or no longer describe a table."""

Row = tuple[Any, ...]
Rows = dict[int, Row | None]
"""Rows by their keys; None for what cannot be read, if it is there at all."""


class SqliteSalvage:
    """The `Salvage` of a SQLite database; close it in the end."""

    def __init__(self, path: Path, patience: Patience | None = None) -> None:
        self._path = path
        self._connection = ConnectionThread(partial(_connect, path, patience or Patience()))

    async def open(self) -> Self:
        """Open the database for reading only."""
        with faults_of(self._path):
            await self._connection
        return self

    async def documents(self, after: int = 0) -> AsyncIterator[Salvaged]:
        """Read the documents in slices of keys."""
        newest = await self._run(partial(_newest_key, self._path))
        for start in range(after + 1, newest + 1, KEYS_AT_ONCE):
            keys = range(start, min(start + KEYS_AT_ONCE, newest + 1))
            documents, unread = await self._run(partial(_read_slice, keys))
            yield Salvaged(documents, unread, keys[-1], newest)

    async def close(self) -> None:
        """Let go of the database."""
        await self._connection.close()

    async def _run(self, function: Callable[[sqlite3.Connection], T]) -> T:
        with faults_of(self._path):
            return await self._connection.run(function)


def _connect(path: Path, patience: Patience) -> sqlite3.Connection:
    connection = sqlite3.connect(
        to_look(path), uri=True, timeout=patience.busy, isolation_level=None
    )
    # lets SQLite go on where the file was cut short, or a table of no interest is described badly
    connection.execute("PRAGMA writable_schema = ON")
    return connection


def _newest_key(path: Path, connection: sqlite3.Connection) -> int:
    try:
        connection.execute(f"EXPLAIN {_PAYLOADS}", (0, 0))  # fails where the table is unknown
        found = [key for query in _HIGHEST for key in _keys(query, connection)]
    except sqlite3.DatabaseError as error:
        if not _is_damage(error):
            raise
        found = []
    if not found:
        raise DamagedStore(
            "Store is damaged",
            f"The database {path} is damaged so badly that no trace can be found in it.",
            "Put a backup in its place with: tunix-rt db restore BACKUP",
        )
    return max(found)


def _keys(query: str, connection: sqlite3.Connection) -> Iterator[int]:
    try:
        rows = connection.execute(query).fetchall()
    except sqlite3.DatabaseError as error:
        if not _is_damage(error):
            raise
        return
    yield from (key for (key,) in rows if isinstance(key, int))


def _read_slice(keys: range, connection: sqlite3.Connection) -> tuple[list[str], list[Unread]]:
    payloads = _rows(_PAYLOADS, keys, connection)
    listing = _rows(_LISTING, keys, connection)
    documents: list[str] = []
    unread: list[Unread] = []
    for key in sorted(payloads.keys() | listing.keys()):
        listed = listing.get(key, ())
        if listed and listed[2] is not None:  # in the trash
            continue
        document = _document(payloads.get(key))
        if document is not None:
            documents.append(document)
        elif listed is None or listed:
            unread.append(Unread(key, _id(listed)))
    return documents, unread


def _rows(query: str, keys: range, connection: sqlite3.Connection) -> Rows:
    try:
        rows = connection.execute(query, (keys[0], keys[-1])).fetchall()
    except sqlite3.DatabaseError as error:
        if not _is_damage(error):
            raise
        if len(keys) == 1:
            return {keys[0]: None}
        half = len(keys) // 2
        return _rows(query, keys[:half], connection) | _rows(query, keys[half:], connection)
    return {row[0]: row for row in rows}


def _document(row: Row | None) -> str | None:
    """The text of a payload, if it is still that of a trace."""
    if row is None or not isinstance(row[1], bytes):
        return None
    parsed = parse_trace(row[1], max_bytes=len(row[1]))
    return parsed.text if isinstance(parsed, ParsedTrace) else None


def _id(listed: Row | None) -> UUID | None:
    try:
        return to_id(listed[1]) if listed else None
    except (AttributeError, ValueError):
        return None


def _is_damage(error: sqlite3.DatabaseError) -> bool:
    return getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF in _STUMBLES

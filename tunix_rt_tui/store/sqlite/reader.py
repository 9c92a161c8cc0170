"""Finding and fetching, each a short read."""

from __future__ import annotations

import json
import sqlite3
import zlib
from array import array
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from tunix_rt_tui.errors import NotFound
from tunix_rt_tui.store.contract import (
    Groups,
    KeySlice,
    Origin,
    Scope,
    StoredTrace,
    TraceSummary,
    Twin,
)
from tunix_rt_tui.store.scopes import IN_SCOPE
from tunix_rt_tui.store.sqlite.engine import Engine
from tunix_rt_tui.store.sqlite.faults import damaged
from tunix_rt_tui.store.sqlite.grouping import groups, sorted_keys
from tunix_rt_tui.store.sqlite.naming import known_values, meta_values
from tunix_rt_tui.store.sqlite.values import as_json, from_name
from tunix_rt_tui.store.values import from_microseconds, to_id

if TYPE_CHECKING:
    from tunix_rt_tui.trace.query.order import Order
    from tunix_rt_tui.trace.query.terms import Condition

Tags = dict[int, tuple[str, ...]]
"""The tags of traces by their keys; what has none is not in it."""

FIRST_SLICE = 512
"""Keys of the first array: several screens, and read in well under a millisecond."""

MAX_SLICE = 50_000
"""Keys that one read fetches at most, some 15 ms in which no other program can commit."""

GROWTH = 8

HASHES_AT_ONCE = 500
"""Hashes that one statement looks for; every SQLite takes 999 variables."""

_AFTER_ALL = 2**63 - 1

_SUMMARY = """
    traces.seq, id, created_at, trace_version, source, steps, bytes, prompt_preview, deleted_at
"""

_STORED = f"""
    SELECT {_SUMMARY}, payload, file, record, raw, format, notes
    FROM traces
    JOIN trace_payloads USING (seq)
    LEFT JOIN trace_origins USING (seq)
"""

_OF_KEYS = "seq IN (SELECT value FROM json_each(?))"


class SqliteReader:
    """The `Reader` of a SQLite database, but for its changes."""

    def __init__(self, engine: Engine, clock: Callable[[], datetime]) -> None:
        self._engine = engine
        self._clock = clock

    async def get(self, trace_id: UUID) -> StoredTrace:
        """Fetch a live trace by its id."""
        trace = await self._engine.read(partial(_trace_of_id, str(trace_id)))
        if trace is None:
            raise NotFound(
                "Trace not found",
                f"Trace with id {trace_id} not found in this store.",
                "See the ids with: tunix-rt list",
            )
        return trace

    async def ids_with_prefix(self, prefix: str, limit: int, scope: Scope = "live") -> list[UUID]:
        """Name traces by the start of their id, in the order of their ids."""
        return await self._engine.read(partial(_ids_with_prefix, prefix, limit, scope))

    async def keys(self, scope: Scope = "live") -> AsyncIterator[array[int]]:
        """Stream keys in slices that grow; each begins below the last, so nothing new is met."""
        below, size = _AFTER_ALL, FIRST_SLICE
        while True:
            keys = await self._engine.read(partial(_slice_of_keys, scope, below, size, 0))
            if keys:
                yield keys
            if len(keys) < size:
                return
            below, size = keys[-1], min(size * GROWTH, MAX_SLICE)

    async def recent(
        self, limit: int, scope: Scope = "live", *, below: int | None = None, offset: int = 0
    ) -> array[int]:
        """Walk down an index that has the keys of the scope and nothing else."""
        low = _AFTER_ALL if below is None else below
        return await self._engine.read(partial(_slice_of_keys, scope, low, limit, offset))

    def matching(
        self,
        condition: Condition,
        scope: Scope = "live",
        *,
        above: int = 0,
        below: int | None = None,
    ) -> AsyncIterator[KeySlice]:
        """Look through windows of keys, from the newest on."""
        from tunix_rt_tui.store.sqlite.looking import Look

        return Look(self._engine, condition, scope, self._clock(), above, below).slices()

    async def sorted_keys(
        self, order: Order, scope: Scope = "live", among: Sequence[int] | None = None
    ) -> array[int]:
        """Sort in one read: of a million traces it takes a fraction of a second."""
        return await self._engine.read(partial(sorted_keys, order, scope, among))

    async def groups(
        self, by: str, scope: Scope = "live", among: Sequence[int] | None = None
    ) -> Groups:
        """Group in one read."""
        return await self._engine.read(partial(groups, by, scope, among))

    async def meta_values(self, keys: Sequence[int], key: str) -> dict[int, str]:
        """Fetch what is noted of a page of traces."""
        return await self._engine.read(partial(meta_values, keys, key))

    async def known_values(self, field: str, begun: str, limit: int) -> list[str]:
        """Skip through an index."""
        return await self._engine.read(partial(known_values, field, begun, limit))

    async def summaries(self, keys: Sequence[int]) -> list[TraceSummary]:
        """Fetch rows in the order of their keys."""
        return await self._engine.read(partial(_summaries, keys))

    async def traces(self, keys: Sequence[int]) -> list[StoredTrace]:
        """Fetch whole traces in the order of their keys."""
        return await self._engine.read(partial(_traces, keys))

    async def count(self, scope: Scope = "live") -> int:
        """Count over an index that has the traces of the scope and nothing else."""
        return await self._engine.read(partial(count_traces, scope))

    async def count_newer(self, than: int) -> int:
        """Count the live traces after a key."""
        return await self._engine.read(partial(_count_newer, than))

    async def twins(self, hashes: Iterable[str]) -> dict[str, Twin]:
        """Find the oldest trace of each content."""
        return await self._engine.read(partial(find_twins, list(hashes)))


def count_traces(scope: Scope, connection: sqlite3.Connection) -> int:
    """Count the traces of a scope."""
    query = f"SELECT count(*) FROM traces WHERE {IN_SCOPE[scope]}"
    return int(connection.execute(query).fetchone()[0])


_WITH_HASH = "SELECT seq FROM traces WHERE content_hash = hash"
_TWINS_OF_ASKED = f"""
    SELECT hash, id, deleted_at FROM asked JOIN traces ON seq = coalesce(
        ({_WITH_HASH} AND deleted_at IS NULL ORDER BY seq LIMIT 1),
        ({_WITH_HASH} ORDER BY seq LIMIT 1)
    )
"""
"""One look into the index for each hash, however often the store has that content."""


def find_twins(hashes: Sequence[str], connection: sqlite3.Connection) -> dict[str, Twin]:
    """Find, for each content hash the oldest trace with it, of the live ones first."""
    twins: dict[str, Twin] = {}
    for start in range(0, len(hashes), HASHES_AT_ONCE):
        asked = [bytes.fromhex(wanted) for wanted in hashes[start : start + HASHES_AT_ONCE]]
        rows = ", ".join(["(?)"] * len(asked))
        query = f"WITH asked (hash) AS (VALUES {rows}) {_TWINS_OF_ASKED}"
        for content_hash, trace_id, deleted_at in connection.execute(query, asked):
            twins[content_hash.hex()] = Twin(to_id(trace_id), trashed=deleted_at is not None)
    return twins


def _trace_of_id(trace_id: str, connection: sqlite3.Connection) -> StoredTrace | None:
    query = f"{_STORED} WHERE id = ? AND deleted_at IS NULL"
    row = connection.execute(query, (trace_id,)).fetchone()
    return _stored(row, _tags_of(as_json([row[0]]), connection)) if row else None


def _ids_with_prefix(
    prefix: str, limit: int, scope: Scope, connection: sqlite3.Connection
) -> list[UUID]:
    # "g" is the first character after all that an id can have
    in_range = "id >= ? AND id < ? ORDER BY id LIMIT ?"
    query = f"SELECT id FROM traces WHERE {IN_SCOPE[scope]} AND {in_range}"
    found = connection.execute(query, (prefix, prefix + "g", limit))
    return [to_id(trace_id) for (trace_id,) in found]


def _slice_of_keys(
    scope: Scope, below: int, size: int, offset: int, connection: sqlite3.Connection
) -> array[int]:
    query = (
        f"SELECT seq FROM traces WHERE {IN_SCOPE[scope]} AND seq < ?"
        " ORDER BY seq DESC LIMIT ? OFFSET ?"
    )
    return array("q", [seq for (seq,) in connection.execute(query, (below, size, offset))])


def _count_newer(than: int, connection: sqlite3.Connection) -> int:
    query = "SELECT count(*) FROM traces WHERE deleted_at IS NULL AND seq > ?"
    return int(connection.execute(query, (than,)).fetchone()[0])


def _summaries(keys: Sequence[int], connection: sqlite3.Connection) -> list[TraceSummary]:
    query = f"SELECT {_SUMMARY} FROM traces WHERE {_OF_KEYS}"
    wanted = as_json(keys)
    rows = connection.execute(query, (wanted,)).fetchall()
    tags = _tags_of(wanted, connection)
    found = {row[0]: _summary(row, tags) for row in rows}
    return [found[key] for key in keys if key in found]


def _traces(keys: Sequence[int], connection: sqlite3.Connection) -> list[StoredTrace]:
    wanted = as_json(keys)
    rows = connection.execute(f"{_STORED} WHERE {_OF_KEYS}", (wanted,)).fetchall()
    tags = _tags_of(wanted, connection)
    found = {row[0]: _stored(row, tags) for row in rows}
    return [found[key] for key in keys if key in found]


def _tags_of(keys: str, connection: sqlite3.Connection) -> Tags:
    tags: Tags = {}
    query = f"SELECT seq, tag FROM trace_tags WHERE {_OF_KEYS} ORDER BY seq, tag"
    for key, tag in connection.execute(query, (keys,)):
        tags[key] = (*tags.get(key, ()), tag)
    return tags


def _summary(row: Sequence[Any], tags: Tags) -> TraceSummary:
    key, trace_id, created_at, version, source, steps, size, preview, deleted_at = row
    return TraceSummary(
        key,
        to_id(trace_id),
        from_microseconds(created_at),
        version,
        source,
        steps,
        size,
        preview,
        tags.get(key, ()),
        None if deleted_at is None else from_microseconds(deleted_at),
    )


def _stored(row: Sequence[Any], tags: Tags) -> StoredTrace:
    *summary, payload, file, record, raw, origin_format, notes = row
    if "\0" in payload:  # no document has one: a page was lost that SQLite has no check for
        raise damaged(f"What is kept of trace {row[1]} is no document any more.")
    origin = None
    if file is not None:
        origin = Origin(
            from_name(file),
            record,
            None if raw is None else zlib.decompress(raw),
            origin_format,
            json.loads(notes) if notes else {},
        )
    return StoredTrace(_summary(summary, tags), payload, origin)

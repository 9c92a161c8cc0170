"""Finding and fetching, each a statement of its own."""

from __future__ import annotations

import json
import zlib
from array import array
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from datetime import datetime
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
from tunix_rt_tui.store.postgres import grouping, naming
from tunix_rt_tui.store.postgres.engine import Connection, Engine
from tunix_rt_tui.store.postgres.twins import find_twins
from tunix_rt_tui.store.scopes import IN_SCOPE
from tunix_rt_tui.store.values import from_microseconds, to_id

if TYPE_CHECKING:
    from tunix_rt_tui.trace.query.order import Order
    from tunix_rt_tui.trace.query.terms import Condition

FIRST_SLICE, GROWTH, MAX_SLICE = 512, 8, 50_000
"""Keys of the first array, and how many more there are in the next ones, up to so many."""

_AFTER_ALL = 2**63 - 1

_SUMMARY = """
    traces.seq, id, created_at, trace_version, source, steps, bytes, prompt_preview, deleted_at,
    (SELECT array_agg(tag ORDER BY tag) FROM trace_tags WHERE trace_tags.seq = traces.seq) AS tags
"""
_STORED = f"""
    SELECT {_SUMMARY}, payload, file, record, raw, format, notes
    FROM traces
    JOIN trace_payloads USING (seq)
    LEFT JOIN trace_origins USING (seq)
"""
_OF_KEYS = "traces.seq = ANY(:keys ::bigint[])"


class PostgresReader:
    """The `Reader` of a PostgreSQL database, but for its changes."""

    def __init__(self, engine: Engine, clock: Callable[[], datetime]) -> None:
        self._engine = engine
        self._clock = clock

    async def get(self, trace_id: UUID) -> StoredTrace:
        """Fetch a live trace by its id."""
        query = f"{_STORED} WHERE id = :id AND deleted_at IS NULL"
        rows = await self._engine.rows(query, id=str(trace_id))
        if not rows:
            raise NotFound(
                "Trace not found",
                f"Trace with id {trace_id} not found in this store.",
                "See the ids with: tunix-rt list",
            )
        return _stored(rows[0])

    async def ids_with_prefix(self, prefix: str, limit: int, scope: Scope = "live") -> list[UUID]:
        """Name traces by the start of their id, in the order of their ids."""
        if "\0" in prefix:
            return []
        # "g" is the first character after all that an id can have
        query = f"""
            SELECT id FROM traces WHERE {IN_SCOPE[scope]} AND id >= :first AND id < :after
            ORDER BY id LIMIT :most
        """
        rows = await self._engine.rows(query, first=prefix, after=prefix + "g", most=limit)
        return [to_id(row[0]) for row in rows]

    async def keys(self, scope: Scope = "live") -> AsyncIterator[array[int]]:
        """Stream keys in slices that grow; each begins below the last, so nothing new is met."""
        below, size = _AFTER_ALL, FIRST_SLICE
        while True:
            keys = await self.recent(size, scope, below=below)
            if keys:
                yield keys
            if len(keys) < size:
                return
            below, size = keys[-1], min(size * GROWTH, MAX_SLICE)

    async def recent(
        self, limit: int, scope: Scope = "live", *, below: int | None = None, offset: int = 0
    ) -> array[int]:
        """Walk down an index that has the keys of the scope and nothing else."""
        query = f"""
            SELECT seq FROM traces WHERE {IN_SCOPE[scope]} AND seq < :below
            ORDER BY seq DESC LIMIT :most OFFSET :passed
        """
        under = _AFTER_ALL if below is None else below
        rows = await self._engine.rows(query, below=under, most=limit, passed=offset)
        return array("q", [row[0] for row in rows])

    def matching(
        self,
        condition: Condition,
        scope: Scope = "live",
        *,
        above: int = 0,
        below: int | None = None,
    ) -> AsyncIterator[KeySlice]:
        """Look through windows of keys, from the newest on."""
        from tunix_rt_tui.store.postgres.looking import Look

        return Look(self._engine, condition, scope, self._clock(), above, below).slices()

    async def sorted_keys(
        self, order: Order, scope: Scope = "live", among: Sequence[int] | None = None
    ) -> array[int]:
        """Sort on the server."""
        return await grouping.sorted_keys(self._engine, order, scope, among)

    async def groups(
        self, by: str, scope: Scope = "live", among: Sequence[int] | None = None
    ) -> Groups:
        """Group on the server."""
        return await grouping.groups(self._engine, by, scope, among)

    async def meta_values(self, keys: Sequence[int], key: str) -> dict[int, str]:
        """Fetch what is noted of a page of traces."""
        return await naming.meta_values(self._engine, keys, key)

    async def known_values(self, field: str, begun: str, limit: int) -> list[str]:
        """Skip through an index."""
        return await naming.known_values(self._engine, field, begun, limit)

    async def summaries(self, keys: Sequence[int]) -> list[TraceSummary]:
        """Fetch rows in the order of their keys."""
        query = f"SELECT {_SUMMARY} FROM traces WHERE {_OF_KEYS}"
        rows = await self._engine.rows(query, keys=list(keys))
        found = {row[0]: _summary(row) for row in rows}
        return [found[key] for key in keys if key in found]

    async def traces(self, keys: Sequence[int]) -> list[StoredTrace]:
        """Fetch whole traces in the order of their keys."""
        rows = await self._engine.rows(f"{_STORED} WHERE {_OF_KEYS}", keys=list(keys))
        found = {row[0]: _stored(row) for row in rows}
        return [found[key] for key in keys if key in found]

    async def count(self, scope: Scope = "live") -> int:
        """Count over an index that has the traces of the scope and nothing else."""
        counted = await self._engine.value(f"SELECT count(*) FROM traces WHERE {IN_SCOPE[scope]}")
        return int(counted)

    async def count_newer(self, than: int) -> int:
        """Count the live traces after a key."""
        query = "SELECT count(*) FROM traces WHERE deleted_at IS NULL AND seq > :key"
        return int(await self._engine.value(query, key=than))

    async def twins(self, hashes: Iterable[str]) -> dict[str, Twin]:
        """Find the oldest trace of each content."""
        asked = list(hashes)

        async def find(connection: Connection) -> dict[str, Twin]:
            return await find_twins(connection, asked)

        return await self._engine.read(find)


def _summary(row: Any) -> TraceSummary:
    key, trace_id, created_at, version, source, steps, size, preview, deleted_at, tags, *_ = row
    return TraceSummary(
        key,
        to_id(trace_id),
        from_microseconds(created_at),
        version,
        source,
        steps,
        size,
        preview,
        tuple(tags or ()),
        None if deleted_at is None else from_microseconds(deleted_at),
    )


def _stored(row: Any) -> StoredTrace:
    *_, payload, file, record, raw, origin_format, notes = row
    origin = None
    if file is not None:
        origin = Origin(
            file.decode(errors="surrogateescape"),
            record,
            None if raw is None else zlib.decompress(raw),
            origin_format,
            {} if notes is None else json.loads(notes),
        )
    return StoredTrace(_summary(row), payload, origin)

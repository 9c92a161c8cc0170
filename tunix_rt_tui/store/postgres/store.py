"""A store in PostgreSQL: its parts, joined."""

from __future__ import annotations

import asyncio
from array import array
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from tunix_rt_tui.store.contract import (
    Change,
    Groups,
    KeySlice,
    NameCount,
    NewTrace,
    NumberCount,
    OnDuplicate,
    Outcome,
    Scope,
    StoredTrace,
    StoreStatus,
    TagChange,
    TraceSummary,
    Twin,
    View,
)
from tunix_rt_tui.store.postgres.admin import PostgresAdmin
from tunix_rt_tui.store.postgres.changes import Changes
from tunix_rt_tui.store.postgres.counting import PostgresStatistics
from tunix_rt_tui.store.postgres.engine import Engine, Place
from tunix_rt_tui.store.postgres.keeping import PostgresTags, PostgresTrash, PostgresViews
from tunix_rt_tui.store.postgres.reader import PostgresReader
from tunix_rt_tui.store.postgres.schema import PostgresSchema, utc_now
from tunix_rt_tui.store.postgres.writer import PostgresWriter

if TYPE_CHECKING:
    from tunix_rt_tui.trace.query.order import Order
    from tunix_rt_tui.trace.query.terms import Condition


async def open_postgres(
    place: Place,
    *,
    clock: Callable[[], datetime] = utc_now,
    new_id: Callable[[], UUID] = uuid4,
) -> PostgresStore:
    """Open the store in a database; its tables are made, or moved up, unless it is only read.

    Raises `StoreFault` that says what stands in the way.
    """
    schema = PostgresSchema(place)
    move = schema.require_current if place.read_only else schema.make_current
    await asyncio.to_thread(move)
    engine = Engine(place)
    await engine.open()
    return PostgresStore(engine, clock, new_id)


class PostgresStore:
    """The `Store` of a PostgreSQL database; the contract tells of each method, a part does it."""

    def __init__(
        self, engine: Engine, clock: Callable[[], datetime], new_id: Callable[[], UUID]
    ) -> None:
        self._engine = engine
        self._reader = PostgresReader(engine, clock)
        self._writer = PostgresWriter(engine, clock, new_id)
        self._trash = PostgresTrash(engine, clock)
        self._tags = PostgresTags(engine)
        self._views = PostgresViews(engine)
        self._statistics = PostgresStatistics(engine)
        self._admin = PostgresAdmin(engine)
        self._changes = Changes(engine)

    async def get(self, trace_id: UUID) -> StoredTrace:
        """Fetch a live trace."""
        return await self._reader.get(trace_id)

    async def ids_with_prefix(self, prefix: str, limit: int, scope: Scope = "live") -> list[UUID]:
        """Name traces by the start of their id."""
        return await self._reader.ids_with_prefix(prefix, limit, scope)

    def keys(self, scope: Scope = "live") -> AsyncIterator[array[int]]:
        """Stream the keys of a scope, newest first."""
        return self._reader.keys(scope)

    async def recent(
        self, limit: int, scope: Scope = "live", *, below: int | None = None, offset: int = 0
    ) -> array[int]:
        """Give the newest keys below another."""
        return await self._reader.recent(limit, scope, below=below, offset=offset)

    def matching(
        self,
        condition: Condition,
        scope: Scope = "live",
        *,
        above: int = 0,
        below: int | None = None,
    ) -> AsyncIterator[KeySlice]:
        """Stream the keys that a condition holds for."""
        return self._reader.matching(condition, scope, above=above, below=below)

    async def sorted_keys(
        self, order: Order, scope: Scope = "live", among: Sequence[int] | None = None
    ) -> array[int]:
        """Give keys in another order."""
        return await self._reader.sorted_keys(order, scope, among)

    async def groups(
        self, by: str, scope: Scope = "live", among: Sequence[int] | None = None
    ) -> Groups:
        """Put traces into groups."""
        return await self._reader.groups(by, scope, among)

    async def meta_values(self, keys: Sequence[int], key: str) -> dict[int, str]:
        """Give values of one key of meta."""
        return await self._reader.meta_values(keys, key)

    async def known_values(self, field: str, begun: str, limit: int) -> list[str]:
        """Name values that begin so."""
        return await self._reader.known_values(field, begun, limit)

    async def summaries(self, keys: Sequence[int]) -> list[TraceSummary]:
        """Fetch rows of a listing."""
        return await self._reader.summaries(keys)

    async def traces(self, keys: Sequence[int]) -> list[StoredTrace]:
        """Fetch whole traces."""
        return await self._reader.traces(keys)

    async def count(self, scope: Scope = "live") -> int:
        """Count the traces of a scope."""
        return await self._reader.count(scope)

    async def count_newer(self, than: int) -> int:
        """Count the live traces after a key."""
        return await self._reader.count_newer(than)

    async def twins(self, hashes: Iterable[str]) -> dict[str, Twin]:
        """Find the oldest trace of each content."""
        return await self._reader.twins(hashes)

    def changes(self) -> AsyncIterator[Change]:
        """Tell of changes from now on."""
        return self._changes.subscribe()

    async def add_many(
        self, traces: Sequence[NewTrace], *, on_duplicate: OnDuplicate = "add"
    ) -> list[Outcome]:
        """Add a batch."""
        outcomes = await self._writer.add_many(traces, on_duplicate=on_duplicate)
        self._changes.written()
        return outcomes

    async def delete(self, ids: Sequence[UUID]) -> list[UUID]:
        """Move traces to the trash."""
        return await self._trash.delete(ids)

    async def restore(self, ids: Sequence[UUID]) -> list[UUID]:
        """Move traces out of the trash."""
        return await self._trash.restore(ids)

    async def purge(self, ids: Sequence[UUID]) -> list[UUID]:
        """Remove traces of the trash for good."""
        return await self._trash.purge(ids)

    async def change_tags(self, changes: Sequence[TagChange]) -> list[TagChange]:
        """Add tags and take them away."""
        return await self._tags.change_tags(changes)

    async def count_tags(self) -> dict[str, int]:
        """Count the traces of each tag."""
        return await self._tags.count_tags()

    async def tagged(self, tag: str) -> array[int]:
        """Give the keys of all traces with a tag."""
        return await self._tags.tagged(tag)

    async def count_numbers(
        self, of: str, scope: Scope = "live", among: Sequence[int] | None = None
    ) -> list[NumberCount]:
        """Count traces by a number."""
        return await self._statistics.count_numbers(of, scope, among)

    async def count_names(
        self, of: str, scope: Scope = "live", among: Sequence[int] | None = None
    ) -> list[NameCount]:
        """Count traces by a name."""
        return await self._statistics.count_names(of, scope, among)

    async def views(self) -> list[View]:
        """List saved views."""
        return await self._views.views()

    async def save_view(self, view: View) -> None:
        """Save a view."""
        await self._views.save_view(view)

    async def forget_view(self, name: str) -> bool:
        """Forget a view."""
        return await self._views.forget_view(name)

    async def status(self) -> StoreStatus:
        """Tell how the store is."""
        return await self._admin.status()

    async def check(self) -> list[str]:
        """Name everything that is wrong."""
        return await self._admin.check()

    async def backup(self, target: Path) -> Path:
        """Copy the store to a new file."""
        return await self._admin.backup(target)

    async def rebuild_index(self) -> int:
        """Make the full-text index anew."""
        return await self._admin.rebuild_index()

    async def close(self) -> None:
        """Let go of every connection."""
        await self._changes.close()
        await self._engine.close()

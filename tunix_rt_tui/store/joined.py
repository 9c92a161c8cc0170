"""A store that is joined of parts, each of which does what one protocol asks for."""

from __future__ import annotations

from array import array
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol
from uuid import UUID

from tunix_rt_tui.store.contract import (
    Admin,
    Batch,
    Change,
    Groups,
    KeySlice,
    NameCount,
    NumberCount,
    OnDuplicate,
    Outcome,
    Reader,
    Scope,
    Statistics,
    StoredTrace,
    StoreStatus,
    TagChange,
    Tags,
    TraceSummary,
    Trash,
    Twin,
    View,
    Views,
    Writer,
)
from tunix_rt_tui.store.subscription import Subscription

if TYPE_CHECKING:
    from tunix_rt_tui.trace.query.order import Order
    from tunix_rt_tui.trace.query.terms import Condition


class Telling(Protocol):
    """What tells of changes."""

    def subscribe(self) -> Subscription:
        """Listen from now on."""
        ...

    def written(self) -> None:
        """Take note that this program has committed something."""
        ...

    async def close(self) -> None:
        """End every subscription."""
        ...


class Parts(NamedTuple):
    """What a store is joined of; `close` lets go of what they all work on."""

    reader: Reader
    writer: Writer
    trash: Trash
    tags: Tags
    views: Views
    statistics: Statistics
    admin: Admin
    changes: Telling
    close: Callable[[], Awaitable[None]]


class JoinedStore:
    """The `Store` of a database; the contract tells of each method, and a part does it."""

    def __init__(self, parts: Parts) -> None:
        self._reader = parts.reader
        self._writer = parts.writer
        self._trash = parts.trash
        self._tags = parts.tags
        self._views = parts.views
        self._statistics = parts.statistics
        self._admin = parts.admin
        self._changes = parts.changes
        self._close = parts.close

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

    async def add_many(self, traces: Batch, *, on_duplicate: OnDuplicate = "add") -> list[Outcome]:
        """Add a batch."""
        outcomes = await self._writer.add_many(traces, on_duplicate=on_duplicate)
        self._changes.written()
        return outcomes

    async def delete(self, ids: Sequence[UUID]) -> list[UUID]:
        """Move traces to the trash."""
        return self._told(await self._trash.delete(ids))

    async def restore(self, ids: Sequence[UUID]) -> list[UUID]:
        """Move traces out of the trash."""
        return self._told(await self._trash.restore(ids))

    async def purge(self, ids: Sequence[UUID]) -> list[UUID]:
        """Remove traces of the trash for good."""
        return self._told(await self._trash.purge(ids))

    async def change_tags(self, changes: Sequence[TagChange]) -> list[TagChange]:
        """Add tags and take them away."""
        done = await self._tags.change_tags(changes)
        if done:
            self._changes.written()
        return done

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
        """Let go of everything."""
        await self._changes.close()
        await self._close()

    def _told(self, moved: list[UUID]) -> list[UUID]:
        if moved:
            self._changes.written()
        return moved

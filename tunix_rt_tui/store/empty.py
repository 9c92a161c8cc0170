"""A store that has not been made yet, for whoever only wants to look."""

from __future__ import annotations

from array import array
from collections.abc import AsyncIterator, Iterable, Sequence
from pathlib import Path
from uuid import UUID

from tunix_rt_tui.errors import NotFound, ReadOnlyStore, StoreFault
from tunix_rt_tui.store.contract import (
    Change,
    NewTrace,
    OnDuplicate,
    Order,
    Outcome,
    Scope,
    StoredTrace,
    StoreStatus,
    TraceSummary,
    Twin,
)


class EmptyStore:
    """A `Store` in which nothing is, and that stays so; `location` is where one would be made."""

    def __init__(self, location: str) -> None:
        self._location = location

    async def get(self, trace_id: UUID) -> StoredTrace:
        """Find nothing."""
        raise NotFound(
            "Trace not found",
            f"Trace with id {trace_id} not found: {self._none_there}",
            "Add some with: tunix-rt import FILE",
        )

    async def ids_with_prefix(
        self, _prefix: str, _limit: int, _scope: Scope = "live"
    ) -> list[UUID]:
        """Find nothing."""
        return []

    async def keys(self, _scope: Scope = "live") -> AsyncIterator[array[int]]:
        """Yield nothing."""
        nothing: tuple[array[int], ...] = ()
        for each in nothing:
            yield each

    async def sorted_keys(self, _order: Order, _scope: Scope = "live") -> array[int]:
        """Give no key."""
        return array("q")

    async def summaries(self, _keys: Sequence[int]) -> list[TraceSummary]:
        """Fetch nothing."""
        return []

    async def traces(self, _keys: Sequence[int]) -> list[StoredTrace]:
        """Fetch nothing."""
        return []

    async def count(self, _scope: Scope = "live") -> int:
        """Count nothing."""
        return 0

    async def count_newer(self, _than: int) -> int:
        """Count nothing."""
        return 0

    async def twins(self, _hashes: Iterable[str]) -> dict[str, Twin]:
        """Find nothing."""
        return {}

    async def changes(self) -> AsyncIterator[Change]:
        """Yield nothing: whoever makes the store opens another."""
        nothing: tuple[Change, ...] = ()
        for each in nothing:
            yield each

    async def add_many(
        self,
        _traces: Sequence[NewTrace],
        *,
        on_duplicate: OnDuplicate = "add",  # noqa: ARG002 - the name is part of the contract
    ) -> list[Outcome]:
        """Refuse to add."""
        raise ReadOnlyStore("No store yet", self._none_there, "Make one with: tunix-rt import FILE")

    async def delete(self, _ids: Sequence[UUID]) -> list[UUID]:
        """Move nothing."""
        return []

    restore = purge = delete

    async def status(self) -> StoreStatus:
        """Tell that nothing is there, which is no fault."""
        return StoreStatus(
            kind="not made yet",
            location=self._location,
            traces=0,
            trashed=0,
            bytes=0,
            revision="none",
            read_only=True,
            facts={},
        )

    async def check(self) -> list[str]:
        """Find nothing wrong."""
        return []

    async def backup(self, _target: Path) -> Path:
        """Refuse to copy what is not there."""
        raise StoreFault("No store yet", self._none_there, "There is nothing to back up.")

    async def rebuild_index(self) -> int:
        """Index nothing."""
        return 0

    async def close(self) -> None:
        """There is nothing to let go of."""

    @property
    def _none_there(self) -> str:
        return f"There is no store at {self._location} yet."

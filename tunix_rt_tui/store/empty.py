"""A store that has not been made yet, for whoever only wants to look."""

from __future__ import annotations

from array import array
from collections.abc import AsyncIterator, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from tunix_rt_tui.errors import NotFound, ReadOnlyStore, StoreFault
from tunix_rt_tui.store.contract import (
    Batch,
    Change,
    Groups,
    KeySlice,
    NameCount,
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

if TYPE_CHECKING:
    from tunix_rt_tui.trace.query.order import Order
    from tunix_rt_tui.trace.query.terms import Condition


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

    def keys(self, _scope: Scope = "live") -> AsyncIterator[array[int]]:
        """Yield nothing."""
        return _nothing()

    async def recent(
        self,
        _limit: int,
        _scope: Scope = "live",
        *,
        below: int | None = None,  # noqa: ARG002 - the names are part of the contract
        offset: int = 0,  # noqa: ARG002
    ) -> array[int]:
        """Give no key."""
        return array("q")

    def matching(
        self,
        _condition: Condition,
        _scope: Scope = "live",
        *,
        above: int = 0,  # noqa: ARG002 - the names are part of the contract
        below: int | None = None,  # noqa: ARG002
    ) -> AsyncIterator[KeySlice]:
        """Yield nothing."""
        return _nothing()

    async def sorted_keys(
        self, _order: Order, _scope: Scope = "live", _among: Sequence[int] | None = None
    ) -> array[int]:
        """Give no key."""
        return array("q")

    async def groups(
        self, _by: str, _scope: Scope = "live", _among: Sequence[int] | None = None
    ) -> Groups:
        """Give no group."""
        return Groups(*(array("q") for _ in Groups._fields))

    async def meta_values(self, _keys: Sequence[int], _key: str) -> dict[int, str]:
        """Find nothing."""
        return {}

    async def known_values(self, _field: str, _begun: str, _limit: int) -> list[str]:
        """Know nothing."""
        return []

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

    def changes(self) -> AsyncIterator[Change]:
        """Yield nothing: whoever makes the store opens another."""
        return _nothing()

    async def add_many(
        self,
        _traces: Batch,
        *,
        on_duplicate: OnDuplicate = "add",  # noqa: ARG002 - the name is part of the contract
    ) -> list[Outcome]:
        """Refuse to add."""
        raise self._refusal()

    async def delete(self, _ids: Sequence[UUID]) -> list[UUID]:
        """Move nothing."""
        return []

    restore = purge = delete

    async def change_tags(self, _changes: Sequence[TagChange]) -> list[TagChange]:
        """Change nothing."""
        return []

    async def count_tags(self) -> dict[str, int]:
        """Count nothing."""
        return {}

    async def tagged(self, _tag: str) -> array[int]:
        """Give no key."""
        return array("q")

    async def views(self) -> list[View]:
        """List nothing."""
        return []

    async def count_numbers(
        self, _of: str, _scope: Scope = "live", _among: Sequence[int] | None = None
    ) -> list[NumberCount]:
        """Count nothing."""
        return []

    async def count_names(
        self, _of: str, _scope: Scope = "live", _among: Sequence[int] | None = None
    ) -> list[NameCount]:
        """Count nothing."""
        return []

    async def save_view(self, _view: View) -> None:
        """Refuse to save."""
        raise self._refusal()

    async def forget_view(self, _name: str) -> bool:
        """Forget nothing."""
        return False

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

    def _refusal(self) -> ReadOnlyStore:
        return ReadOnlyStore(
            "No store yet", self._none_there, "Make one with: tunix-rt import FILE"
        )

    @property
    def _none_there(self) -> str:
        return f"There is no store at {self._location} yet."


async def _nothing() -> AsyncIterator[Any]:
    nothing: tuple[Any, ...] = ()
    for each in nothing:
        yield each

"""A result set: the keys of everything that is listed, and pages of it.

Where the end is, which row comes where, and how many there are is arithmetic over the keys; only
the rows of a page are fetched. What arrives in the store later moves nothing here.
"""

from __future__ import annotations

from array import array
from collections.abc import AsyncIterator, Callable
from typing import TYPE_CHECKING

from tunix_rt_tui.store.contract import Reader, Scope, TraceSummary

if TYPE_CHECKING:
    from tunix_rt_tui.trace.query.order import Order


class ResultSet:
    """The traces of a scope as they were when it was loaded, newest first or in an `order`."""

    def __init__(self, reader: Reader, scope: Scope = "live", order: Order | None = None) -> None:
        self._reader = reader
        self._order = order
        self._scope: Scope = scope
        self._keys: array[int] = array("q")
        self.complete = False
        """Whether every key is known, and `len` exact."""

    async def load(
        self, *, at_least: int | None = None, progress: Callable[[], None] | None = None
    ) -> None:
        """Read the keys, all or until `at_least` are known; call `progress` as they come.

        With an order all of them come at once.
        """
        self._keys = array("q")
        self.complete = False
        async for keys in self._arrays():
            self._keys.extend(keys)
            if progress:
                progress()
            if at_least is not None and len(self._keys) >= at_least and not self._order:
                return
        self.complete = True

    def __len__(self) -> int:
        return len(self._keys)

    @property
    def newest(self) -> int:
        """The highest key listed; 0 where nothing is."""
        if self._order:
            return max(self._keys, default=0)
        return self._keys[0] if self._keys else 0

    def key(self, row: int) -> int:
        """The key of a row; rows count from 0."""
        return self._keys[row]

    def row(self, key: int) -> int | None:
        """The row of a key; None if it is not listed."""
        try:
            return self._keys.index(key)
        except ValueError:
            return None

    async def page(self, start: int, size: int) -> list[TraceSummary]:
        """Fetch the rows from `start` on; fewer than `size` where they end or were purged."""
        return await self._reader.summaries(self._keys[start : start + size])

    async def count_new(self) -> int:
        """Count what has arrived in the store since, and is not listed."""
        return await self._reader.count_newer(self.newest)

    async def _arrays(self) -> AsyncIterator[array[int]]:
        if self._order:
            yield await self._reader.sorted_keys(self._order, self._scope)
            return
        async for keys in self._reader.keys(self._scope):
            yield keys

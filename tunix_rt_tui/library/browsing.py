"""A result set: the keys of everything that is listed, and pages of it.

Where the end is, which row comes where, and how many there are is arithmetic over the keys; only
the rows of a page are fetched. What arrives in the store later moves nothing here.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable

from tunix_rt_tui.store.contract import Reader, Scope, TraceSummary


class ResultSet:
    """The traces of a scope as they were when it was loaded, newest first."""

    def __init__(self, reader: Reader, scope: Scope = "live") -> None:
        self._reader = reader
        self._scope: Scope = scope
        self._keys: array[int] = array("q")
        self.complete = False
        """Whether every key is known, and `len` exact."""

    async def load(
        self, *, at_least: int | None = None, progress: Callable[[], None] | None = None
    ) -> None:
        """Read the keys, all or until `at_least` are known; call `progress` as they come."""
        self._keys = array("q")
        self.complete = False
        async for keys in self._reader.keys(self._scope):
            self._keys.extend(keys)
            if progress:
                progress()
            if at_least is not None and len(self._keys) >= at_least:
                return
        self.complete = True

    def __len__(self) -> int:
        return len(self._keys)

    @property
    def newest(self) -> int:
        """The highest key listed; 0 where nothing is."""
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

"""A result set: the keys of everything that is listed, and pages of it.

Where the end is, which row comes where, and how many there are is arithmetic over the keys; only
the rows of a page are fetched. What arrives in the store later moves nothing here.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from tunix_rt_tui.store.contract import Reader, Scope, TraceSummary

if TYPE_CHECKING:
    from tunix_rt_tui.trace.query.order import Order
    from tunix_rt_tui.trace.query.terms import Condition


class ResultSet:
    """The traces of a scope as they were when it was loaded, newest first or in an `order`.

    All of them, or those that a condition holds for.
    """

    def __init__(
        self,
        reader: Reader,
        scope: Scope = "live",
        order: Order | None = None,
        condition: Condition | None = None,
    ) -> None:
        self._reader = reader
        self._order = order
        self._condition = condition
        self._scope: Scope = scope
        self._keys: array[int] = array("q")
        self._newest = 0
        self.complete = False
        """Whether every key is known, and `len` exact."""
        self.looked_at = 0.0
        """Which part of the store was looked at, from 0 to 1."""
        self.passed_over = 0
        """Traces that a pattern took too long over; they are not listed."""

    async def load(
        self, *, at_least: int | None = None, progress: Callable[[], None] | None = None
    ) -> None:
        """Read the keys, all or until `at_least` are known; call `progress` as they come.

        With an order all of them come at once.
        """
        self._keys = array("q")
        self._newest = self.passed_over = 0
        self.complete = False
        if self._condition is not None:
            enough = await self._look(self._condition, at_least, progress)
        elif self._order is not None:
            enough = False
        else:
            enough = await self._list(at_least, progress)
        if enough:
            return
        if self._order is not None:
            among = None if self._condition is None else self._keys
            self._keys = await self._reader.sorted_keys(self._order, self._scope, among)
            self._newest = max(self._newest, max(self._keys, default=0))
        self.complete = True

    async def _list(self, at_least: int | None, progress: Callable[[], None] | None) -> bool:
        """Read the keys of all traces; tells whether enough are known before the end."""
        async for keys in self._reader.keys(self._scope):
            self._newest = self._newest or keys[0]
            self._keys.extend(keys)
            self.looked_at = 1 - keys[-1] / self._newest
            if progress:
                progress()
            if at_least is not None and len(self._keys) >= at_least:
                return True
        return False

    async def _look(
        self, condition: Condition, at_least: int | None, progress: Callable[[], None] | None
    ) -> bool:
        """Read the keys of those that the condition holds for; tells the same."""
        async for part in self._reader.matching(condition, self._scope):
            self._newest = self._newest or part.high
            self._keys.extend(part.keys)
            self.passed_over += part.passed_over
            self.looked_at = 1 - (part.low - 1) / self._newest
            if progress:
                progress()
            if at_least is None or self._order is not None or part.low == 1:
                continue
            if len(self._keys) >= at_least:
                return True
        return False

    def __len__(self) -> int:
        return len(self._keys)

    @property
    def keys(self) -> Sequence[int]:
        """All that is known of what is listed, in its order."""
        return self._keys

    @property
    def condition(self) -> Condition | None:
        """What holds for all that is listed; None where every trace of the scope is."""
        return self._condition

    @property
    def is_sorted(self) -> bool:
        """Whether it comes in another order than that of arrival."""
        return self._order is not None

    @property
    def lists_all(self) -> bool:
        """Whether every trace of the scope is listed, as there is no condition."""
        return self._condition is None

    @property
    def newest(self) -> int:
        """The highest key that was there when it was loaded; 0 where nothing was."""
        return self._newest

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
        """Count what has arrived in the store since, and would be listed."""
        if self._condition is None:
            return await self._reader.count_newer(self._newest)
        newer = self._reader.matching(self._condition, self._scope, above=self._newest)
        return sum([len(part.keys) async for part in newer])

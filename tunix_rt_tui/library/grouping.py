"""What is listed, put into groups: a row each, the largest first."""

from __future__ import annotations

from array import array
from typing import NamedTuple

from tunix_rt_tui.library.browsing import ResultSet
from tunix_rt_tui.store.contract import Groups, Reader, Scope, TraceSummary

_NONE = Groups(*(array("q") for _ in Groups._fields))


class Group(NamedTuple):
    """One group: so many traces with so many different answers, the commonest `agreeing` times.

    Its smallest and its largest document have `least` and `most` bytes.
    """

    traces: int
    answers: int
    agreeing: int
    least: int
    most: int


class GroupSet:
    """The groups of a result set; a row shows the newest trace of its group."""

    def __init__(self, reader: Reader, results: ResultSet, by: str, scope: Scope = "live") -> None:
        """`by` is prompt, answer, source, version, or `meta.KEY`."""
        self.by = by
        self.results = results
        """What is grouped; it has to be complete."""
        self._reader = reader
        self._scope: Scope = scope
        self._groups = _NONE

    async def load(self) -> None:
        """Put the results into groups."""
        among = None if self.results.lists_all else self.results.keys
        self._groups = await self._reader.groups(self.by, self._scope, among)

    def __len__(self) -> int:
        return len(self._groups.newest)

    def key(self, row: int) -> int:
        """The key of the newest trace of a group."""
        return self._groups.newest[row]

    def row(self, key: int) -> int | None:
        """The row of the group whose newest trace has a key."""
        try:
            return self._groups.newest.index(key)
        except ValueError:
            return None

    def group(self, row: int) -> Group:
        """What is known of a group."""
        return Group(*(column[row] for column in self._groups[1:]))

    async def page(self, start: int, size: int) -> list[TraceSummary]:
        """Fetch the newest trace of each group from a row on."""
        return await self._reader.summaries(self._groups.newest[start : start + size])

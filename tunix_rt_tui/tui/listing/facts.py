"""What the frame of the list says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tunix_rt_tui.tui import words
from tunix_rt_tui.tui.listing.layout import USUAL, ListLayout


class ListFacts(NamedTuple):
    """What the list tells beside its rows.

    `name` is what is listed; `columns` are those of a layout, or the name of what groups have in
    common. `looked_at` is the part of the store that was looked at, None when that is done;
    `grouping` tells that groups are being made.
    `empty` is said where nothing is found.
    """

    name: str = "Traces"
    complete: bool = False
    looked_at: float | None = None
    grouping: bool = False
    marked: int = 0
    arrivals: int = 0
    columns: ListLayout | str = USUAL
    empty: Sequence[str] = ()

    def title(self, cursor: int, rows: int) -> str:
        """Say what is listed, where the cursor is, of how many, what is marked and what is new."""
        title = self.name
        if rows:
            least = "" if self.complete else "≥ "
            title += f" {words.number(cursor + 1)}/{least}{words.number(rows)}"
        if self.looked_at is not None:
            title += f" · looking, {self.looked_at:.0%}"
        elif self.grouping:
            title += " · grouping …"
        if self.marked:
            title += f" · {words.number(self.marked)} marked"
        if self.arrivals:
            title += f" · {words.number(self.arrivals)} new – f5"
        return title

"""The line below a query that is being typed: how it may go on, or where it goes wrong."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len

from tunix_rt_tui.trace.text import drawable
from tunix_rt_tui.tui.widgets.text_line import Run, TextLine

_GAP = "  "


class QueryHint(TextLine):
    """Candidates, the chosen one marked; or a sign under the column of a problem, and words."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "query-hint--quiet",
        "query-hint--chosen",
        "query-hint--wrong",
    }

    def __init__(self) -> None:
        super().__init__()
        self._runs: Sequence[Run] = ()

    def say(self, words: str) -> None:
        """Say something of no weight."""
        self._show([("query-hint--quiet", _GAP + words)])

    def point_at(self, column: int, message: str) -> None:
        """Say what is wrong at a column of the line, from 0; before it where no room is behind."""
        words = drawable(message, keep_newlines=False)
        room = self.size.width - column - 2
        if room < len(words) and column > room:
            words = words[: max(0, column - 2)]
            line = f"{words:>{max(0, column - 1)}} ^" if column > 1 else "^"
        else:
            line = " " * column + "^ " + words
        self._show([("query-hint--wrong", line)])

    def offer(self, candidates: Sequence[str], chosen: int | None) -> None:
        """Show how it may go on; what stands before the chosen one gives way to it."""
        drawn = [drawable(candidate, keep_newlines=False) for candidate in candidates]
        first = 0 if chosen is None else self._first_beside(drawn, chosen)
        runs: list[Run] = [("query-hint--quiet", f"{_GAP}…")] if first else []
        for number, text in enumerate(drawn[first:], first):
            name = "query-hint--chosen" if number == chosen else "query-hint--quiet"
            runs += [("", _GAP), (name, text)]
        self._show(runs)

    def _first_beside(self, drawn: Sequence[str], chosen: int) -> int:
        """Tell from where on the candidates up to the chosen one have room in the line."""
        room = self.size.width - len(_GAP) - 2  # an ellipsis at either end
        for first in range(chosen, -1, -1):
            room -= len(_GAP) + cell_len(drawn[first])
            if room < 0:
                return min(first + 1, chosen)
        return 0

    def runs(self) -> Sequence[Run]:
        """Give the line."""
        return self._runs

    def _show(self, runs: Sequence[Run]) -> None:
        self._runs = runs
        self.refresh()

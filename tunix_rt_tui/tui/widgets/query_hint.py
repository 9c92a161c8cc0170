"""The line below a query that is being typed: how it may go on, or where it goes wrong."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

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
        """Show how it may go on."""
        runs: list[Run] = []
        for number, candidate in enumerate(candidates):
            name = "query-hint--chosen" if number == chosen else "query-hint--quiet"
            runs += [("", _GAP), (name, drawable(candidate, keep_newlines=False))]
        self._show(runs)

    def runs(self) -> Sequence[Run]:
        """Give the line."""
        return self._runs

    def _show(self, runs: Sequence[Run]) -> None:
        self._runs = runs
        self.refresh()

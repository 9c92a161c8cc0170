"""How much of an import is done, and how fast it goes."""

from __future__ import annotations

from collections.abc import Sequence

from tunix_rt_tui.tui import words
from tunix_rt_tui.tui.widgets.text_line import Run, TextLine

_LONGEST = 40
"""Cells of a bar that is full."""

_SAID = 42
"""Cells that are left to what is said behind the bar, which is worth more."""


class ImportBar(TextLine):
    """A bar as long as there is room for; behind it, or alone, the pace."""

    def __init__(self) -> None:
        super().__init__()
        self._share: float | None = None
        self._pace = ""

    def show(self, share: float | None, pace: str) -> None:
        """Show another share, None where it is not known, and another pace."""
        self._share, self._pace = share, pace
        self.refresh()

    def runs(self) -> Sequence[Run]:
        """Give the bar and what is said behind it."""
        if self._share is None:
            return [("", self._pace)]
        length = max(0, min(_LONGEST, self.size.width - _SAID))
        full = round(self._share * length)
        said = f" {words.number(int(self._share * 100))} %"
        pace = f" · {self._pace}" if self._pace else ""
        return [("", "▆" * full + "·" * (length - full) + said + pace)]

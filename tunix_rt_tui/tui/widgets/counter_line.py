"""How near the text of the editor is to each limit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from tunix_rt_tui.tui import words
from tunix_rt_tui.tui.counting import Counts
from tunix_rt_tui.tui.widgets.text_line import Run, TextLine

_NEAR = 0.9
_GAP = "   "


class CounterLine(TextLine):
    """A counter for each limit, with a word where one is near or passed, and what is wrong."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "counter-line--near",
        "counter-line--over",
        "counter-line--good",
    }

    def __init__(self, *, limits: Counts) -> None:
        super().__init__()
        self._limits = limits
        self._counts = Counts(0)
        self._verdict = ""
        self._good = False

    def show(self, counts: Counts, verdict: str, *, good: bool) -> None:
        """Show counts, and in a word or two what the parser says."""
        self._counts, self._verdict, self._good = counts, verdict, good
        self.refresh()

    def runs(self) -> Sequence[Run]:
        """Give the counters: a limit is named only where it is near or where there is room."""
        width = self.size.width
        style = "counter-line--good" if self._good else "counter-line--over"
        runs: list[Run] = [(style, f" {self._verdict}{_GAP}")] if self._verdict else [("", " ")]
        pairs = (
            ("bytes", self._counts.bytes, self._limits.bytes),
            ("prompt", self._counts.prompt, self._limits.prompt),
            ("answer", self._counts.answer, self._limits.answer),
            ("steps", self._counts.steps, self._limits.steps),
        )
        full = width >= 90
        for name, value, limit in pairs:
            runs.append(_counter(name, value, limit or 0, full=full))
            runs.append(("", _GAP))
        return runs[:-1]


def _counter(name: str, value: int | None, limit: int, *, full: bool) -> Run:
    if value is None:
        return "", f"{name} –"
    shown = f"{name} {words.number(value)}"
    if value > limit:
        return "counter-line--over", f"{shown} over {words.number(limit)}"
    if value >= limit * _NEAR:
        return "counter-line--near", f"{shown} of {words.number(limit)}, near"
    return "", f"{shown}/{words.number(limit)}" if full else shown

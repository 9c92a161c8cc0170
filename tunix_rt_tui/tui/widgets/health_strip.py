"""How the store, the API and RediAI are, on one line, in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len

from tunix_rt_tui.trace.text import drawable
from tunix_rt_tui.tui.widgets.text_line import Run, TextLine

if TYPE_CHECKING:
    from tunix_rt_tui.health.report import Health, HealthReport

_NAME = "tunix-rt"
_GAP = "   "


class HealthStrip(TextLine):
    """The name of the app, and three times a sign, a name and a word."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "health-strip--name",
        "health-strip--healthy",
        "health-strip--down",
        "health-strip--absent",
    }

    def __init__(self, *, read_only: bool) -> None:
        super().__init__()
        self._label = f" {_NAME}" + (" read-only" if read_only else "")
        self._report: HealthReport | None = None
        self._slowest: dict[str, float] = {}

    @property
    def known(self) -> bool:
        """Whether there was a report yet."""
        return self._report is not None

    def show(self, report: HealthReport, *, asked: bool = False) -> None:
        """Show a report; nothing is sent to the terminal where its words are the same.

        A quicker answer is told only where a person `asked`: words that come and go by themselves
        draw the eye and send bytes.
        """
        self._report = report
        for health in (report.store, report.api, report.rediai):
            before = 0.0 if asked else self._slowest.get(health.name, 0.0)
            well = health.status == "healthy"
            self._slowest[health.name] = max(before, health.latency or 0.0) if well else 0.0
        self.refresh()

    def runs(self) -> Sequence[Run]:
        """Say how things are, at less length where room is short."""
        width = self.size.width
        if self._report is None:
            return [
                ("health-strip--name", self._label),
                ("health-strip--absent", f"{_GAP}looking …"),
            ]
        parts = (self._report.store, self._report.api, self._report.rediai)
        runs: list[Run] = []
        for detail in (2, 1, 0):
            runs = [("health-strip--name", self._label)] if detail else []
            for health in parts:
                runs.append(("", _GAP if runs else " "))
                runs.extend(_health_runs(health, self._slowest[health.name], detail))
            if sum(cell_len(text) for _, text in runs) <= width:
                break
        return runs


def _health_runs(health: Health, latency: float, detail: int) -> list[Run]:
    """Say how one thing is; `detail` 2 is everything, 1 leaves out the latency."""
    from tunix_rt_tui.health.words import latency_words

    name = f"{health.name} "
    if health.status in {"not configured", "checking"}:
        return [("health-strip--absent", f"○ {name}{health.status}")]
    if health.status == "down":
        reason = drawable(health.error or "", keep_newlines=False)
        return [("health-strip--down", f"✗ {name}down"), ("", f": {reason}" if reason else "")]
    words = f"{name}healthy"
    if health.mode == "mock":
        words += " (mock)"
    elif detail == 2 and health.latency is not None:
        words += f" {latency_words(latency)}"
    return [("health-strip--healthy", "●"), ("", f" {words}")]

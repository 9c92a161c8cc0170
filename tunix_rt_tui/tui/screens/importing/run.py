"""An import that is under way, or has ended: what is known of it, for whoever shows it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Literal

from tunix_rt_tui.tui import words
from tunix_rt_tui.tui.screens.importing.lines import Line
from tunix_rt_tui.tui.screens.importing.paths import from_here
from tunix_rt_tui.tui.screens.importing.request import ImportRequest

if TYPE_CHECKING:
    from tunix_rt_tui.errors import TunixError
    from tunix_rt_tui.library.intake.tally import ImportSummary

Phase = Literal["running", "stopping", "stopped", "done", "failed"]

MOST_LINES = 2_000
"""Lines that are kept to be read; the file of refused records has all of them."""


class ImportRun:
    """What a person asked for, how far it is, and what was said on the way."""

    def __init__(self, request: ImportRequest) -> None:
        self.request = request
        self.phase: Phase = "running"
        self.summary: ImportSummary | None = None
        self.total: int | None = None
        """Bytes to be read; None where they cannot be known before."""
        self.followed = 0
        """Files that are watched."""
        self.lines: list[Line] = []
        self.error: TunixError | None = None
        self._unkept = 0
        self._began = time.monotonic()
        self._task: asyncio.Task[Any] | None = None

    def begin(self, task: asyncio.Task[Any]) -> None:
        """Know what does the work, and end it if that was wanted before."""
        self._task = task
        if self.phase == "stopping":
            task.cancel()

    def stop(self) -> None:
        """End at the next batch; what was added stays."""
        if self.phase == "running":
            self.phase = "stopping"
            if self._task is not None:
                self._task.cancel()

    @property
    def active(self) -> bool:
        """Whether it goes on."""
        return self.phase in ("running", "stopping")

    def take(self, summary: ImportSummary | None, lines: Sequence[Line]) -> None:
        """Know more."""
        self.summary = summary or self.summary
        room = max(0, MOST_LINES - len(self.lines))
        self.lines += lines[:room]
        self._unkept += len(lines) - len(lines[:room])

    def end(self, phase: Phase, error: TunixError | None) -> None:
        """Know how it ended, and say what is left to say."""
        self.phase, self.error = phase, error
        self.lines += self._last_lines()

    # In words.

    @property
    def name(self) -> str:
        """The last part of what is imported, for a short sentence."""
        return PurePath(self.request.typed).name or self.request.typed

    @property
    def counts(self) -> str:
        """How many traces were added, were there already, were refused or were passed over."""
        summary = self.summary
        if summary is None:
            return "nothing added yet"
        said = [
            f"{words.counted(summary.added, 'trace')} added",
            words.counted(summary.duplicate, "duplicate"),
            f"{words.number(summary.refused)} refused",
        ]
        if summary.skipped:
            said.append(f"{words.number(summary.skipped)} passed over")
        return " · ".join(said)

    @property
    def state(self) -> str:
        """What it is doing, in a sentence."""
        if self.phase == "running" and self.request.watch:
            return f"Watching {words.counted(self.followed, 'file')}."
        return {
            "running": "Importing …",
            "stopping": "Stopping after this batch …",
            "stopped": f"Stopped. {self.rest}",
            "done": "Done.",
            "failed": f"It could not go on. {self.rest}",
        }[self.phase]

    @property
    def outcome(self) -> str:
        """How it ended and what was added, for the status line."""
        doing = "Watching" if self.request.watch else "Import of"
        ended = {"stopped": " was stopped", "failed": " failed"}.get(self.phase, "")
        return f"{doing} {self.name}{ended}: {self.counts}"

    @property
    def rest(self) -> str:
        """What becomes of what was added, and of what was not, where it does not go on."""
        if self.request.again:
            return "What was added stays; importing it without duplicates adds the rest."
        again = "watching" if self.request.watch else "importing"
        return f"What was added stays; {again} it again adds the rest."

    @property
    def share(self) -> float | None:
        """How much of it is read, from 0 to 1; None where it has ended, or that is not known."""
        if self.summary is None or not self.total or not self.active or self.request.watch:
            return None
        share = self.summary.read / self.total
        return share if share <= 1 else None

    @property
    def pace(self) -> str:
        """How fast it goes, and about how long it still takes."""
        summary = self.summary
        seconds = time.monotonic() - self._began
        if summary is None or not self.active or self.request.watch or seconds < 1:
            return ""
        looked_at = summary.added + summary.duplicate + summary.refused + summary.skipped
        said = f"{words.number(round(looked_at / seconds))} a second"
        if self.share:
            left = seconds / self.share - seconds
            said += f" · {_duration(left)} left"
        return said

    def _last_lines(self) -> list[Line]:
        lines = []
        if self._unkept:
            lines.append(Line(f"… and {words.counted(self._unkept, 'more line')}", "quiet"))
        if self.error is not None:
            lines += [Line(self.error.message, "wrong"), Line(self.error.hint, "quiet")]
        summary = self.summary
        if summary is None:
            return lines
        if summary.rejects is not None:
            lines.append(
                Line(f"Refused records are kept in {from_here(summary.rejects)}", "heading")
            )
        if summary.trashed:
            equal = words.counted(len(summary.trashed), "duplicate")
            lines.append(Line(f"{equal} in the trash, which can be brought back there", "heading"))
        lines += [
            Line(f"{about}, {words.counted(times, 'time')}", "quiet", "warning")
            for about, times in summary.warnings.items()
        ]
        return lines


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    return f"{round(seconds / 60)} min"

"""What previewing, completing and importing report."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from tunix_rt_tui.errors import TunixError
    from tunix_rt_tui.library.intake.tally import ImportSummary
    from tunix_rt_tui.library.previewing import Preview
    from tunix_rt_tui.tui.screens.importing.lines import Line
    from tunix_rt_tui.tui.screens.importing.request import ImportRequest
    from tunix_rt_tui.tui.screens.importing.run import ImportRun, Phase


class PathsFound(Message):
    """How a path may go on: names that can stand from `start` on behind what was `typed`."""

    def __init__(self, typed: str, start: int, names: Sequence[str]) -> None:
        super().__init__()
        self.typed = typed
        self.start = start
        self.names = names


class Previewed(Message):
    """How what is asked for begins, or why that cannot be told."""

    def __init__(
        self, request: ImportRequest, preview: Preview | None, wrong: str | None = None
    ) -> None:
        super().__init__()
        self.request = request
        self.preview = preview
        self.wrong = wrong


class ImportAdvanced(Message):
    """An import went on: its counts, what is to be said, how much there is to read."""

    def __init__(
        self,
        run: ImportRun,
        summary: ImportSummary | None,
        lines: Sequence[Line],
        *,
        total: int | None = None,
        followed: int = 0,
    ) -> None:
        super().__init__()
        self.run = run
        self.summary = summary
        self.lines = lines
        self.total = total
        self.followed = followed


class ImportEnded(Message):
    """An import has ended, one way or another."""

    def __init__(self, run: ImportRun, phase: Phase, error: TunixError | None = None) -> None:
        super().__init__()
        self.run = run
        self.phase = phase
        self.error = error

"""A bar on stderr for what takes a while, if somebody is watching."""

from __future__ import annotations

from types import TracebackType
from typing import TYPE_CHECKING, Self

from tunix_rt_tui.cli.console import Console
from tunix_rt_tui.trace.text import drawable

if TYPE_CHECKING:  # Rich is imported only where there is a terminal to draw on
    from rich.progress import Progress, TaskID


class ProgressBar:
    """Shows how far something has got, for as long as the block runs.

    Where stderr is no terminal nothing is drawn, and `say` is all that remains.
    """

    def __init__(self, console: Console, label: str, total: int | None) -> None:
        """`total` is in the unit of `advance_to`; None where the end is not known."""
        self._console = console
        self._label = label
        self._total = total
        self._progress: Progress | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        if self._console.narrates_to_terminal:
            self._progress = _make_bar()
            self._task = self._progress.add_task(self._label, total=self._total, about="")
            self._progress.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._progress is not None:
            self._progress.stop()

    def advance_to(self, done: int, about: str, total: int | None = None) -> None:
        """Show how much is done and a few words about it; of a `total` that is known by now."""
        if self._progress is not None and self._task is not None:
            self._progress.update(self._task, completed=done, total=total, about=about)

    def count(self, done: int, total: int) -> None:
        """Show how many of how many are done."""
        self.advance_to(done, f"{done:,} of {total:,}", total)

    def say(self, text: str) -> None:
        """Tell a line that stays, above the bar."""
        if self._progress is None:
            self._console.say(text)
        else:
            self._progress.console.print(
                drawable(text), markup=False, highlight=False, emoji=False, soft_wrap=True
            )


def _make_bar() -> Progress:
    from rich.console import Console as RichConsole
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[about]}", markup=False),
        TimeElapsedColumn(),
        console=RichConsole(stderr=True),
        transient=True,
        refresh_per_second=4,
    )

"""How an import goes: its counts, what was read and refused, and how it ended."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Button, Static

from tunix_rt_tui.trace.text import one_line
from tunix_rt_tui.tui.keys import bindings_for
from tunix_rt_tui.tui.screens.importing.bar import ImportBar
from tunix_rt_tui.tui.screens.importing.lines import ImportLines
from tunix_rt_tui.tui.screens.importing.paths import from_here
from tunix_rt_tui.tui.screens.importing.run import ImportRun
from tunix_rt_tui.tui.screens.working import Dialog
from tunix_rt_tui.tui.widgets.plain_button import PlainButton

Wish = Literal["watch", "another"]
"""What a person wants after an import: to have its files watched, or to import something else."""

_TITLE_CHARS = 50


class ImportProgress(Dialog[Wish]):
    """Shows a run until it is closed; closing it does not end the run."""

    BINDINGS = bindings_for("import")

    def __init__(self, run: ImportRun, stop: Callable[[], None]) -> None:
        """`stop` ends the run."""
        super().__init__()
        self._import = run
        self._stop = stop
        self._bar = ImportBar()
        self._lines = ImportLines()

    def compose(self) -> ComposeResult:
        """Make the dialog."""
        typed = one_line(from_here(self._import.request.typed), _TITLE_CHARS)
        with Vertical(id="dialog", classes="-import") as dialog:
            dialog.border_title = Content(f"Import · {typed}")
            yield Static(id="state", markup=False)
            yield self._bar
            yield Static(id="counts", markup=False)
            yield self._lines
            with Horizontal(classes="answers"):
                yield PlainButton("Stop", id="stop")
                yield PlainButton("Watch", id="watch")
                yield PlainButton("Import more", id="another")
                yield PlainButton("Close", id="close")

    def on_mount(self) -> None:
        """Show how things stand; enter closes it."""
        self.show()
        self.query_one("#close", Button).focus()

    def watch_focused(self, focused: Widget | None) -> None:
        """Focus another button where the one that had the focus is of no use any more."""
        if focused is None and self.is_mounted:
            self.call_later(self.query_one("#close", Button).focus)

    def action_scroll(self, lines: int) -> None:
        """Scroll what was read and refused, whichever button has the focus."""
        self._lines.action_scroll(lines)

    def action_page(self, pages: int) -> None:
        """Scroll it by pages."""
        self._lines.action_page(pages)

    def show(self) -> None:
        """Show how things stand now."""
        run = self._import
        self.query_one("#state", Static).update(run.state)
        self._bar.show(run.share, run.pace)
        self.query_one("#counts", Static).update(run.counts)
        self._lines.grow(run.lines)
        self.query_one("#stop", Button).display = run.active
        self.query_one("#watch", Button).display = run.phase == "done"
        self.query_one("#another", Button).display = not run.active

    @on(Button.Pressed, "#stop")
    def _end_it(self) -> None:
        self._stop()
        self.show()

    @on(Button.Pressed, "#watch")
    def _watch(self) -> None:
        self.dismiss("watch")

    @on(Button.Pressed, "#another")
    def _import_another(self) -> None:
        self.dismiss("another")

    @on(Button.Pressed, "#close")
    def _close(self) -> None:
        self.dismiss(None)

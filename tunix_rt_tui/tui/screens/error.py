"""An error, with what happened, what to do, and a detail to copy."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Button, Static, TextArea

from tunix_rt_tui.errors import TunixError
from tunix_rt_tui.trace.text import drawable
from tunix_rt_tui.tui.screens.working import Dialog
from tunix_rt_tui.tui.widgets.plain_button import PlainButton


class ErrorDialog(Dialog[None]):
    """Shows an error until it is closed."""

    def __init__(self, fault: TunixError, *, detail: str = "", button: str = "Close") -> None:
        super().__init__()
        self._fault = fault
        self._detail = detail
        self._button = button

    def compose(self) -> ComposeResult:
        """Make the dialog."""
        with Vertical(id="dialog", classes="-error") as dialog:
            dialog.border_title = "✗ Error"
            yield Static(drawable(self._fault.title), classes="title", markup=False)
            yield Static(drawable(self._fault.message), classes="message", markup=False)
            yield Static(drawable(self._fault.hint), classes="hint", markup=False)
            if self._detail:
                yield TextArea(drawable(self._detail), read_only=True, id="detail", compact=True)
            yield PlainButton(self._button, id="close")

    def on_mount(self) -> None:
        """Let enter close the dialog."""
        self.query_one("#close", Button).focus()

    def on_button_pressed(self) -> None:
        """Close the dialog."""
        self.dismiss(None)

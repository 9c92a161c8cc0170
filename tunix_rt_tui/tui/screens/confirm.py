"""A question with two answers."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, Static

from tunix_rt_tui.tui.screens.working import Dialog
from tunix_rt_tui.tui.widgets.plain_button import PlainButton


class ConfirmDialog(Dialog[bool]):
    """Asks before something that cannot be taken back; the safe answer has the focus."""

    def __init__(self, title: str, question: str, *, yes: str, no: str) -> None:
        super().__init__()
        self._title = title
        self._question = question
        self._yes = yes
        self._no = no

    def compose(self) -> ComposeResult:
        """Make the dialog."""
        with Vertical(id="dialog") as dialog:
            dialog.border_title = self._title
            yield Static(self._question, classes="message", markup=False)
            with Horizontal(classes="answers"):
                yield PlainButton(self._no, id="no")
                yield PlainButton(self._yes, id="yes")

    def on_mount(self) -> None:
        """Let enter give the safe answer."""
        self.query_one("#no", Button).focus()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Give the answer."""
        self.dismiss(event.button.id == "yes")

"""The offer of a text that was left behind."""

from __future__ import annotations

from typing import Literal

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, Static

from tunix_rt_tui.trace.text import one_line
from tunix_rt_tui.tui.screens.working import Dialog
from tunix_rt_tui.tui.widgets.plain_button import PlainButton

DraftAnswer = Literal["restore", "later", "discard"]

_FIRST_LINE = 60


class DraftDialog(Dialog[DraftAnswer]):
    """Asks what to do with a draft; escape keeps it for later."""

    def __init__(self, told: str, text: str) -> None:
        """`told` says since when there is the text, and where it was typed."""
        super().__init__()
        self._told = told
        self._text = text

    def compose(self) -> ComposeResult:
        """Make the dialog."""
        with Vertical(id="dialog") as dialog:
            dialog.border_title = "A text that was not uploaded"
            dialog.border_subtitle = "esc keeps it"
            yield Static(self._told, classes="message", markup=False)
            yield Static(one_line(self._text, _FIRST_LINE), classes="hint", markup=False)
            with Horizontal(classes="answers"):
                yield PlainButton("Restore", id="restore")
                yield PlainButton("Keep for later", id="later")
                yield PlainButton("Discard", id="discard")

    def on_mount(self) -> None:
        """Let enter give the likely answer."""
        self.query_one("#restore", Button).focus()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Give the answer."""
        answers: dict[str | None, DraftAnswer] = {"restore": "restore", "discard": "discard"}
        self.dismiss(answers.get(event.button.id, "later"))

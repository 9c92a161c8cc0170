"""The menu of what can be copied of a trace, and of the ways to share all of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Button

from tunix_rt_tui.library.sharing.forms import Form
from tunix_rt_tui.tui.copying.pieces import Piece
from tunix_rt_tui.tui.keymap import KeyTable
from tunix_rt_tui.tui.keys import bindings_for
from tunix_rt_tui.tui.screens.working import Dialog
from tunix_rt_tui.tui.widgets.plain_button import PlainButton

Choice = Piece | Form | Literal["print", "pager"]

_LABELS: dict[Choice, str] = {
    "document": "the whole trace as JSON",
    "prompt": "the prompt",
    "answer": "the final answer",
    "step": "the marked step",
    "id": "the id",
    "print": "print it to the plain screen",
    "pager": "read it in the pager",
    "markdown": "write it as Markdown …",
    "html": "write it as a page of HTML …",
}


class CopyMenu(Dialog[Choice]):
    """Gives what was chosen by its letter, by enter or by the mouse."""

    BINDINGS = bindings_for("copy")

    def __init__(self, keys: KeyTable, *, step: int | None) -> None:
        """`step` is the marked one, from 0; where there is none it is not offered."""
        super().__init__()
        self._keys = keys
        self._step = step

    def compose(self) -> ComposeResult:
        """Make a row for each choice."""
        with Vertical(id="dialog", classes="-menu") as dialog:
            dialog.border_title = "Copy or share"
            for choice in self._choices():
                label = f"{self._keys.name(f'copy.{choice}'):<3}{self._label(choice)}"
                yield PlainButton(label, id=choice)

    def _choices(self) -> Iterator[Choice]:
        for choice in _LABELS:
            if choice != "step" or self._step is not None:
                yield choice

    def _label(self, choice: Choice) -> str:
        if choice == "step" and self._step is not None:
            return f"step {self._step + 1}, which is marked"
        return _LABELS[choice]

    def action_choose(self, choice: Choice) -> None:
        """Give what a letter stands for."""
        if choice in self._choices():
            self.dismiss(choice)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Give what a row stands for."""
        for choice in self._choices():
            if event.button.id == choice:
                self.dismiss(choice)

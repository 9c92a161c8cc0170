"""Choosing one thing of a few."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from tunix_rt_tui.tui.listing.choice import Choice
from tunix_rt_tui.tui.screens.working import Dialog
from tunix_rt_tui.tui.widgets.choices import Choices


class ChoiceDialog(Dialog[int]):
    """Gives the place of what was chosen, from 0."""

    def __init__(
        self, title: str, choices: Sequence[Choice], *, hint: str, cursor: int = 0
    ) -> None:
        super().__init__()
        self._title = title
        self._hint = hint
        self._list = Choices(choices, cursor=cursor)

    def compose(self) -> ComposeResult:
        """Make the dialog."""
        with Vertical(id="dialog", classes="-wide") as dialog:
            dialog.border_title = self._title
            yield self._list
            yield Static(self._hint, classes="hint", markup=False)

    def on_mount(self) -> None:
        """Be ready to choose."""
        self._list.focus()

    def show(self, choices: Sequence[Choice]) -> None:
        """Offer more, now that it is known; what was offered keeps its place."""
        self._list.show(choices)

    def on_choices_taken(self, message: Choices.Taken) -> None:
        """Give what was chosen."""
        self.dismiss(message.row)

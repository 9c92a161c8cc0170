"""The views that were saved: opening one, saving another, forgetting."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from tunix_rt_tui.tui.listing.choice import Choice
from tunix_rt_tui.tui.screens.working import Dialog
from tunix_rt_tui.tui.widgets.choices import Choices

if TYPE_CHECKING:
    from tunix_rt_tui.store.contract import View


class ViewChoice(NamedTuple):
    """What is to be done with which view; one to be saved has no name yet."""

    deed: Literal["open", "save", "forget"]
    view: View | None = None


class ViewsDialog(Dialog[ViewChoice]):
    """Shows the views by name, and what they find."""

    def __init__(self, *, now: str, forget_key: str) -> None:
        """`now` are a few words on what is listed now and could be saved."""
        super().__init__()
        self._views: Sequence[View] = ()
        self._save = Choice("save what is listed …", now)
        self._list = Choices([self._save])
        self._hint = f"enter opens · {forget_key} forgets · esc closes"

    def compose(self) -> ComposeResult:
        """Make the dialog."""
        with Vertical(id="dialog") as dialog:
            dialog.border_title = "Views"
            yield self._list
            yield Static(self._hint, classes="hint", markup=False)

    def on_mount(self) -> None:
        """Be ready to save what is listed."""
        self._list.focus()

    @property
    def names(self) -> list[str]:
        """The names of the views, as far as they are known."""
        return [view.name for view in self._views]

    def show(self, views: Sequence[View]) -> None:
        """Offer the views, now that they are known, and begin with the first."""
        self._views = views
        named = [Choice(view.name, view.query or "all traces") for view in views]
        self._list.show([self._save, *named])
        if views:
            self._list.move_to(1)

    def on_choices_taken(self, message: Choices.Taken) -> None:
        """Open the view at the cursor, or save what is listed."""
        if message.row == 0:
            self.dismiss(ViewChoice("save"))
        else:
            self.dismiss(ViewChoice("open", self._views[message.row - 1]))

    def action_forget(self) -> None:
        """Forget the view at the cursor."""
        here = self._list.cursor
        if here:
            self.dismiss(ViewChoice("forget", self._views[here - 1]))

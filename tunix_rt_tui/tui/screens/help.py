"""Every key and what it does, to be read or searched."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical

from tunix_rt_tui.tui.keymap import KeyTable
from tunix_rt_tui.tui.screens.working import Dialog
from tunix_rt_tui.tui.widgets.help_lines import HelpLines
from tunix_rt_tui.tui.widgets.still_input import StillInput


class HelpScreen(Dialog[None]):
    """The table of keys with a field to search it."""

    AUTO_FOCUS = "HelpLines"

    def __init__(self, keys: KeyTable) -> None:
        super().__init__()
        self._lines = HelpLines(keys)
        self._search = StillInput(placeholder="/ to search", id="search", compact=True)

    def compose(self) -> ComposeResult:
        """Make the screen."""
        with Vertical(id="dialog", classes="-help") as dialog:
            dialog.border_title = "Help"
            dialog.border_subtitle = "esc closes"
            yield self._search
            yield self._lines

    def on_input_changed(self, event: StillInput.Changed) -> None:
        """Search while it is typed."""
        self._lines.search(event.value)

    def on_input_submitted(self) -> None:
        """Go on with what was found."""
        self._lines.focus()

    def action_search(self) -> None:
        """Type what to search for."""
        self._search.focus()

    def action_cancel(self) -> None:
        """Leave the search first, then the help."""
        if self._search.value or self._search.has_focus:
            self._search.value = ""
            self._lines.focus()
        else:
            self.dismiss(None)

    def action_close(self) -> None:
        """Close the help."""
        self.dismiss(None)

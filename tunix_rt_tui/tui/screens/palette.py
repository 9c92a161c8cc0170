"""The palette of commands, made still."""

from __future__ import annotations

from textual.command import CommandInput, CommandPalette, SearchIcon


class StillPalette(CommandPalette):
    """Textual's palette, whose cursor does not blink, with a sign that every terminal has."""

    def on_mount(self) -> None:
        """Stop what moves."""
        self.query_one(CommandInput).cursor_blink = False
        self.query_one(SearchIcon).icon = "›"

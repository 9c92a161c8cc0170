"""The reference of `start`: a Textual app that does nothing but show a word."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import Static


class EmptyApp(App[None]):
    """One line of text."""

    def compose(self) -> ComposeResult:
        """One static line."""
        yield Static("ready")


if __name__ == "__main__":
    EmptyApp().run()

"""Every key and what it does."""

from __future__ import annotations

from rich.console import Group
from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from tunix_rt_tui.tui.keys import PLACES, Place, bindings_for, keys_of, shown
from tunix_rt_tui.tui.screens.working import Dialog

_KEYS_WIDTH = 12

_INTRODUCTION = (
    "tunix-rt keeps reasoning traces: read them, write them, check them.\n"
    "Deleting moves a trace to the trash, and u brings it back."
)


class HelpScreen(Dialog[None]):
    """The table of keys, place by place."""

    BINDINGS = bindings_for("help")

    def compose(self) -> ComposeResult:
        """Make the screen."""
        with VerticalScroll(id="dialog", classes="-help") as dialog:
            dialog.border_title = "Help"
            dialog.border_subtitle = "esc closes"
            yield Static(_table_of_keys(), id="help")

    def action_scroll(self, lines: int) -> None:
        """Scroll by lines."""
        self.query_one("#dialog").scroll_relative(y=lines, animate=False)


def _table_of_keys() -> Group:
    parts: list[Text | Table] = [Text(_INTRODUCTION)]
    for place, heading in PLACES.items():
        parts += [Text(f"\n{heading}", "underline"), _rows(place)]
    return Group(*parts)


def _rows(place: Place) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(width=_KEYS_WIDTH)
    table.add_column(ratio=1)
    for key in keys_of(place):
        table.add_row(Text(shown(key.keys), "bold"), Text(key.help))
    return table

"""The table of keys as lines, place by place, all of it or what was searched for."""

from __future__ import annotations

from typing import ClassVar

from rich.cells import cell_len
from textual.geometry import Size
from textual.strip import Strip

from tunix_rt_tui.tui.keymap import KeyTable
from tunix_rt_tui.tui.keys import PLACES, bindings_for, shown
from tunix_rt_tui.tui.widgets.line_view import LineView
from tunix_rt_tui.tui.wrapping import wrap_line

_KEYS_WIDTH = 12

_INTRODUCTION = (
    "tunix-rt keeps reasoning traces: read them, write them, check them. "
    "Deleting moves a trace to the trash.",
    "Any key can be another: name it by its id in the config file, as in "
    '[keys] list.open = "o". The ids stand at the right.',
)

_WIDEST, _FRAME = 100, 5
"""Cells that the style sheet gives to the help at most, and those that its frame takes of them."""

_Line = tuple[str, str, str]
"""Keys, what they do, and the id; a heading has only the first."""


class HelpLines(LineView, can_focus=True):
    """Lines of keys that scroll."""

    BINDINGS = bindings_for("help")

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "help-lines--heading",
        "help-lines--keys",
        "help-lines--quiet",
    }

    def __init__(self, keys: KeyTable) -> None:
        super().__init__()
        self._keys = keys
        self._wanted: list[str] = []
        self._lines: list[_Line] = []
        self._introduction = 0
        self._width = 0

    def search(self, text: str) -> None:
        """Show only keys of which each word is somewhere in what they are, do, or are called."""
        self._wanted = text.lower().split()
        self._width = 0
        self._show()
        self.scroll_to(y=0, animate=False)

    def draw_line(self, y: int) -> Strip:
        """Draw a line."""
        self._lay_out(self.line_width)
        number = self.scroll_offset.y + y
        if number >= len(self._lines):
            return self.strip()
        keys, does, name = self._lines[number]
        if not does:
            heading = self.get_component_rich_style("help-lines--heading")
            return self.strip((keys, self.plain_style if number < self._introduction else heading))
        keys_style = self.get_component_rich_style("help-lines--keys")
        quiet = self.get_component_rich_style("help-lines--quiet")
        gap = " " * max(1, self.line_width - 1 - _KEYS_WIDTH - cell_len(does) - cell_len(name))
        return self.strip(
            (f"{keys:<{_KEYS_WIDTH}}", keys_style), (does, self.plain_style), (gap + name, quiet)
        )

    def on_mount(self) -> None:
        """Guess the width, so that the scroll bar is right in the first picture already."""
        self._lay_out(min(_WIDEST, self.app.size.width) - _FRAME)
        self.virtual_size = Size(0, len(self._lines))

    def on_resize(self) -> None:
        """Wrap to the new width."""
        self._show()

    def action_scroll(self, lines: int) -> None:
        """Scroll by lines."""
        self.scroll_relative(y=lines, animate=False)

    def action_page(self, pages: int) -> None:
        """Scroll by pages."""
        self.scroll_relative(y=pages * max(1, self.size.height - 1), animate=False)

    def _show(self) -> None:
        self._lay_out(self.line_width)
        self.virtual_size = Size(0, len(self._lines))
        self.refresh()

    def _lay_out(self, cells: int) -> None:
        """Make the lines for a width; the first picture is drawn before a resize."""
        width = cells - 1
        if width == self._width:
            return
        self._width = width
        self._lines = []
        if not self._wanted:
            self._lines = [
                (piece, "", "") for text in _INTRODUCTION for piece in wrap_line(text, width)
            ]
        self._introduction = len(self._lines)
        for place, heading in PLACES.items():
            rows = [
                line
                for key in self._keys.of(place)
                if self._is_wanted(shown(key.keys), key.help, key.id, heading)
                for line in _rows(shown(key.keys), key.help, key.id, width)
            ]
            if rows:
                self._lines += [("", "", ""), (heading, "", ""), *rows]
        if not self._lines:
            self._lines = [("", "No key fits that; escape shows them all again.", "")]

    def _is_wanted(self, *texts: str) -> bool:
        text = " ".join(texts).lower()
        return all(word in text for word in self._wanted)


def _rows(keys: str, does: str, name: str, width: int) -> list[_Line]:
    """Lay one key out; what it does goes on below where there is no room beside the id."""
    room = width - _KEYS_WIDTH
    if cell_len(does) + 2 + cell_len(name) <= room:
        return [(keys, does, name)]
    first, *rest = wrap_line(does, room)
    return [(keys, first, ""), *(("", piece, "") for piece in rest)]

"""The reference of `wire` and `keys`: a list drawn by lines, as plainly as Textual allows."""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

ROWS = 5_000
MARKED = Style(reverse=True)


class BareList(ScrollView, can_focus=True):
    """Rows of text with a cursor; names the two rows that differ when it moves."""

    BINDINGS = [  # noqa: RUF012 - Textual's form
        Binding("j", "move(1)"),
        Binding("pagedown", "move(30)"),
    ]
    cursor = 0

    def on_mount(self) -> None:
        """Begin with all rows."""
        self.virtual_size = Size(0, ROWS)

    def render_line(self, y: int) -> Strip:
        """Draw a row."""
        row = self.scroll_offset.y + y
        text = f"{row:8}  2 h     3  Question {row}: how many legs have {row} spiders?"
        style = MARKED if row == self.cursor else self.rich_style
        return Strip([Segment(text, style)]).adjust_cell_length(self.size.width, style)

    def action_move(self, rows: int) -> None:
        """Move the cursor."""
        before, self.cursor = self.cursor, min(self.cursor + rows, ROWS - 1)
        top, height = self.scroll_offset.y, self.size.height
        if not top <= self.cursor < top + height:
            self.scroll_to(y=self.cursor - height // 2, animate=False)
            self.refresh()
            return
        width = self.size.width
        self.refresh(*(Region(0, row - top, width, 1) for row in (before, self.cursor)))


class BareListApp(App[None]):
    """One list."""

    def compose(self) -> ComposeResult:
        """The list."""
        yield BareList()


if __name__ == "__main__":
    BareListApp().run()

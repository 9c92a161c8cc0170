"""The base of everything that is rows with a cursor."""

from __future__ import annotations

from typing import ClassVar

from textual import events

from tunix_rt_tui.tui.widgets.line_view import LineView


class RowView(LineView, can_focus=True):
    """Rows below a heading that stays; one has the cursor, which is kept in view."""

    HEADER_LINES: ClassVar[int] = 0
    """Lines of the heading."""

    def __init__(self) -> None:
        super().__init__()
        self._cursor = 0

    @property
    def row_count(self) -> int:
        """How many rows there are."""
        return 0

    @property
    def cursor(self) -> int:
        """The row with the cursor, from 0."""
        return self._cursor

    def move_to(self, row: int) -> None:
        """Put the cursor on a row, or the nearest there is, and bring it into view."""
        before, self._cursor = self._cursor, max(0, min(row, self.row_count - 1))
        top = self.scroll_offset.y
        self._bring_into_view()
        if self.scroll_offset.y == top:
            self.show_changes(*(one - top + self.HEADER_LINES for one in (before, self._cursor)))
        else:
            self.show_changes()

    @property
    def _visible_rows(self) -> int:
        return max(1, self.size.height - self.HEADER_LINES)

    def _bring_into_view(self) -> None:
        """Scroll until the cursor is in the middle, where it was out of sight."""
        top = self.scroll_offset.y
        if self.size.height and not top <= self._cursor < top + self._visible_rows:
            self.scroll_to(y=max(0, self._cursor - self._visible_rows // 2), animate=False)

    def _row_under(self, event: events.Click) -> int | None:
        """Tell which row the mouse was pressed on."""
        row = self.scroll_offset.y + event.get_content_offset_capture(self).y - self.HEADER_LINES
        return row if 0 <= row < self.row_count else None

    def on_resize(self) -> None:
        """Keep the cursor in view."""
        self._bring_into_view()

    def action_move(self, rows: int) -> None:
        """Move the cursor by rows."""
        self.move_to(self._cursor + rows)

    def action_first(self) -> None:
        """Go to the first row."""
        self.move_to(0)

    def action_last(self) -> None:
        """Go to the last row."""
        self.move_to(self.row_count - 1)

"""The list of traces: a million rows, of which a few pages are in memory."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from rich.cells import set_cell_size
from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip

from tunix_rt_tui.tui import words
from tunix_rt_tui.tui.keys import bindings_for
from tunix_rt_tui.tui.listing.facts import ListFacts
from tunix_rt_tui.tui.widgets.page_cache import PAGE_ROWS, PageCache
from tunix_rt_tui.tui.widgets.row_view import RowView
from tunix_rt_tui.tui.widgets.trace_columns import (
    Columns,
    RowState,
    columns_for,
    group_columns_for,
)

if TYPE_CHECKING:
    from tunix_rt_tui.store.contract import TraceSummary
    from tunix_rt_tui.tui.listing.spec import ListRow

_STRIPS_KEPT = 512
"""Rows that are kept as they were drawn: a few screenfuls, so that a moved cursor draws two."""


class TraceList(RowView):
    """Rows of traces with a cursor; asks for pages by message and draws what it was given."""

    BINDINGS = bindings_for("list")

    HEADER_LINES = 1

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "trace-list--header",
        "trace-list--id",
        "trace-list--facts",
        "trace-list--tags",
        "trace-list--cursor",
        "trace-list--quiet",
    }

    class PageWanted(Message):
        """These rows are about to be seen and are not at hand."""

        def __init__(self, start: int, size: int) -> None:
            super().__init__()
            self.start = start
            self.size = size

    class TraceChosen(Message):
        """The trace of this row shall be opened."""

        def __init__(self, row: int) -> None:
            super().__init__()
            self.row = row

    def __init__(self, *, clock: Callable[[], datetime], empty: Sequence[str]) -> None:
        """`empty` are the lines that are shown where there is no trace."""
        super().__init__()
        self._clock = clock
        self._empty = empty
        self._pages: PageCache[ListRow] = PageCache()
        self._strips: dict[tuple[object, ...], Strip] = {}
        self._rows: int | None = None
        self._facts = ListFacts()
        self._opened: UUID | None = None
        self._marks: Container[int] = ()

    @property
    def row_count(self) -> int:
        """How many rows there are; 0 while none are known."""
        return self._rows or 0

    @property
    def loaded(self) -> bool:
        """Whether it is known what is listed, be it nothing."""
        return self._rows is not None

    @property
    def current(self) -> TraceSummary | None:
        """The trace at the cursor; None where there is none or its page has not come yet."""
        return self.at(self._cursor)

    def title(self) -> str:
        """Say what is listed, where the cursor is, of how many, what is marked and what is new."""
        return self._facts.title(self._cursor, self.row_count)

    def tell(self, facts: ListFacts) -> None:
        """Know what the frame says."""
        changed = facts.columns != self._facts.columns
        self._facts = facts
        if changed:
            self._strips.clear()
        self.show_changes()

    def show_marks(self, marks: Container[int]) -> None:
        """Show which traces are marked, by their keys."""
        self._marks = marks
        self.show_changes()

    def mark_opened(self, trace_id: UUID | None) -> None:
        """Mark the trace that is open, or none."""
        if trace_id != self._opened:
            self._opened = trace_id
            self.show_changes()

    def show_rows(self, count: int, *, cursor: int) -> None:
        """Show another list, of so many rows, with the cursor on one of them."""
        self._pages.clear()
        self._strips.clear()
        self.grow_to(count)
        self.move_to(cursor)

    def grow_to(self, count: int) -> None:
        """Show that the list has so many rows; those before stay what they were."""
        self._rows = count
        self.virtual_size = Size(0, count + self.HEADER_LINES if count else 0)
        self.show_changes()
        self._ask()

    def show_page(self, start: int, rows: Sequence[ListRow | None]) -> None:
        """Take the rows from `start` on, which is the start of a page."""
        self._pages.put(start, rows)
        self._strips.clear()
        self.refresh()
        self._ask()

    def row_of(self, trace_id: object) -> int | None:
        """Find a trace by its id among the first rows at hand; None if it is not there."""
        for row in range(min(self.row_count, PAGE_ROWS)):
            summary = self.at(row)
            if summary is not None and summary.id == trace_id:
                return row
        return None

    def row_at(self, row: int) -> ListRow | None:
        """Give all of a row if it is at hand."""
        return self._pages.get(row)

    def at(self, row: int) -> TraceSummary | None:
        """Give the trace of a row if it is at hand."""
        found = self._pages.get(row)
        return None if found is None else found.summary

    def move_to(self, row: int) -> None:
        """Put the cursor on a row, or the nearest there is, and bring it into view."""
        super().move_to(row)
        self._ask()

    def draw_line(self, y: int) -> Strip:
        """Draw the header, a row, or what is said where there is none."""
        if not self.row_count:
            return self._draw_emptiness(y)
        width = self.line_width
        if y < self.HEADER_LINES:
            return self.strip((self._columns.header(), self._style("header")))
        row = self.scroll_offset.y + y - self.HEADER_LINES
        if row >= self.row_count:
            return self.strip()
        at_cursor = row == self._cursor
        found = self._pages.get(row)
        if found is None:
            text = "   this trace is gone" if self._pages.has(row) else "   …"
            return self.strip((text, self._style("cursor" if at_cursor else "quiet")))
        summary = found.summary
        age = words.age(summary.created_at, self._clock())
        state = RowState(at_cursor, summary.id == self._opened, summary.seq in self._marks)
        drawn = (row, state, width, age)
        if drawn not in self._strips:
            if len(self._strips) > _STRIPS_KEPT:
                self._strips.clear()
            self._strips[drawn] = self._draw_row(found, age, state)
        return self._strips[drawn]

    @property
    def _columns(self) -> Columns:
        columns = self._facts.columns
        if isinstance(columns, str):
            return group_columns_for(self.line_width, columns)
        return columns_for(self.line_width, columns)

    def _draw_row(self, row: ListRow, age: str, state: RowState) -> Strip:
        parts = list(self._columns.row(row, age, state))
        if state.cursor:
            line = set_cell_size("".join(text for text, _ in parts), self.line_width)
            return self.strip((line, self._style("cursor")))
        return self.strip(
            *((text, self._style(kind) if kind else self.plain_style) for text, kind in parts)
        )

    def notify_style_update(self) -> None:
        """Forget rows that were drawn in another style."""
        self._strips.clear()
        super().notify_style_update()

    def _draw_emptiness(self, y: int) -> Strip:
        lines = (
            ["  Opening the store …"] if self._rows is None else self._facts.empty or self._empty
        )
        text = lines[y - 1] if 0 < y <= len(lines) else ""
        return self.strip((text, self._style("quiet")))

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"trace-list--{name}")

    def _bring_into_view(self) -> None:
        """Scroll by half a page where the cursor leaves the window: each scroll repaints it all."""
        top, height = self.scroll_offset.y, self._visible_rows
        if top <= self._cursor < top + height:
            return
        if self._cursor == top - 1 or self._cursor == top + height:
            top = self._cursor - height // 2
        elif self._cursor < top:
            top = self._cursor
        else:
            top = self._cursor - height + 1
        self.scroll_to(y=max(0, min(top, self.row_count - height)), animate=False)

    def _ask(self) -> None:
        """Ask for the pages that are seen and not at hand."""
        top = self.scroll_offset.y
        wanted = self._pages.missing(top, top + self._visible_rows, self.row_count)
        if wanted:
            self.post_message(self.PageWanted(*wanted))

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Ask for what is now seen, however it was scrolled."""
        super().watch_scroll_y(old_value, new_value)
        self._ask()

    def on_resize(self) -> None:
        """Fill a window that has grown, too."""
        self._ask()

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where the mouse was pressed; twice opens the trace."""
        if (row := self._row_under(event)) is not None:
            self.move_to(row)
            if event.chain == 2:
                self.action_open()

    def action_page(self, pages: float) -> None:
        """Move the cursor by pages or parts of one."""
        self.move_to(self._cursor + round(pages * self._visible_rows))

    def action_open(self) -> None:
        """Ask for the trace at the cursor to be opened, be its row at hand or still to come."""
        if self.row_count:
            self.post_message(self.TraceChosen(self._cursor))

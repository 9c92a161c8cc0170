"""A distribution: its figures, and below them a bar a line."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip

from tunix_rt_tui.tui import words
from tunix_rt_tui.tui.keys import bindings_for
from tunix_rt_tui.tui.widgets.row_view import RowView

if TYPE_CHECKING:
    from tunix_rt_tui.library.statistics.distribution import Bar, Distribution
    from tunix_rt_tui.library.statistics.rows import Row

COUNTING = "counting …"

_BLOCK = "▆"
_MARGIN = 4
"""Cells before a label, with the mark of the cursor, and behind the longest bar."""

_LEFT_OUT = frozenset({"p99"})
"""Figures for which a narrow window has no room; the command line tells them."""


class BarList(RowView):
    """Bars with a cursor; enter asks for the traces behind one."""

    BINDINGS = bindings_for("statistics")

    HEADER_LINES = 3
    """The names of the figures, the figures, and an empty line."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "bar-list--header",
        "bar-list--figure",
        "bar-list--label",
        "bar-list--bar",
        "bar-list--cursor",
        "bar-list--quiet",
    }

    class BarChosen(Message):
        """The traces behind this bar shall be listed."""

        def __init__(self, bar: Bar) -> None:
            super().__init__()
            self.bar = bar

    def __init__(self) -> None:
        super().__init__()
        self._distribution: Distribution | None = None
        self._words = COUNTING
        self._laid_out: tuple[int, list[Row]] = (0, [])

    def say(self, words: str) -> None:
        """Show a few words in the place of bars."""
        self._words = words
        self._take(None)

    def show(self, distribution: Distribution) -> None:
        """Show a distribution, with the cursor on its first bar."""
        self._words = "No trace has one."
        self._take(distribution)

    def _take(self, distribution: Distribution | None) -> None:
        self._distribution = distribution
        self._cursor = 0
        self._laid_out = (0, [])
        lines = self.row_count + self._has_more
        self.virtual_size = Size(0, lines + self.HEADER_LINES if lines else 0)
        self.scroll_to(y=0, animate=False)
        self.refresh()

    @property
    def row_count(self) -> int:
        """How many bars there are."""
        return 0 if self._distribution is None else len(self._distribution.bars)

    @property
    def _has_more(self) -> bool:
        return self._distribution is not None and self._distribution.more > 0

    def draw_line(self, y: int) -> Strip:
        """Draw a line of the figures, a bar, or the words in their place."""
        found = self._distribution
        if found is None or not found.bars:
            return self.strip((f"  {self._words}" if y == 0 else "", self._style("quiet")))
        if y < self.HEADER_LINES:
            return self._draw_figures(found, y)
        place = self.scroll_offset.y + y - self.HEADER_LINES
        if place == len(found.bars) and found.more:
            more = f"  and {words.number(found.more)} more"
            return self.strip((more, self._style("quiet")))
        if place >= len(found.bars):
            return self.strip()
        return self._draw_bar(found, place)

    def _draw_figures(self, found: Distribution, y: int) -> Strip:
        """Draw the names of the figures above their values."""
        from tunix_rt_tui.library.statistics.counting import figures_text

        figures = [("traces", words.number(found.traces))]
        if found.figures is not None:
            figures = [("traces", words.number(found.figures.traces))]
            figures += figures_text(found.of, found.figures)
        shown = [figure for figure in figures if figure[0] not in _LEFT_OUT]
        if y >= 2:
            return self.strip()
        line = "".join(f"  {figure[y]:>{max(map(len, figure))}}" for figure in shown)
        return self.strip((line, self._style("header" if y == 0 else "figure")))

    def _draw_bar(self, found: Distribution, place: int) -> Strip:
        label, count, length = self._rows(found)[place]
        bar = _BLOCK * length
        if place == self._cursor:
            line = f"▸ {label}  {count}  {bar}"
            return self.strip((self._padded(line), self._style("cursor")))
        return self.strip(
            (f"  {label}  ", self._style("label")),
            (f"{count}  ", self.plain_style),
            (bar, self._style("bar")),
        )

    def _padded(self, line: str) -> str:
        from rich.cells import cell_len

        return line + " " * (self.line_width - cell_len(line))

    def _rows(self, found: Distribution) -> list[Row]:
        """Lay the bars out, once for a width."""
        from tunix_rt_tui.library.statistics.rows import rows_of

        width = self.line_width
        if self._laid_out[0] != width:
            self._laid_out = (width, rows_of(found, width - _MARGIN))
        return self._laid_out[1]

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"bar-list--{name}")

    def _bring_into_view(self) -> None:
        """Scroll to the cursor; to the end with the last bar, since more may be told below it."""
        top, height = self.scroll_offset.y, self._visible_rows
        last = self.row_count - 1
        if self._cursor == last and last + self._has_more >= top + height:
            self.scroll_to(y=last + self._has_more + 1 - height, animate=False)
        else:
            super()._bring_into_view()

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where the mouse was pressed; twice lists what is behind the bar."""
        if (row := self._row_under(event)) is not None:
            self.move_to(row)
            if event.chain == 2:
                self.action_open()

    def action_open(self) -> None:
        """Ask for the traces behind the bar at the cursor."""
        if self._distribution is not None and self._distribution.bars:
            self.post_message(self.BarChosen(self._distribution.bars[self._cursor]))

"""The base of everything that is drawn line by line."""

from __future__ import annotations

from typing import Self

from rich.segment import Segment
from rich.style import Style
from textual.content import Content
from textual.geometry import Region
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tunix_rt_tui.tui.widgets.thrifty import ThriftyRefresh


class LineView(ScrollView, ThriftyRefresh):
    """A scrolling view whose lines are drawn when they are seen, and repainted when they differ."""

    ALLOW_SELECT = False

    _title = ""
    _titling = False

    DEFAULT_CSS = """
    LineView {
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-size-vertical: 1;
    }
    """

    def render_line(self, y: int) -> Strip:
        """Draw a visible line for Textual."""
        return self.paint_line(y)

    def on_mount(self) -> None:
        """Say in the frame what this is, from the first picture on."""
        self.show_changes()

    def title(self) -> str:
        """Say what stands in the frame."""
        return ""

    def show_changes(self, *lines: int) -> None:
        """Repaint what differs, the title along with it: one frame, not two.

        Where `lines` are given, only those of what is visible can differ, and none is compared.
        """
        title = self.title()
        if title != self._title:
            self._title = title
            self._titling = True
            self.border_title = Content(title)
            self._titling = False
        if lines:
            self.repaint_lines(lines)
        else:
            self.refresh()

    def refresh(
        self,
        *regions: Region,
        repaint: bool = True,
        layout: bool = False,
        recompose: bool = False,
    ) -> Self:
        """Repaint, but not for a title alone: `show_changes` does that along with the lines."""
        if self._titling:
            return self
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    @property
    def line_width(self) -> int:
        """Cells of a line, without the scroll bar."""
        return max(1, self.scrollable_content_region.width)

    def strip_of(self, *runs: tuple[str, Style]) -> Strip:
        """Make a line of runs of text, each safe to draw, as long as they are."""
        return Strip([Segment(text, self.plain_style + style) for text, style in runs if text])

    def strip(self, *runs: tuple[str, Style]) -> Strip:
        """Make a line of runs of text, each safe to draw, padded to the width or cut with `…`."""
        line = self.strip_of(*runs)
        width = self.line_width
        if line.cell_length <= width:
            return line.adjust_cell_length(width, self.plain_style)
        last = self.strip_of(("…", self.plain_style))
        return Strip.join([line.crop(0, width - 1), last]).adjust_cell_length(width)

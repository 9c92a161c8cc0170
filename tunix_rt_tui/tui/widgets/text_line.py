"""One line of text in a few styles."""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tunix_rt_tui.tui.widgets.thrifty import ThriftyRefresh

Run = tuple[str, str]
"""A style (`""` for the plain one, else the name of a component class) and text, safe to draw."""


class TextLine(ThriftyRefresh):
    """A line that is repainted when what it says changes; what does not fit is cut with `…`."""

    ALLOW_SELECT = False

    DEFAULT_CSS = """
    TextLine {
        height: 1;
    }
    """

    def runs(self) -> Sequence[Run]:
        """Say what the line holds now."""
        raise NotImplementedError

    def render_line(self, y: int) -> Strip:
        """Draw the line for Textual."""
        return self.paint_line(y)

    def draw_line(self, y: int) -> Strip:
        """Draw the line."""
        width = max(1, self.size.width)
        if y > 0:
            return Strip.blank(width, self.plain_style)
        strip = Strip(
            [
                Segment(text, self.plain_style + self._run_style(name))
                for name, text in self.runs()
                if text
            ]
        )
        if strip.cell_length > width:
            last = Strip([Segment("…", self.plain_style)])
            return Strip.join([strip.crop(0, width - 1), last])
        return strip.adjust_cell_length(width, self.plain_style)

    def _run_style(self, name: str) -> Style:
        return self.get_component_rich_style(name) if name else Style()

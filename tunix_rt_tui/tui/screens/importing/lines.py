"""Lines of an import: how files begin, or what became of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Literal, NamedTuple

from textual.geometry import Size
from textual.strip import Strip

from tunix_rt_tui.trace.text import one_line
from tunix_rt_tui.tui.keys import bindings_for
from tunix_rt_tui.tui.widgets.line_view import LineView

Tone = Literal["plain", "heading", "quiet", "wrong"]

_MAX_CHARS = 400
"""Characters of a line that are looked at: more fit into no window."""


class Line(NamedTuple):
    """A line of foreign text, how it is meant, and a `label` before it, `indent` cells wide."""

    text: str
    tone: Tone = "plain"
    label: str = ""
    indent: int = 9


class ImportLines(LineView, can_focus=True):
    """Lines that scroll; where they are seen they stay, while others come below them."""

    BINDINGS = bindings_for("import")

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "import-lines--heading",
        "import-lines--quiet",
        "import-lines--wrong",
    }

    def __init__(self) -> None:
        super().__init__()
        self._lines: Sequence[Line] = ()

    def show(self, lines: Sequence[Line]) -> None:
        """Show other lines, from the first."""
        self.scroll_to(y=0, animate=False)
        self.grow(lines)

    def grow(self, lines: Sequence[Line]) -> None:
        """Show these lines, which are those from before and more."""
        self._lines = tuple(lines)
        self.virtual_size = Size(0, len(self._lines))
        self.refresh()

    def draw_line(self, y: int) -> Strip:
        """Draw a line."""
        number = self.scroll_offset.y + y
        if number >= len(self._lines):
            return self.strip()
        text, tone, label, indent = self._lines[number]
        plain = self.plain_style
        style = plain if tone == "plain" else self.get_component_rich_style(f"import-lines--{tone}")
        quiet = self.get_component_rich_style("import-lines--quiet")
        shown = f"{label:<{indent - 1}} " if label else ""
        return self.strip((shown, quiet), (one_line(text, _MAX_CHARS), style))

    def action_scroll(self, lines: int) -> None:
        """Scroll by lines."""
        self.scroll_relative(y=lines, animate=False)

    def action_page(self, pages: int) -> None:
        """Scroll by pages."""
        self.scroll_relative(y=pages * max(1, self.size.height - 1), animate=False)

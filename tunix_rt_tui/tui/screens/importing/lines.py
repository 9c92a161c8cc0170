"""Lines of an import: how files begin, or what became of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar, Literal, NamedTuple

from rich.cells import cell_len
from textual.geometry import Size
from textual.strip import Strip

from tunix_rt_tui.trace.text import one_line
from tunix_rt_tui.tui.keys import bindings_for
from tunix_rt_tui.tui.widgets.line_view import LineView
from tunix_rt_tui.tui.wrapping import wrap_line

Tone = Literal["plain", "heading", "quiet", "wrong"]

_MAX_CHARS = 4_500
"""Characters of a line that are shown: a reason with the longest path fits."""

_HANGING = 2
"""Cells before what goes on of a line without a label."""


class Line(NamedTuple):
    """A line of foreign text, how it is meant, and a `label` before it, `indent` cells wide."""

    text: str
    tone: Tone = "plain"
    label: str = ""
    indent: int = 9


class _Row(NamedTuple):
    """A piece of line `number` as wide as fits, and what stands `before` it."""

    number: int
    before: str
    text: str
    tone: Tone


class ImportLines(LineView, can_focus=True):
    """Lines that wrap and scroll; where they are seen they stay, while others come below them."""

    BINDINGS = bindings_for("import")

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "import-lines--heading",
        "import-lines--quiet",
        "import-lines--wrong",
    }

    def __init__(self) -> None:
        super().__init__()
        self._lines: Sequence[Line] = ()
        self._rows: list[_Row] = []
        self._width = 0

    def show(self, lines: Sequence[Line]) -> None:
        """Show other lines, from the first."""
        self._lines, self._rows = (), []
        self.scroll_to(y=0, animate=False)
        self.grow(lines)

    def grow(self, lines: Sequence[Line]) -> None:
        """Show these lines, which are those from before and more."""
        shown = len(self._lines)
        self._lines = tuple(lines)
        self._lay_out(shown)
        self.virtual_size = Size(0, len(self._rows))
        self.refresh()

    def draw_line(self, y: int) -> Strip:
        """Draw a row; only when something is drawn the width is known for sure."""
        if self.size.width and self.line_width != self._width:
            self._wrap_to(self.line_width)
        place = self.scroll_offset.y + y
        if place >= len(self._rows):
            return self.strip()
        _, before, text, tone = self._rows[place]
        plain = self.plain_style
        style = plain if tone == "plain" else self.get_component_rich_style(f"import-lines--{tone}")
        quiet = self.get_component_rich_style("import-lines--quiet")
        return self.strip((before, quiet), (text, style))

    def _wrap_to(self, width: int) -> None:
        """Wrap to another width; the line at the top comes back there."""
        top = self.scroll_offset.y
        at_top = self._rows[top].number if top < len(self._rows) else 0
        self._width, self._rows = width, []
        self._lay_out(0)
        above = sum(row.number < at_top for row in self._rows)
        self.call_later(self._fit, above)

    def _lay_out(self, first: int) -> None:
        """Wrap the lines from the `first` on, below those before; as soon as a width is known."""
        if self._width:
            for number, line in enumerate(self._lines[first:], first):
                self._rows += _rows_of(number, line, self._width)

    def _fit(self, top: int) -> None:
        """Have as much to scroll as there are rows, and begin with the row `top`."""
        self.virtual_size = Size(0, len(self._rows))
        self.scroll_to(y=top, animate=False)

    def action_scroll(self, lines: int) -> None:
        """Scroll by lines."""
        self.scroll_relative(y=lines, animate=False)

    def action_page(self, pages: int) -> None:
        """Scroll by pages."""
        self.scroll_relative(y=pages * max(1, self.size.height - 1), animate=False)


def _rows_of(number: int, line: Line, width: int) -> Iterator[_Row]:
    """Wrap a line, what goes on below it indented."""
    text = one_line(line.text, _MAX_CHARS)
    before = f"{line.label:<{line.indent - 1}} " if line.label else ""
    if cell_len(text) <= width - len(before):
        yield _Row(number, before, text, line.tone)
        return
    indent = len(before) or _HANGING
    for piece in wrap_line(text, width - indent):
        yield _Row(number, before, piece, line.tone)
        before = " " * indent

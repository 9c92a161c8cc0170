"""Everything that is wrong with a document, a line each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip

from tunix_rt_tui.trace.text import one_line
from tunix_rt_tui.tui.keys import bindings_for
from tunix_rt_tui.tui.widgets.row_view import RowView

if TYPE_CHECKING:
    from tunix_rt_tui.trace.parsing import Problem

_PATH_CHARS = 40
_MESSAGE_CHARS = 400


class ProblemList(RowView):
    """Problems and warnings with a cursor; enter goes to the place of one."""

    BINDINGS = bindings_for("problems")

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "problem-list--code",
        "problem-list--warning",
        "problem-list--place",
        "problem-list--cursor",
    }

    class PlaceChosen(Message):
        """The cursor of the editor shall go to this problem."""

        def __init__(self, problem: Problem) -> None:
            super().__init__()
            self.problem = problem

    def __init__(self) -> None:
        super().__init__()
        self._entries: list[tuple[Problem, bool]] = []

    @property
    def row_count(self) -> int:
        """How many problems and warnings there are."""
        return len(self._entries)

    def show(self, problems: Sequence[Problem], warnings: Sequence[Problem]) -> None:
        """Show what is wrong, and what is only worth a look."""
        self._entries = [(problem, False) for problem in problems]
        self._entries += [(warning, True) for warning in warnings]
        self._cursor = min(self._cursor, max(0, len(self._entries) - 1))
        self.virtual_size = Size(0, len(self._entries))
        self.display = bool(self._entries)
        self.refresh()

    def point_at(self, line: int) -> None:
        """Mark the first problem at a line of the text or below it, and bring it into view."""
        if self.has_focus or not self._entries:
            return
        below = (row for row, (one, _) in enumerate(self._entries) if (one.line or 0) >= line)
        self.move_to(next(below, len(self._entries) - 1))

    def draw_line(self, y: int) -> Strip:
        """Draw a problem: its place, its code, the sentence, and its path if there is room."""
        row = self.scroll_offset.y + y
        if row >= len(self._entries):
            return self.strip()
        problem, warning = self._entries[row]
        mark = "▸" if row == self._cursor else " "
        where = "" if problem.line is None else f"{problem.line}:{problem.column}"
        place = f"{mark} {where:<7} "
        code = f"{'warning' if warning else problem.code:<11} "
        message = one_line(problem.message, _MESSAGE_CHARS)
        path = f"  {one_line(problem.path, _PATH_CHARS)}"
        if cell_len(place + code + message + path) > self.line_width:
            path = ""
        if row == self._cursor and self.has_focus:
            line = (place + code + message + path).ljust(self.line_width)
            return self.strip((line, self._style("cursor")))
        return self.strip(
            (place, self._style("place")),
            (code, self._style("warning" if warning else "code")),
            (message, self.plain_style),
            (path, self._style("place")),
        )

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"problem-list--{name}")

    def on_click(self, event: events.Click) -> None:
        """Go to the place of the problem that was pressed."""
        if (row := self._row_under(event)) is not None:
            self.move_to(row)
            self.action_jump()

    def action_jump(self) -> None:
        """Ask for the cursor of the editor to be put where the problem is."""
        if self._entries:
            problem, _ = self._entries[self._cursor]
            self.post_message(self.PlaceChosen(problem))

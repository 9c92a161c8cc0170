"""Everything that is wrong with a document, a line each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len, set_cell_size
from rich.style import Style
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip

from tunix_rt_tui.trace.text import one_line
from tunix_rt_tui.tui.keys import bindings_for
from tunix_rt_tui.tui.widgets.line_view import LineView

if TYPE_CHECKING:
    from tunix_rt_tui.trace.parsing import Problem

_PATH_CHARS = 24
_MESSAGE_CHARS = 400


class ProblemList(LineView, can_focus=True):
    """Problems and warnings with a cursor; enter goes to the place of one."""

    BINDINGS = bindings_for("problems")

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "problem-list--code",
        "problem-list--warning",
        "problem-list--place",
        "problem-list--cursor",
    }

    class PlaceChosen(Message):
        """The cursor of the editor shall go to this problem; line and column count from 1."""

        def __init__(self, line: int, column: int) -> None:
            super().__init__()
            self.line = line
            self.column = column

    def __init__(self) -> None:
        super().__init__()
        self._entries: list[tuple[Problem, bool]] = []
        self._cursor = 0
        self._path_width = 0

    def show(self, problems: Sequence[Problem], warnings: Sequence[Problem]) -> None:
        """Show what is wrong, and what is only worth a look."""
        self._entries = [(problem, False) for problem in problems]
        self._entries += [(warning, True) for warning in warnings]
        paths = [_path(problem) for problem, _ in self._entries]
        self._path_width = max(map(cell_len, paths), default=0)
        self._cursor = min(self._cursor, max(0, len(self._entries) - 1))
        self.virtual_size = Size(0, len(self._entries))
        self.display = bool(self._entries)
        self.refresh()

    def draw_line(self, y: int) -> Strip:
        """Draw a problem: its code, its path, its place, and the sentence."""
        row = self.scroll_offset.y + y
        if row >= len(self._entries):
            return self.strip()
        problem, warning = self._entries[row]
        marked = row == self._cursor and self.has_focus
        where = "" if problem.line is None else f"{problem.line}:{problem.column}"
        code = f"{'▸' if marked else ' '} {'warning' if warning else problem.code:<11} "
        place = f"{where:<8} {set_cell_size(_path(problem), self._path_width)}  "
        message = one_line(problem.message, _MESSAGE_CHARS)
        if marked:
            line = (code + place + message).ljust(self.line_width)
            return self.strip((line, self._style("cursor")))
        return self.strip(
            (code, self._style("warning" if warning else "code")),
            (place, self._style("place")),
            (message, self.plain_style),
        )

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"problem-list--{name}")

    def action_move(self, rows: int) -> None:
        """Move the cursor by rows."""
        self._cursor = max(0, min(self._cursor + rows, len(self._entries) - 1))
        top, height = self.scroll_offset.y, max(1, self.size.height)
        if not top <= self._cursor < top + height:
            self.scroll_to(y=max(0, self._cursor - height // 2), animate=False)
        self.refresh()

    def action_jump(self) -> None:
        """Ask for the cursor of the editor to be put where the problem is."""
        if self._entries:
            problem, _ = self._entries[self._cursor]
            self.post_message(self.PlaceChosen(problem.line or 1, problem.column or 1))


def _path(problem: Problem) -> str:
    return one_line(problem.path or "/", _PATH_CHARS)

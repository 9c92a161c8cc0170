"""An opened trace as it is drawn, line by line."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import ClassVar

from rich.cells import cell_len
from rich.style import Style
from textual.geometry import Size
from textual.strip import Strip

from tunix_rt_tui.tui import words
from tunix_rt_tui.tui.reading import OpenedTrace
from tunix_rt_tui.tui.rendering.modes import MODE_NAMES, Mode
from tunix_rt_tui.tui.views import ViewName
from tunix_rt_tui.tui.widgets.line_view import LineView
from tunix_rt_tui.tui.widgets.trace_ink import Run, ink
from tunix_rt_tui.tui.window.rules import TypeRules
from tunix_rt_tui.tui.window.steps import Line
from tunix_rt_tui.tui.window.window import TraceWindow

_INDENT = "  "
_MARK = "▸ "
_LESS = "‹ "
_MORE = "›"
_VIEW_NAMES: dict[ViewName, str] = {
    "reading": "",
    "json": " · JSON",
    "meta": " · meta",
    "origin": " · origin",
}
_UNWRAPPED = frozenset({"text", "json"})
"""Kinds of blocks whose long lines can be left unwrapped."""


class TraceLines(LineView):
    """Draws what the window onto a trace shows, and follows its size and the scroll bar."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "trace-view--facts",
        "trace-view--lack",
        "trace-view--heading",
        "trace-view--current",
        "trace-view--rule",
        "trace-view--key",
        "trace-view--title",
        "trace-view--strong",
        "trace-view--emphasis",
        "trace-view--struck",
        "trace-view--code",
        "trace-view--link",
        "trace-view--formula",
        "trace-view--hit",
        "trace-view--hit-current",
    }

    def __init__(self, *, empty: str) -> None:
        """`empty` is what is said while no trace is open."""
        super().__init__()
        self._empty = empty
        self._window: TraceWindow | None = None
        self._view: ViewName = "reading"
        self._mode: Mode = "written"
        self._wrap = True
        self._rules = TypeRules()
        self._bookmarks: Collection[int] = frozenset()
        self._placed_for: Size | None = None

    @property
    def window(self) -> TraceWindow | None:
        """What is seen of the trace that is shown."""
        return self._window

    @property
    def opened(self) -> OpenedTrace | None:
        """The trace that is shown."""
        return None if self._window is None else self._window.opened

    @property
    def current_step(self) -> int | None:
        """The step that is marked, from 0; None where none is seen."""
        return None if self._window is None else self._window.step

    @property
    def rules(self) -> TypeRules:
        """Which types of steps are folded or not shown, in this trace and those that follow."""
        return self._rules

    @property
    def next_view(self) -> ViewName:
        """The view that one key goes to."""
        return "json" if self._window is None else self._window.next_view

    @property
    def has_hits(self) -> bool:
        """Whether something is looked for, and was found."""
        return self._window is not None and bool(self._window.finding)

    @property
    def tally(self) -> str:
        """Which hit of how many is the current one; nothing where nothing is looked for."""
        finding = None if self._window is None else self._window.finding
        return "" if finding is None else finding.tally

    def title(self) -> str:
        """Say which trace is open, which of its steps is marked, and which hit is the current."""
        window = self._window
        if window is None:
            return "Trace"
        title = f"Trace {words.short_id(window.opened.id)}{_VIEW_NAMES[window.view]}"
        if window.view == "reading" and window.mode != "written":
            title += f" · {MODE_NAMES[window.mode]}"
        if window.step is not None and window.document.steps:
            title += f" · step {window.step + 1}/{window.opened.steps}"
        if window.hidden:
            title += f" · {words.counted(window.hidden, 'step')} not shown"
        if self.tally:
            title += f" · hit {self.tally}" if self.has_hits else f" · {self.tally}"
        return title

    # Drawing.

    def draw_line(self, y: int) -> Strip:
        """Draw a line of the trace."""
        if self._window is None:
            return self.strip((_INDENT + self._empty if y == 1 else "", self._style("facts")))
        line = self._window.line(y)
        if line is None:
            return self.strip()
        runs = ink(line, self._style)
        if not self._window.wrap and line.block.kind in _UNWRAPPED:
            return self._draw_unwrapped(line, runs, self._window.left)
        margin = (_MARK if line.marked else _INDENT, self._style("current"))
        if line.block.kind == "heading":
            if line.block.step in self._bookmarks:
                runs.append((f" {words.STAR}", self._style("current")))
            room = self.line_width - sum(cell_len(text) for text, _ in runs) - len(_INDENT) - 2
            runs.append((f" {'─' * room}", self._style("rule")))
        return self.strip(margin, *runs)

    def _draw_unwrapped(self, line: Line, runs: list[Run], left: int) -> Strip:
        """Draw the part of a long line that is in sight, and say where it goes on."""
        width = self._text_width
        text = self.strip_of(*runs)
        cells = text.cell_length
        sign = _LESS if left and cells else _MARK if line.marked else _INDENT
        margin = self.strip_of((sign, self._style("current" if sign == _MARK else "rule")))
        shown = text.crop(left, left + width).adjust_cell_length(width, self.plain_style)
        more = self.strip_of((_MORE if cells > left + width else " ", self._style("rule")))
        return Strip.join([margin, shown, more])

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"trace-view--{name}")

    @property
    def _text_width(self) -> int:
        return max(1, self.line_width - len(_INDENT) - len(_MORE))

    def _show_window(self) -> None:
        """Show what the window now shows."""
        self._placed_for = None
        if self._window is None:
            self.virtual_size = Size(0, 0)
        else:
            self.virtual_size = Size(0, self._window.total_lines)
            self.scroll_to(y=self._window.top_line, animate=False)
        self._placed_for = self.size
        self.show_changes()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Follow the mouse and the scroll bar, which know lines and not places.

        A size that nothing was placed for yet moves lines too, and so does placing itself: neither
        is anybody's wish.
        """
        super().watch_scroll_y(old_value, new_value)
        if self._placed_for == self.size:
            self._do(lambda window: window.go_to_line(round(new_value)))

    def on_resize(self) -> None:
        """Wrap to the new width; the place at the top stays."""
        self._do(lambda window: window.resize(self._text_width, self.size.height))

    def _do(self, act: Callable[[TraceWindow], None]) -> None:
        """Do something with the window, where a trace is open, and show what came of it."""
        if self._window is not None:
            act(self._window)
            self._view, self._wrap = self._window.view, self._window.wrap
            self._rules = self._window.rules
            self._show_window()

"""One trace, to be read: by its parts, as JSON, or its meta alone."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from rich.style import Style
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip

from tunix_rt_tui.trace.text import one_line
from tunix_rt_tui.tui import words
from tunix_rt_tui.tui.keys import bindings_for
from tunix_rt_tui.tui.reading import OpenedTrace
from tunix_rt_tui.tui.rendering.modes import MAX_CHARS, MODE_NAMES, MODES, Mode
from tunix_rt_tui.tui.views import ViewName
from tunix_rt_tui.tui.widgets.line_view import LineView
from tunix_rt_tui.tui.widgets.trace_ink import Run, ink
from tunix_rt_tui.tui.widgets.trace_prompt import Purpose
from tunix_rt_tui.tui.window.rules import TypeRules
from tunix_rt_tui.tui.window.steps import Line
from tunix_rt_tui.tui.window.window import TraceWindow

if TYPE_CHECKING:
    from tunix_rt_tui.trace.query.seeking import Seeker

_INDENT = "  "
_MARK = "▸ "
_STAR = " ★"
_LESS = "‹ "
_MORE = "›"
_VIEW_NAMES: dict[ViewName, str] = {
    "reading": "",
    "json": " · JSON",
    "meta": " · meta",
    "origin": " · origin",
}
_SAID_CHARS = 20
"""Characters that are said again of what is no number of a step."""

_UNWRAPPED = frozenset({"text", "json"})
"""Kinds of blocks whose long lines can be left unwrapped."""


class TraceView(LineView, can_focus=True):
    """A trace drawn line by line; only what is seen is wrapped."""

    BINDINGS = bindings_for("trace")

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

    class ViewChanged(Message):
        """Another trace is shown, or it is shown in another view, or hits are lit or no more."""

    class HitsEnded(Message):
        """The list was searched, and no hit of this trace is left in a direction."""

        def __init__(self, direction: int) -> None:
            super().__init__()
            self.direction = direction

    class PromptWanted(Message):
        """Something has to be typed: what to find, or the number of a step."""

        def __init__(self, purpose: Purpose) -> None:
            super().__init__()
            self.purpose = purpose

    class Refused(Message):
        """What was asked for cannot be done; `words` say why."""

        def __init__(self, words: str) -> None:
            super().__init__()
            self.words = words

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

    def show(self, opened: OpenedTrace | None, *, keep_place: bool = False) -> None:
        """Show a trace from its start, or none; `keep_place` goes to what was read in the last."""
        landmark = self._window.landmark if self._window is not None and keep_place else None
        if opened is None:
            self._window = None
        else:
            width, height = self._text_width, self.size.height
            self._window = TraceWindow(
                opened, width, height, view=self._view, mode=self._mode_for(opened), wrap=self._wrap
            )
            self._window.set_rules(self._rules)
            if landmark is not None:
                self._window.go_to_landmark(landmark)
        self._show_window()
        self.post_message(self.ViewChanged())

    def update_trace(self, opened: OpenedTrace) -> None:
        """Show the open trace as it is now, where it stands."""
        self._do(lambda window: window.update(opened))

    def show_bookmarks(self, steps: Collection[int]) -> None:
        """Show which steps have a bookmark."""
        if steps != self._bookmarks:
            self._bookmarks = steps
            self.show_changes()

    def set_rules(self, rules: TypeRules) -> None:
        """Fold and hide types of steps."""
        self._do(lambda window: window.set_rules(rules))

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
                runs.append((_STAR, self._style("current")))
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

    # What the keys do.

    def _do(self, act: Callable[[TraceWindow], None]) -> None:
        """Do something with the window, where a trace is open, and show what came of it."""
        if self._window is not None:
            act(self._window)
            self._view, self._wrap = self._window.view, self._window.wrap
            self._rules = self._window.rules
            self._show_window()

    def action_scroll_lines(self, lines: int) -> None:
        """Scroll by lines."""
        self._do(lambda window: window.scroll(lines))

    def action_scroll_pages(self, pages: float) -> None:
        """Scroll by pages or parts of one; a page leaves a line of the last one in sight.

        The first line of the window may be that of a heading that stays.
        """
        self.action_scroll_lines(round(pages * max(1, self.size.height - 2)))

    def action_first(self) -> None:
        """Go to the start."""
        self._do(TraceWindow.go_to_start)

    def action_last(self) -> None:
        """Go to the end."""
        self._do(TraceWindow.go_to_end)

    def action_step(self, direction: int) -> None:
        """Mark the next or the previous step and bring its heading to the top, if there is room."""
        self._do(lambda window: window.move_step(direction))

    def action_step_of_type(self, direction: int) -> None:
        """Go to the next or the previous step of the marked one's type."""
        self._do(lambda window: window.move_step(direction, same_type=True))

    def action_part(self, part: str) -> None:
        """Go to the prompt or the answer, or back from there."""
        self._do(lambda window: window.go_to_part(part))
        self.post_message(self.ViewChanged())

    def action_fold(self) -> None:
        """Fold the marked step, or unfold it."""
        self._do(TraceWindow.toggle_fold)

    def action_fold_all(self) -> None:
        """Fold every step, or unfold them."""
        self._do(TraceWindow.toggle_all_folds)

    def action_next_view(self) -> None:
        """Go on from the reading view to JSON, to the meta, to the origin, and back."""
        self._do(TraceWindow.turn)
        self.post_message(self.ViewChanged())

    def action_next_mode(self) -> None:
        """Draw text as Markdown, with plain formulas, or again as it was written."""
        window = self._window
        if window is None:
            return
        self._mode = MODES[(MODES.index(window.mode) + 1) % len(MODES)]
        if self._mode_for(window.opened) != self._mode:
            self._mode = "written"
            self.post_message(self.Refused("This trace is too long to be drawn otherwise."))
        elif window.view != "reading":
            self._do(lambda window: window.show_view("reading"))
        self._do(lambda window: window.set_mode(self._mode))
        self.post_message(self.ViewChanged())

    def _mode_for(self, opened: OpenedTrace) -> Mode:
        return self._mode if opened.counts.characters <= MAX_CHARS else "written"

    def action_toggle_wrap(self) -> None:
        """Wrap long lines, or leave them and scroll sideways."""
        self._do(TraceWindow.toggle_wrap)

    def action_sideways(self, direction: int) -> None:
        """Scroll sideways where lines are not wrapped."""
        self._do(lambda window: window.scroll_sideways(direction))

    def action_ask(self, purpose: Purpose) -> None:
        """Have something typed: what to find, or the number of a step."""
        if self._window is not None:
            if purpose == "find":
                self.begin_finding()
            self.post_message(self.PromptWanted(purpose))

    def action_hit(self, direction: int) -> None:
        """Go to the next or the previous hit."""
        if self._window is not None and not self.tally:
            self.post_message(self.Refused("Nothing is being looked for in this trace yet."))
        elif self._window is not None and not self.has_hits and self._window.mode != "written":
            self.post_message(
                self.Refused("It is not in what is drawn now; r goes on to as written.")
            )
        elif self._window is not None and self._window.is_at_last_of_list(direction):
            self.post_message(self.HitsEnded(direction))
        else:
            self._do(lambda window: window.move_hit(direction))

    # What the prompt asks for.

    def begin_finding(self) -> None:
        """Remember where finding begins."""
        self._do(TraceWindow.begin_finding)

    def find(self, query: str) -> None:
        """Go to the first hit of a query, and light all; nothing is found for an empty one."""
        self._do(lambda window: window.find(query))

    def light(self, seekers: Sequence[Seeker], *, at_last: bool) -> None:
        """Light what the list was searched for, from the first hit on or from the last."""
        self._do(lambda window: window.light(seekers, at_last=at_last))
        if self._window is not None and not self.has_hits and self._window.mode != "written":
            self._mode = "written"
            self._do(lambda window: window.set_mode("written"))
            self._do(lambda window: window.light(seekers, at_last=at_last))
        self.post_message(self.ViewChanged())

    def stop_finding(self, *, go_back: bool) -> None:
        """Light no hits any more; `go_back` to where finding began."""
        self._do(lambda window: window.forget_finding(go_back=go_back))
        self.post_message(self.ViewChanged())

    def show_step(self, step: int) -> None:
        """Go to a step, from 0, in a view that has steps."""
        self._do(lambda window: window.go_to_step(step))
        self.post_message(self.ViewChanged())

    def go_to_step(self, given: str) -> str:
        """Go to the step of a number, as headings count them; says why where there is none."""
        if self._window is None:
            return ""
        steps = self._window.opened.steps
        if not (given.isascii() and given.isdecimal() and 1 <= int(given) <= steps):
            return _no_such_step(given, steps)
        self.show_step(int(given) - 1)
        return ""


def _no_such_step(given: str, steps: int) -> str:
    said, counted = one_line(given, _SAID_CHARS), words.counted(steps, "step")
    return f"There is no step {said}: this trace has {counted}, numbered from 1."

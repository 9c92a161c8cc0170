"""One trace, to be read: by its parts, as JSON, its meta alone, or where it came from."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from textual.message import Message

from tunix_rt_tui.trace.text import one_line
from tunix_rt_tui.tui import words
from tunix_rt_tui.tui.keys import bindings_for
from tunix_rt_tui.tui.reading import OpenedTrace
from tunix_rt_tui.tui.rendering.modes import MAX_CHARS, MODES, Mode
from tunix_rt_tui.tui.widgets.trace_lines import TraceLines
from tunix_rt_tui.tui.widgets.trace_prompt import Purpose
from tunix_rt_tui.tui.window.rules import TypeRules
from tunix_rt_tui.tui.window.window import TraceWindow

if TYPE_CHECKING:
    from tunix_rt_tui.trace.query.seeking import Seeker

_SAID_CHARS = 20
"""Characters that are said again of what is no number of a step."""


class TraceView(TraceLines, can_focus=True):
    """A trace to be read by keys; only what is seen of it is wrapped."""

    BINDINGS = bindings_for("trace")

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

    # What the keys do.

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

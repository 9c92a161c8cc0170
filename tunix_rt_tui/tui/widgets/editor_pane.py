"""The editor: text, counters, problems, and what can be done with them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.strip import Strip

from tunix_rt_tui.tui import words
from tunix_rt_tui.tui.counting import Counts
from tunix_rt_tui.tui.keys import bindings_for
from tunix_rt_tui.tui.widgets.counter_line import CounterLine
from tunix_rt_tui.tui.widgets.json_area import JsonArea
from tunix_rt_tui.tui.widgets.plain_button import PlainButton
from tunix_rt_tui.tui.widgets.problem_list import ProblemList
from tunix_rt_tui.tui.widgets.still_input import StillInput
from tunix_rt_tui.tui.widgets.thrifty import ThriftyRefresh

if TYPE_CHECKING:
    from tunix_rt_tui.trace.parsing import Problem

_ID_CHARS = 36


class EditorPane(Vertical, ThriftyRefresh):
    """Knows what is in its parts, and when its buttons can be pressed; does none of the work."""

    BINDINGS = bindings_for("editor")

    def __init__(self, *, limits: Counts, outside_key: str) -> None:
        """`outside_key` opens the text in another editor."""
        super().__init__()
        self._outside_key = outside_key
        self.area = JsonArea()
        """Where the text is edited."""
        self._counters = CounterLine(limits=limits)
        self.problems = ProblemList()
        """What is wrong with it."""
        self._load = PlainButton("Load example", id="load-example")
        self._upload = PlainButton("Upload", id="upload", disabled=True)
        self._given_id = StillInput(
            placeholder="id of a trace, or its start", id="id", compact=True, max_length=_ID_CHARS
        )
        self._fetch = PlainButton("Fetch", id="fetch", disabled=True)
        self._busy = False
        self._writable = True
        self._pristine = ""

    def on_mount(self) -> None:
        """Begin with nothing to tell."""
        self.problems.display = False
        self._show_title()

    def furnish(self) -> None:
        """Put the parts into the pane, once; what is seen first need not wait for them."""
        if not self.children:
            deeds = Horizontal(self._load, self._upload, self._given_id, self._fetch, id="deeds")
            self.mount(self.area, self._counters, self.problems, deeds)

    def render_line(self, y: int) -> Strip:
        """Draw a line behind the parts for Textual."""
        return self.paint_line(y)

    @property
    def text(self) -> str:
        """The text as it is now."""
        return self.area.text

    @property
    def given_id(self) -> str:
        """What stands in the id field."""
        return self._given_id.value.strip()

    @property
    def unsaved(self) -> bool:
        """Whether something was typed that no upload, example or copy has put there."""
        return self.text.strip() not in {"", self._pristine.strip()}

    def put_text(self, text: str) -> None:
        """Replace the text by one that need not be saved: an example, a copy."""
        self.area.exchange(text)
        self._pristine = self.text

    def type_text(self, text: str) -> None:
        """Replace the text by one that counts as typed: it is in no store."""
        self.area.reword(text)
        self._pristine = ""

    def replace_text(self, text: str) -> None:
        """Replace the text by another spelling of the same; what was unsaved stays so."""
        unsaved = self.unsaved
        self.area.reword(text)
        if not unsaved:
            self._pristine = self.text

    def empty(self) -> None:
        """Take all text out, to be undone like any edit."""
        if self.area.read_only:
            self.area.show_text("")
        else:
            self.area.clear()

    def keep(self, text: str, trace_id: str) -> None:
        """Note that this text is in the store under this id."""
        self._pristine = text
        self._given_id.value = trace_id

    @property
    def busy(self) -> bool:
        """Whether an upload is on its way."""
        return self._busy

    def set_busy(self, busy: bool) -> None:
        """Note whether an upload is on its way."""
        self._busy = busy
        self._settle_buttons()

    def set_writable(self, writable: bool) -> None:
        """Note whether the store takes uploads."""
        self._writable = writable
        self._settle_buttons()

    def show_check(
        self, counts: Counts, problems: Sequence[Problem], warnings: Sequence[Problem]
    ) -> None:
        """Show what is known about the text."""
        verdict, good = "", False
        if not self.text.strip():
            problems = ()
        elif self.area.read_only:
            verdict = f"Read-only: {self.area.unfit}; {self._outside_key} opens it in your editor."
            good = not problems
        elif problems:
            verdict = words.counted(len(problems), "problem")
        else:
            verdict, good = "Valid", True
        self._counters.show(counts, verdict, good=good)
        self.problems.show(problems, warnings)
        self.area.mark_wrong(_places(problems))
        self.problems.point_at(self.area.cursor_location[0] + 1)
        self._show_title(counts)

    def on_text_area_selection_changed(self, event: JsonArea.SelectionChanged) -> None:
        """Show first what is wrong where the cursor is."""
        event.stop()
        self.problems.point_at(event.selection.end[0] + 1)

    def on_text_area_changed(self) -> None:
        """Let the buttons follow the text; the message goes on to the screen."""
        self._settle_buttons()

    def on_input_changed(self) -> None:
        """Let the buttons follow the id field."""
        self._settle_buttons()

    def on_problem_list_place_chosen(self, event: ProblemList.PlaceChosen) -> None:
        """Put the cursor where a problem is; the message goes on, for the whole to be told."""
        self.area.jump_to(event.problem.line or 1, event.problem.column or 1)

    def focus_text(self) -> None:
        """Put the focus into the text."""
        self.furnish()
        self.area.focus()

    def _settle_buttons(self) -> None:
        empty = not self.text.strip()
        self._upload.disabled = empty or self._busy or not self._writable
        self._fetch.disabled = not self.given_id

    def _show_title(self, counts: Counts | None = None) -> None:
        size = f" · {words.counted(counts.bytes, 'byte')}" if counts else ""
        self.border_title = Content(f"Editor{size}")


def _places(problems: Iterable[Problem]) -> list[tuple[int, int]]:
    """Name the places in the text, lines and columns from 1, of what has one."""
    return [
        (problem.line, problem.column)
        for problem in problems
        if problem.line is not None and problem.column is not None
    ]

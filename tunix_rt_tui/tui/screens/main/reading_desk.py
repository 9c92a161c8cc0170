"""Helps to read the open trace: outline, types of steps, unsafe characters, bookmarks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tunix_rt_tui.trace.text import one_line, preview
from tunix_rt_tui.tui import words
from tunix_rt_tui.tui.listing.choice import Choice
from tunix_rt_tui.tui.screens.main.host import Host
from tunix_rt_tui.tui.screens.main.memory_desk import MemoryDesk
from tunix_rt_tui.tui.screens.main.trace_desk import TraceDesk
from tunix_rt_tui.tui.state.bookmarks import Bookmark
from tunix_rt_tui.tui.widgets.trace_view import TraceView

if TYPE_CHECKING:
    from tunix_rt_tui.tui.reading import OpenedTrace
    from tunix_rt_tui.tui.window.rules import TypeRules

_NOTE_CHARS = 60


class ReadingDesk:
    """Asks in dialogs what is to be seen, and has the view show it."""

    def __init__(self, host: Host, view: TraceView, traces: TraceDesk, memory: MemoryDesk) -> None:
        self._host = host
        self._view = view
        self._traces = traces
        self._memory = memory

    def ask_where(self) -> None:
        """Show the outline, and go to what is chosen."""
        from tunix_rt_tui.tui.screens.reading.outline import OutlineDialog

        opened = self._view.opened
        if opened is None:
            return

        def decide(row: int | None) -> None:
            if row is None:
                return
            if row == 0:
                self._view.action_part("prompt")
            elif row > opened.steps:
                self._view.action_part("final_answer")
            else:
                self._view.show_step(row - 1)

        dialog = OutlineDialog(
            opened, step=self._view.current_step, bookmarks=self._bookmarked(opened)
        )
        self._host.show_dialog(dialog, decide)

    def ask_for_types(self) -> None:
        """Show the types of steps, and fold and hide what is chosen."""
        from tunix_rt_tui.tui.screens.reading.step_types import StepTypesDialog

        opened = self._view.opened
        if opened is not None:

            def decide(rules: TypeRules | None) -> None:
                if rules is not None:
                    self._view.set_rules(rules)

            self._host.show_dialog(StepTypesDialog(opened, self._view.rules), decide)

    def ask_for_characters(self) -> None:
        """Show which characters are made visible, and find the one that is chosen."""
        from tunix_rt_tui.trace.unsafe import unsafe_in
        from tunix_rt_tui.tui.screens.reading.characters import CharactersDialog

        opened = self._view.opened
        if opened is None:
            return
        found = unsafe_in(block.text for block in opened.reading)
        if not found:
            self._host.say("This trace has only characters that are drawn as they are.")
            return

        def decide(row: int | None) -> None:
            if row is not None:
                self._view.begin_finding()
                self._view.find(found[row].character)

        self._host.show_dialog(CharactersDialog(found), decide)

    # Bookmarks.

    def toggle_bookmark(self) -> None:
        """Put a bookmark on the marked step, or take it off."""
        opened, step = self._view.opened, self._view.current_step
        if opened is None or step is None:
            self._host.say("A bookmark is for a step: go to one first.", "refused")
            return
        texts = (one.text for one in opened.reading if one.step == step and one.kind == "text")
        text = next(texts, "")
        note = f"{opened.outline[step].type} · {one_line(preview(text), _NOTE_CHARS)}"
        self._memory.toggle_bookmark(Bookmark(opened.id, step, note))
        self.show_bookmarks()
        on = step in self._bookmarked(opened)
        done = "has a bookmark now" if on else "has no bookmark any more"
        self._host.say(f"Step {step + 1} {done}.", "done")

    def show_bookmarks(self) -> None:
        """Show which steps of the open trace have one."""
        opened = self._view.opened
        self._view.show_bookmarks(frozenset() if opened is None else self._bookmarked(opened))

    def ask_for_bookmark(self) -> None:
        """Show all bookmarks, and go to the one that is chosen."""
        from tunix_rt_tui.tui.screens.choosing import ChoiceDialog

        bookmarks = self._memory.bookmarks
        if not bookmarks:
            key = self._host.keys.name("trace.bookmark")
            self._host.say(f"There is no bookmark yet: {key} puts one on a step.", "refused")
            return

        def decide(row: int | None) -> None:
            if row is not None:
                self._traces.open_step(bookmarks[row].trace, bookmarks[row].step)

        choices = [
            Choice(f"{words.short_id(one.trace)} step {one.step + 1}", one.note)
            for one in bookmarks
        ]
        dialog = ChoiceDialog("Bookmarks", choices, hint="enter goes there · esc closes")
        self._host.show_dialog(dialog, decide)

    def _bookmarked(self, opened: OpenedTrace) -> frozenset[int]:
        return frozenset(one.step for one in self._memory.bookmarks if one.trace == opened.id)

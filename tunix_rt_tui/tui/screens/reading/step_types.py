"""Which types of steps are folded, and which are not shown."""

from __future__ import annotations

from collections.abc import Iterator

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from tunix_rt_tui.tui import words
from tunix_rt_tui.tui.keys import bindings_for
from tunix_rt_tui.tui.listing.choice import Choice
from tunix_rt_tui.tui.reading import OpenedTrace
from tunix_rt_tui.tui.screens.working import Dialog
from tunix_rt_tui.tui.widgets.choices import Choices
from tunix_rt_tui.tui.window.rules import TypeRules

_HINT = "space shows or hides · z folds · o this one only · enter takes · esc closes"


class StepTypesDialog(Dialog[TypeRules]):
    """Gives the rules that were chosen; they hold for the traces that follow, too."""

    BINDINGS = bindings_for("types")

    def __init__(self, opened: OpenedTrace, rules: TypeRules) -> None:
        super().__init__()
        self._opened = opened
        self._types = opened.types
        self._rules = rules
        self._list = Choices(list(self._lines()))

    def compose(self) -> ComposeResult:
        """Make the dialog."""
        with Vertical(id="dialog", classes="-wide") as dialog:
            dialog.border_title = "Types of steps"
            yield self._list
            yield Static(_HINT, classes="hint", markup=False)

    def on_mount(self) -> None:
        """Begin with the first type."""
        self._list.focus()

    def on_choices_taken(self) -> None:
        """Give what was chosen."""
        self.dismiss(self._rules)

    def action_hide(self) -> None:
        """Show the type at the cursor, or hide it."""
        self._change(self._rules.toggle_hidden(self._at_cursor))

    def action_fold(self) -> None:
        """Fold the type at the cursor, or no longer."""
        self._change(self._rules.toggle_folded(self._at_cursor))

    def action_only(self) -> None:
        """Show the type at the cursor alone, or all again."""
        self._change(self._rules.only(self._at_cursor, self._types))

    @property
    def _at_cursor(self) -> str:
        return self._types[self._list.cursor]

    def _change(self, rules: TypeRules) -> None:
        self._rules = rules
        self._list.show(list(self._lines()))

    def _lines(self) -> Iterator[Choice]:
        for kind in self._types:
            steps = [step for step in self._opened.outline if step.type == kind]
            characters = sum(step.counts.characters for step in steps)
            shown = kind not in self._rules.hidden
            folded = " · folded" if shown and kind in self._rules.folded else ""
            yield Choice(
                f"[{'✓' if shown else ' '}] {kind}",
                f"{words.counted(len(steps), 'step')}, "
                f"{words.counted(characters, 'character')}{folded}",
            )

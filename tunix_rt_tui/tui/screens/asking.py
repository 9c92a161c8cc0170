"""Asking for a line of text."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, Input, Static

from tunix_rt_tui.trace.text import drawable
from tunix_rt_tui.tui.keys import bindings_for
from tunix_rt_tui.tui.screens.working import Dialog
from tunix_rt_tui.tui.widgets.completing import Completing
from tunix_rt_tui.tui.widgets.plain_button import PlainButton
from tunix_rt_tui.tui.widgets.query_hint import QueryHint
from tunix_rt_tui.tui.widgets.still_input import StillInput

Check = Callable[[str], str | None]
"""Says what is wrong with a text; None where it will do."""

Complete = Callable[[str], tuple[int, Sequence[str]]]
"""Tells, of what stands before the cursor, from where on which texts may follow."""

MAX_CHARS = 200
"""Characters that a line may have, unless a dialog says otherwise."""


class LineDialog(Dialog[str]):
    """Gives the text; what is wrong with it is said here, and what may be meant is offered."""

    BINDINGS = bindings_for("line")

    def __init__(
        self,
        title: str,
        hint: str,
        *,
        yes: str,
        value: str = "",
        check: Check = lambda _: None,
        complete: Complete = lambda _: (0, ()),
        max_chars: int = MAX_CHARS,
    ) -> None:
        super().__init__()
        self._title = title
        self._hint = hint
        self._yes = yes
        self._check = check
        self._complete = complete
        self._input = StillInput(value, max_length=max_chars, compact=True, select_on_focus=False)
        self._candidates = QueryHint()
        self._completing = Completing(self._input, self._candidates)

    def compose(self) -> ComposeResult:
        """Make the dialog."""
        with Vertical(id="dialog") as dialog:
            dialog.border_title = self._title
            yield Static(self._hint, classes="hint", markup=False)
            yield self._input
            yield self._candidates
            yield Static("", id="refusal", markup=False)
            with Horizontal(classes="answers"):
                yield PlainButton("Cancel", id="cancel")
                yield PlainButton(self._yes, id="yes")

    def on_mount(self) -> None:
        """Begin at the end of what is there."""
        self._input.focus()
        self._input.cursor_position = len(self._input.value)
        self.offer()

    def offer(self) -> None:
        """Offer what may follow."""
        self._completing.offer(*self._complete(self._input.value[: self._input.cursor_position]))

    @on(Input.Changed)
    def _typed(self) -> None:
        self.query_one("#refusal", Static).update("")
        self.offer()

    def action_complete(self) -> None:
        """Take the next candidate; where there is none, go to the buttons."""
        if not self._completing.take_next():
            self.focus_next()

    @on(Button.Pressed, "#yes")
    @on(Input.Submitted)
    def _give(self) -> None:
        text = self._input.value.strip()
        wrong = self._check(text)
        if wrong is None:
            self.dismiss(text)
        else:
            self.query_one("#refusal", Static).update(drawable(f"✗ {wrong}"))

    @on(Button.Pressed, "#cancel")
    def _give_up(self) -> None:
        self.dismiss(None)

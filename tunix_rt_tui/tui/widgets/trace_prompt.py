"""The line below a trace, for typing what to find or where to go."""

from __future__ import annotations

from typing import Literal

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Static

from tunix_rt_tui.tui.keys import bindings_for
from tunix_rt_tui.tui.widgets.still_input import StillInput

Purpose = Literal["find", "step"]

_SIGNS: dict[Purpose, str] = {"find": "/", "step": ":"}
_PLACEHOLDERS: dict[Purpose, str] = {
    "find": "words of this trace; capitals have to match",
    "step": "the number of a step, as headings count them",
}
_MAX_CHARS = 200
"""More than anybody types; a paste that is longer is cut."""


class TracePrompt(Horizontal):
    """Asks for one thing at a time, and is seen only while it does."""

    BINDINGS = bindings_for("prompt")

    class Typed(Message):
        """Something was typed, and more may follow."""

        def __init__(self, purpose: Purpose, text: str) -> None:
            super().__init__()
            self.purpose = purpose
            self.text = text

    class Given(Typed):
        """What was typed is meant."""

    class Moved(Message):
        """The next or the previous hit is wanted."""

        def __init__(self, direction: int) -> None:
            super().__init__()
            self.direction = direction

    class Left(Message):
        """Nothing is wanted after all."""

        def __init__(self, purpose: Purpose) -> None:
            super().__init__()
            self.purpose = purpose

    def __init__(self) -> None:
        super().__init__()
        self._purpose: Purpose = "find"
        self._input = StillInput(compact=True, max_length=_MAX_CHARS)
        self._sign = Static("", classes="sign", markup=False)
        self._note = Static("", classes="note", markup=False)
        self.display = False

    def compose(self) -> ComposeResult:
        """Put sign, field and note in a row."""
        yield self._sign
        yield self._input
        yield self._note

    @property
    def finds(self) -> bool:
        """Whether it asks for words to find, not for a step to go to."""
        return self._purpose == "find"

    def open(self, purpose: Purpose) -> None:
        """Ask for something, and take the focus."""
        self._purpose = purpose
        self._sign.update(_SIGNS[purpose])
        self._input.placeholder = _PLACEHOLDERS[purpose]
        with self.prevent(Input.Changed):
            self._input.value = ""
        self.note("")
        self.display = True
        self.screen.set_focus(self._input)  # at once: what is typed next belongs to it

    def close(self) -> None:
        """Be seen no longer."""
        self.display = False

    def note(self, words: str) -> None:
        """Say something beside what is typed."""
        self._note.update(words)

    @on(Input.Changed)
    def _tell(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Typed(self._purpose, event.value))

    @on(Input.Submitted)
    def _give(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Given(self._purpose, event.value))

    def action_move(self, direction: int) -> None:
        """Go to the next or the previous hit, while more may be typed."""
        if self.finds:
            self.post_message(self.Moved(direction))

    def action_leave(self) -> None:
        """Want nothing after all."""
        self.post_message(self.Left(self._purpose))

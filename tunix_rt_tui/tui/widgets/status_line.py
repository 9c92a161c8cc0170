"""The last thing that happened, in words that stay until something else happens.

The sign tells what came of it; of a refusal nothing is left once something else was done.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Literal

from tunix_rt_tui.trace.text import drawable
from tunix_rt_tui.tui.widgets.text_line import Run, TextLine

Tone = Literal["plain", "done", "refused"]

_SIGNS: dict[Tone, str] = {"plain": " ", "done": "✓", "refused": "✗"}


class StatusLine(TextLine):
    """A sign and a sentence."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "status-line--plain",
        "status-line--done",
        "status-line--refused",
    }

    def __init__(self) -> None:
        super().__init__()
        self._tone: Tone = "plain"
        self.words = ""
        """What is said now."""

    def say(self, words: str, tone: Tone = "plain") -> None:
        """Say something else."""
        self.words = drawable(words, keep_newlines=False)
        self._tone = tone
        self.refresh()

    def withdraw(self) -> None:
        """Say no longer why something could not be done: something else was."""
        if self._tone == "refused":
            self.say("")

    def runs(self) -> Sequence[Run]:
        """Give the sign and the sentence."""
        return [(f"status-line--{self._tone}", f" {_SIGNS[self._tone]} "), ("", self.words)]

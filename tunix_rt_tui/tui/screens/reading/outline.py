"""The outline of a trace: its parts and steps with their lengths, to go to one."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from tunix_rt_tui.trace.counts import TextCounts
from tunix_rt_tui.trace.text import one_line, preview
from tunix_rt_tui.tui import words
from tunix_rt_tui.tui.listing.choice import Choice
from tunix_rt_tui.tui.reading import OpenedTrace
from tunix_rt_tui.tui.screens.choosing import ChoiceDialog

_BAR_CELLS = 8
_SAID_CHARS = 60


class OutlineDialog(ChoiceDialog):
    """Gives the row that was chosen: 0 for the prompt, the steps, and behind them the answer."""

    def __init__(
        self, opened: OpenedTrace, *, step: int | None, bookmarks: Collection[int]
    ) -> None:
        """`step` is where the cursor begins; `bookmarks` are steps with one."""
        super().__init__(
            f"Outline · {words.lengths(opened.counts)}",
            list(_lines(opened, bookmarks)),
            hint="characters, ≈ tokens (an estimate) · enter goes there · esc closes",
            cursor=0 if step is None else step + 1,
        )


def _lines(opened: OpenedTrace, bookmarks: Collection[int]) -> Iterator[Choice]:
    longest = max(step.counts.characters for step in opened.outline)
    most = max(longest, opened.prompt.characters, opened.answer.characters)
    width = len(words.number(most))
    said = _first_words(opened)
    no_bar = " " * _BAR_CELLS
    yield Choice("Prompt", f"{no_bar} {_length(opened.prompt, width)}")
    digits = len(str(opened.steps))
    for number, step in enumerate(opened.outline):
        star = f" {words.STAR}" if number in bookmarks else ""
        yield Choice(
            f"{number + 1:>{digits}} {step.type}{star}",
            f"{_bar(step.counts.characters, longest)} {_length(step.counts, width)} {said[number]}",
        )
    yield Choice("Final answer", f"{no_bar} {_length(opened.answer, width)}")


def _first_words(opened: OpenedTrace) -> dict[int, str]:
    """Give the beginning of what each step says."""
    said: dict[int, str] = {}
    for block in opened.reading:
        if block.step is not None and block.kind == "text":
            said[block.step] = one_line(preview(block.text), _SAID_CHARS)
    return said


def _bar(characters: int, longest: int) -> str:
    """Draw a length against the longest; what has any length is seen."""
    return ("■" * max(1, round(_BAR_CELLS * characters / max(1, longest)))).ljust(_BAR_CELLS)


def _length(counts: TextCounts, width: int) -> str:
    tokens = f"≈ {words.number(counts.tokens)}"
    return f"{words.number(counts.characters).rjust(width)} {tokens.ljust(width + 2)}"

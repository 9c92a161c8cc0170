"""A few lines to choose one from."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from tunix_rt_tui.trace.text import one_line
from tunix_rt_tui.tui.keys import bindings_for
from tunix_rt_tui.tui.listing.choice import Choice

_LABEL_CHARS, _NOTE_CHARS = 40, 60
_GAP = "  "


class Choices(OptionList):
    """Choices in lines; enter takes the one at the cursor, which is not shown by colour alone."""

    BINDINGS = bindings_for("choice")

    def __init__(self, choices: Sequence[Choice]) -> None:
        super().__init__(markup=False, compact=True)
        self._choices: Sequence[Choice] = ()
        self.show(choices)

    def show(self, choices: Sequence[Choice]) -> None:
        """Offer other choices; the cursor stays where it was."""
        here = self.highlighted
        self._choices = choices
        self.clear_options()
        self.add_options([Option(line) for line in self._written(None)])
        if choices:
            self.highlighted = min(here or 0, len(choices) - 1)

    def watch_highlighted(self, highlighted: int | None) -> None:
        """Put the sign of the cursor before its line."""
        for index, line in enumerate(self._written(highlighted)):
            if index < self.option_count:
                self.replace_option_prompt_at_index(index, line)
        super().watch_highlighted(highlighted)

    def _written(self, cursor: int | None) -> list[Content]:
        labels = [one_line(choice.label, _LABEL_CHARS) for choice in self._choices]
        width = max(map(cell_len, labels), default=0)
        return [
            Content(
                ("▸ " if index == cursor else "  ")
                + label
                + " " * (width - cell_len(label))
                + (_GAP + one_line(choice.note, _NOTE_CHARS) if choice.note else "")
            )
            for index, (label, choice) in enumerate(zip(labels, self._choices, strict=True))
        ]

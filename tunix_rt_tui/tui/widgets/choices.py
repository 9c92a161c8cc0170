"""Lines to choose one from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip

from tunix_rt_tui.trace.text import flat, one_line
from tunix_rt_tui.tui.keys import bindings_for
from tunix_rt_tui.tui.listing.choice import Choice
from tunix_rt_tui.tui.widgets.row_view import RowView

_LABEL_CHARS, _NOTE_CHARS = 40, 200
_GAP = "  "


class Choices(RowView):
    """Choices in lines, few or thousands; enter takes the one at the cursor.

    The cursor is not shown by colour alone.
    """

    BINDINGS = bindings_for("choice")

    COMPONENT_CLASSES: ClassVar[set[str]] = {"choices--cursor", "choices--note"}

    class Taken(Message):
        """A choice was made; `row` counts from 0."""

        def __init__(self, row: int) -> None:
            super().__init__()
            self.row = row

    def __init__(self, choices: Sequence[Choice], *, cursor: int = 0) -> None:
        super().__init__()
        self._choices: Sequence[Choice] = ()
        self._label_width = 0
        self._cursor = cursor
        self.show(choices)

    @property
    def row_count(self) -> int:
        """How many there are to choose from."""
        return len(self._choices)

    def show(self, choices: Sequence[Choice]) -> None:
        """Offer other choices; the cursor stays where it was."""
        labels = [one_line(choice.label, _LABEL_CHARS) for choice in choices]
        self._choices = [
            Choice(label, flat(choice.note[:_NOTE_CHARS]))
            for label, choice in zip(labels, choices, strict=True)
        ]
        self._label_width = max(map(cell_len, labels), default=0)
        self.virtual_size = Size(0, len(choices))
        self.refresh(layout=True)
        self.move_to(self._cursor)

    def draw_line(self, y: int) -> Strip:
        """Draw a choice, the labels as wide as the widest."""
        row = self.scroll_offset.y + y
        if row >= self.row_count:
            return self.strip()
        label, note = self._choices[row]
        line = ("▸ " if row == self._cursor else "  ") + set_cell_size(label, self._label_width)
        if row == self._cursor:
            whole = set_cell_size(line + _GAP + note, self.line_width)
            return self.strip((whole, self.get_component_rich_style("choices--cursor")))
        style = self.get_component_rich_style("choices--note")
        return self.strip((line + _GAP, self.plain_style), (note, style))

    def on_click(self, event: events.Click) -> None:
        """Take what the mouse was pressed on."""
        if (row := self._row_under(event)) is not None:
            self.move_to(row)
            self.action_take()

    def action_page(self, pages: int) -> None:
        """Move the cursor by as many lines as are seen."""
        self.move_to(self._cursor + pages * max(1, self.size.height - 1))

    def action_take(self) -> None:
        """Take the choice at the cursor."""
        if self.row_count:
            self.post_message(self.Taken(self._cursor))

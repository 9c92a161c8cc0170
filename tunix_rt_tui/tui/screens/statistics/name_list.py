"""What traces can be counted by, a line each, with the one that is shown marked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip

from tunix_rt_tui.trace.text import flat
from tunix_rt_tui.tui.widgets.line_view import LineView

_TITLES = {"chars": "characters", "type": "step types", "date": "date (UTC)"}
"""Names as they are shown, where those of queries are shorter."""


class NameList(LineView):
    """Names that scroll with the mark; it takes no focus, its keys are those of the bars."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"name-list--shown", "name-list--other"}

    class NameChosen(Message):
        """This name was pressed with the mouse."""

        def __init__(self, place: int) -> None:
            super().__init__()
            self.place = place

    def __init__(self) -> None:
        super().__init__()
        self._names: Sequence[str] = ()
        self._shown = 0

    @property
    def shown(self) -> str | None:
        """The name that is marked; None while none are known."""
        return self._names[self._shown] if self._names else None

    def show(self, names: Sequence[str]) -> None:
        """Show what there is to choose from, with the first marked."""
        self._names = names
        self.virtual_size = Size(0, len(names))
        self.move_to(0)

    def turn(self, direction: int) -> None:
        """Mark the next name or the one before; after the last comes the first."""
        if self._names:
            self.move_to((self._shown + direction) % len(self._names))

    def move_to(self, place: int) -> None:
        """Mark a name, and bring it into view."""
        self._shown = place
        top, height = self.scroll_offset.y, max(1, self.size.height)
        if not top <= place < top + height:
            self.scroll_to(y=max(0, place - height // 2), animate=False)
        self.refresh()

    def draw_line(self, y: int) -> Strip:
        """Draw a name."""
        place = self.scroll_offset.y + y
        if place >= len(self._names):
            return self.strip()
        name = self._names[place]
        marked = place == self._shown
        style = self.get_component_rich_style("name-list--shown" if marked else "name-list--other")
        return self.strip((f"{'▸' if marked else ' '} {_TITLES.get(name) or flat(name)}", style))

    def on_click(self, event: events.Click) -> None:
        """Ask for the name that was pressed."""
        place = self.scroll_offset.y + event.y
        if place < len(self._names):
            self.post_message(self.NameChosen(place))

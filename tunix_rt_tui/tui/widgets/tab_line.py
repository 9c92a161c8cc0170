"""Which pane is seen, where there is room for one only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual.events import Click
from textual.message import Message

from tunix_rt_tui.tui.widgets.text_line import Run, TextLine


class TabLine(TextLine):
    """The panes with their keys; the one that is seen is marked."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"tab-line--current"}

    class TabChosen(Message):
        """The pane of this name shall be seen."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

    def __init__(self, tabs: Sequence[tuple[str, str]]) -> None:
        """`tabs` are the key and the name of each pane."""
        super().__init__()
        self._tabs = tabs
        self._current = tabs[0][1]

    def show(self, current: str) -> None:
        """Mark the pane that is seen, by its name."""
        self._current = current
        self.refresh()

    def runs(self) -> Sequence[Run]:
        """Give the tabs."""
        return [
            ("tab-line--current", f" ▸ {key} {name} ")
            if name == self._current
            else ("", f"   {key} {name} ")
            for key, name in self._tabs
        ]

    def on_click(self, event: Click) -> None:
        """Ask for the pane under the mouse."""
        here = 0
        for (_, name), (_, text) in zip(self._tabs, self.runs(), strict=True):
            here += cell_len(text)
            if event.x < here:
                self.post_message(self.TabChosen(name))
                return

"""Which pane is seen, where there is room for one only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from tunix_rt_tui.tui.widgets.text_line import Run, TextLine


class TabLine(TextLine):
    """The panes with their keys; the one that is seen is marked."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"tab-line--current"}

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
        runs: list[Run] = []
        for key, name in self._tabs:
            if name == self._current:
                runs.append(("tab-line--current", f" ▸ {key} {name} "))
            else:
                runs.append(("", f"   {key} {name} "))
        return runs

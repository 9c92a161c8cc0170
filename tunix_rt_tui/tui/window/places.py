"""Where in a trace one is, whatever view of it is shown."""

from __future__ import annotations

from typing import NamedTuple

from tunix_rt_tui.tui.block_layout import Place
from tunix_rt_tui.tui.blocks import Document
from tunix_rt_tui.tui.views import ViewName
from tunix_rt_tui.tui.window.scroller import START


class Spot(NamedTuple):
    """A step, or where none is seen a member of the document."""

    step: int | None
    part: str


class Places:
    """Remembers where each view was left, for when it is shown again."""

    def __init__(self) -> None:
        self._left: dict[ViewName, tuple[Spot, Place]] = {}

    def leave(self, view: ViewName, spot: Spot, place: Place) -> None:
        """Remember where a view was."""
        self._left[view] = (spot, place)

    def arrive(self, view: ViewName, spot: Spot, document: Document) -> Place:
        """Find a spot in a view: exactly as it was left there, else where the spot begins."""
        left_spot, place = self._left.get(view, (None, START))
        if left_spot == spot:
            return place
        step, part = spot
        block = document.beginning(part) if step is None else document.head(step)
        return START if block is None else Place(block, 0)

"""The few keys that matter where the focus is."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import ClassVar

from rich.cells import cell_len

from tunix_rt_tui.tui.keymap import KeyTable
from tunix_rt_tui.tui.keys import Key, Place, key_bar, shown_for
from tunix_rt_tui.tui.widgets.text_line import Run, TextLine

_GAP = "   "
_RIGHT_FROM = 20
"""Keys of this rank and above stand at the right: they are the same everywhere."""


class KeyBar(TextLine):
    """Keys and what they do, as many as fit; what is the same everywhere stands at the right."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"key-bar--key"}

    def __init__(self, keys: KeyTable) -> None:
        super().__init__()
        self._table = keys
        self._places: tuple[Place, ...] = ("everywhere", "app")
        self._labels: Mapping[str, str] = {}
        self._typing = False
        self._hidden: Collection[str] = ()

    def show(
        self,
        places: tuple[Place, ...],
        *,
        labels: Mapping[str, str],
        hidden: Collection[str],
        typing: bool,
    ) -> None:
        """Show the keys of some places; while `typing`, only those that are no letters.

        By id, `labels` has other words for some, `hidden` names those that do nothing now.
        """
        self._places = places
        self._labels = labels
        self._typing = typing
        self._hidden = hidden
        self.refresh()

    def runs(self) -> Sequence[Run]:
        """Give the keys that fit, the most useful first."""
        width = self.size.width
        offered = key_bar(self._table.of(*self._places), typing=self._typing)
        keys = [key for key in offered if key.id not in self._hidden]
        right = [key for key in keys if key.bar >= _RIGHT_FROM]
        left = [key for key in keys if key.bar < _RIGHT_FROM]
        room = width - sum(self._width(key) for key in right)
        shown: list[Key] = []
        for key in left:
            if self._width(key) > room:
                break
            room -= self._width(key)
            shown.append(key)
        runs = [run for key in shown for run in self._key_runs(key)]
        runs.append(("", " " * max(0, room)))
        return runs + [run for key in right for run in self._key_runs(key)]

    def _label(self, key: Key) -> str:
        return self._labels.get(key.id, key.label)

    def _width(self, key: Key) -> int:
        return sum(cell_len(text) for _, text in self._key_runs(key))

    def _key_runs(self, key: Key) -> list[Run]:
        return [
            ("key-bar--key", f" {shown_for(key, typing=self._typing)}"),
            ("", f" {self._label(key)}{_GAP[1:]}"),
        ]

"""The few keys that matter where the focus is."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual.events import Click
from textual.message import Message

from tunix_rt_tui.tui.keymap import KeyTable
from tunix_rt_tui.tui.keys import Key, Place, key_bar, shown_for
from tunix_rt_tui.tui.widgets.text_line import Run, TextLine

_GAP = "   "
_RIGHT_FROM = 20
"""Keys of this rank and above stand at the right: they are the same everywhere."""


class KeyBar(TextLine):
    """Keys and what they do, as many as fit; what is the same everywhere stands at the right."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"key-bar--key"}

    class KeyChosen(Message):
        """What this key does shall be done."""

        def __init__(self, key: Key) -> None:
            super().__init__()
            self.key = key

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
        left, right, room = self._fitting()
        runs = [run for key in left for run in self._key_runs(key)]
        runs.append(("", " " * room))
        return runs + [run for key in right for run in self._key_runs(key)]

    def on_click(self, event: Click) -> None:
        """Do what the key under the mouse does."""
        left, right, room = self._fitting()
        here = 0
        for key in [*left, None, *right]:
            here += room if key is None else self._width(key)
            if event.x < here:
                if key is not None:
                    self.post_message(self.KeyChosen(key))
                return

    def _fitting(self) -> tuple[list[Key], list[Key], int]:
        """Choose the keys at the left and at the right, and the cells between them."""
        offered = key_bar(self._table.of(*self._places), typing=self._typing)
        keys = [key for key in offered if key.id not in self._hidden]
        right = [key for key in keys if key.bar >= _RIGHT_FROM]
        room = self.size.width - sum(map(self._width, right))
        left: list[Key] = []
        for key in keys[: len(keys) - len(right)]:
            if self._width(key) > room:
                break
            room -= self._width(key)
            left.append(key)
        return left, right, max(0, room)

    def _label(self, key: Key) -> str:
        return self._labels.get(key.id, key.label)

    def _width(self, key: Key) -> int:
        return sum(cell_len(text) for _, text in self._key_runs(key))

    def _key_runs(self, key: Key) -> list[Run]:
        return [
            ("key-bar--key", f" {shown_for(key, typing=self._typing)}"),
            ("", f" {self._label(key)}{_GAP[1:]}"),
        ]

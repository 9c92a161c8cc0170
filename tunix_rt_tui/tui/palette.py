"""The commands of the palette, made from the table of keys."""

from __future__ import annotations

from collections.abc import Iterator

from tunix_rt_tui.tui.keymap import KeyTable
from tunix_rt_tui.tui.keys import PLACES, Key, Place, shown

_ALL_OVER: tuple[Place, ...] = ("everywhere", "app")


def commands(keys: KeyTable) -> Iterator[tuple[Key, str, str]]:
    """Give each command once: its key, its title, and how it is reached without the palette."""
    seen: set[str] = set()
    for key in keys:
        if key.palette and key.action not in seen:
            seen.add(key.action)
            place = "" if key.where in _ALL_OVER else f" {PLACES[key.where].lower()}"
            yield key, key.help.rstrip("."), shown(key.keys) + place

"""The keys of this run: those of the table, and what the config file sets otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from types import MappingProxyType

from textual.keys import Keys

from tunix_rt_tui.errors import SettingFault
from tunix_rt_tui.tui.keys import KEYS, LOST_KEYS, Key, Place, is_printable, key_name, shown

_TOGETHER: tuple[tuple[Place, ...], ...] = (
    ("list", "everywhere", "app"),
    ("trace", "everywhere", "app"),
    ("prompt", "app"),
    ("query", "app"),
    ("choice", "dialog", "app"),
    ("line", "dialog", "app"),
    ("box", "line", "dialog", "app"),
    ("columns", "choice", "dialog", "app"),
    ("problems", "editor", "everywhere", "app"),
    ("help", "dialog", "app"),
    ("copy", "dialog", "app"),
)
"""Places whose keys work at the same time."""

_TYPING: frozenset[Place] = frozenset({"prompt", "query", "editor", "app"})
"""Places whose keys work in text fields, too, where a letter types."""

_KNOWN = frozenset(key.value for key in Keys)


class KeyTable:
    """Every key as it is now; what the config file sets has been checked."""

    def __init__(self, changes: Mapping[str, str] = MappingProxyType({})) -> None:
        """`changes` gives other keys by id, joined by commas; `SettingFault` if they cannot be."""
        by_id = {key.id: key for key in KEYS}
        problems: list[str] = []
        for name, given in changes.items():
            if name not in by_id:
                near = get_close_matches(name, by_id, n=1, cutoff=0.0)[0]
                problems.append(f"there is no key id '{name}'; the nearest is '{near}'")
                continue
            names = [key_name(one.strip()) for one in given.split(",") if one.strip()]
            problems += _wrong_with(by_id[name], names)
            by_id[name] = by_id[name]._replace(keys=",".join(names))
        self._keys = tuple(by_id.values())
        problems += self._conflicts()
        if problems:
            raise SettingFault(
                "Bad keys",
                "\n".join(f"In the table [keys] of the config file, {one}." for one in problems),
                "Correct them there; `?` in the app and README list every id and key.",
            )
        self.changes = {key.id: key.keys for key in self._keys if key.id in changes}
        """What is other than in the table, in the form that Textual takes."""

    def __iter__(self) -> Iterator[Key]:
        return iter(self._keys)

    def of(self, *places: Place) -> list[Key]:
        """List the keys of some places in the order of the table."""
        return [key for key in self._keys if key.where in places]

    def name(self, key_id: str) -> str:
        """Write the first key of an id as on a keyboard; for sentences that tell what to press."""
        [key] = [key for key in self._keys if key.id == key_id]
        return shown(key.keys.partition(",")[0])

    def _conflicts(self) -> list[str]:
        found: dict[str, None] = {}
        for places in _TOGETHER:
            owners: dict[str, Key] = {}
            for key in self.of(*places):
                for name in key.keys.split(","):
                    other = owners.setdefault(name, key)
                    if other is not key:
                        ids = " and ".join(f"'{one}'" for one in sorted((other.id, key.id)))
                        found[f"the key {shown(name)} would do two things: {ids}"] = None
        return list(found)


def _wrong_with(key: Key, names: list[str]) -> list[str]:
    problems = []
    if not names:
        problems.append(f"'{key.id}' has no key")
    for name in names:
        if name in LOST_KEYS:
            problems.append(
                f"'{key.id}' is set to {name}, which terminals cannot send or use themselves"
            )
        elif not is_printable(name) and name not in _KNOWN:
            problems.append(f"'{key.id}' is set to '{name}', which is no key")
        elif is_printable(name) and key.where in _TYPING:
            problems.append(f"'{key.id}' is set to {shown(name)}, which types where it shall work")
    return problems

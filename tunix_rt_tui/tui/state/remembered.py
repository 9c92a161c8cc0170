"""Choices that a person made in the app and finds again at the next start."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from tunix_rt_tui.tui.state.bookmarks import BOOKMARKS_KEPT, Bookmark, bookmark_of
from tunix_rt_tui.tui.state.private_file import write_privately

FILE_NAME = "app.json"

QUERIES_KEPT = 100

LIST_SHARES = range(20, 81, 5)
"""Percent of the width that the list may have."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """What was chosen: the share of the list in percent, and a theme. `new` at the first start.

    `queries` are those that were kept last, the newest first; `layout` is that of the list where no
    view says another, as JSON. `bookmarks` are the newest first.
    """

    list_share: int = 40
    theme: str | None = None
    queries: tuple[str, ...] = ()
    layout: str | None = None
    bookmarks: tuple[Bookmark, ...] = ()
    new: bool = True


class Memory:
    """Reads and writes what is remembered; a file that cannot be used is as good as none."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / FILE_NAME

    def recall(self) -> Remembered:
        """Read what was remembered."""
        try:
            found = json.loads(self._file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return Remembered()
        return _checked(found) if isinstance(found, dict) else Remembered(new=False)

    def keep(self, remembered: Remembered) -> None:
        """Write what shall be remembered, all or nothing; raises `OSError`."""
        write_privately(self._file, json.dumps(_as_json(remembered)))


def _as_json(remembered: Remembered) -> dict[str, Any]:
    kept = {one.name: getattr(remembered, one.name) for one in fields(remembered)}
    return kept | {"bookmarks": [one.as_json() for one in remembered.bookmarks]}


def _checked(found: Mapping[str, Any]) -> Remembered:
    """Take over what is as it must be, and defaults for the rest."""
    good: dict[str, Any] = {"new": False}
    if found.get("list_share") in LIST_SHARES:
        good["list_share"] = found["list_share"]
    for name in ("theme", "layout"):
        if isinstance(found.get(name), str):
            good[name] = found[name]
    queries = found.get("queries")
    if isinstance(queries, list) and all(isinstance(query, str) for query in queries):
        good["queries"] = tuple(queries[:QUERIES_KEPT])
    bookmarks = found.get("bookmarks")
    if isinstance(bookmarks, list):
        read = map(bookmark_of, bookmarks[:BOOKMARKS_KEPT])
        good["bookmarks"] = tuple(one for one in read if one is not None)
    return Remembered(
        **{one.name: good[one.name] for one in fields(Remembered) if one.name in good}
    )

"""Steps of traces that a person wants to come back to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple
from uuid import UUID

BOOKMARKS_KEPT = 200
"""Bookmarks that are kept; the oldest give way."""


class Bookmark(NamedTuple):
    """A step of a trace, from 0; `note` is what it says, in a few words."""

    trace: UUID
    step: int
    note: str

    def names(self, other: Bookmark) -> bool:
        """Tell whether it is on the same step."""
        return (self.trace, self.step) == (other.trace, other.step)

    def as_json(self) -> list[Any]:
        """Write it for a file."""
        return [str(self.trace), self.step, self.note]


def toggled(bookmarks: Sequence[Bookmark], one: Bookmark) -> tuple[Bookmark, ...]:
    """Put a bookmark before the others, or take it off where it is."""
    others = [other for other in bookmarks if not other.names(one)]
    if len(others) < len(bookmarks):
        return tuple(others)
    return (one, *others)[:BOOKMARKS_KEPT]


def bookmark_of(found: Any) -> Bookmark | None:
    """Read one of a file; None for what is none."""
    try:
        trace, step, note = found
        return Bookmark(UUID(trace), step, note) if _is_good(step, note) else None
    except (TypeError, ValueError, AttributeError):
        return None


def _is_good(step: Any, note: Any) -> bool:
    return type(step) is int and step >= 0 and isinstance(note, str)

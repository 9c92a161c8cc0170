"""Which columns a list has, and how wide they are; kept by a view as JSON."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from tunix_rt_tui.trace.query.order import META
from tunix_rt_tui.tui import words

WIDTHS = {
    "id": words.SHORT_ID,
    "age": 6,
    "source": 10,
    "steps": 5,
    "size": 7,
    "version": 7,
    "tags": 12,
    "answer": 16,
    "prompt": 0,
}
"""The columns that a list can have, besides values of meta, and their usual widths in cells.

0 is what the others leave.
"""

META_WIDTH = 10
WIDTH_LIMITS = range(2, 61)
MAX_COLUMNS = 16


class Column(NamedTuple):
    """A column by its name; a width of 0 takes what the others leave."""

    name: str
    width: int


class ListLayout(NamedTuple):
    """Columns from left to right; of those without a width there is one at least."""

    columns: tuple[Column, ...]

    def as_json(self) -> str:
        """Write it for a view."""
        return json.dumps({"columns": self.columns})

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(column.name for column in self.columns)


def usual_column(name: str) -> Column:
    """A column with its usual width."""
    return Column(name, WIDTHS.get(name, META_WIDTH))


USUAL = ListLayout(tuple(map(usual_column, ("id", "age", "source", "steps", "size", "prompt"))))

SORTED_BY = {
    "id": "id",
    "age": "date",
    "source": "source",
    "steps": "steps",
    "size": "size",
    "version": "version",
    "prompt": "prompt",
}
"""Columns that the list can be sorted by, with the names that a query gives them."""


def layout_of(text: str) -> ListLayout:
    """Read a layout; what it has that this version does not know is left out."""
    try:
        found = json.loads(text)["columns"]
        columns = tuple(column for column in map(_column, found[:MAX_COLUMNS]) if column)
    except (ValueError, TypeError, KeyError):
        return USUAL
    return completed(columns)


def completed(columns: tuple[Column, ...]) -> ListLayout:
    """Let the last column take what is left where none does; the usual layout for no column."""
    if not columns:
        return USUAL
    if all(column.width for column in columns):
        columns = (*columns[:-1], columns[-1]._replace(width=0))
    return ListLayout(columns)


def _column(found: Any) -> Column | None:
    name, width = found
    known = isinstance(name, str) and (name in WIDTHS or name.startswith(META))
    if not known or not isinstance(width, int) or (width and width not in WIDTH_LIMITS):
        return None
    return Column(name, width)

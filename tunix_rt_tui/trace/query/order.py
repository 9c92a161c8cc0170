"""In which order a listing comes, and by which names a person may say so."""

from __future__ import annotations

from typing import NamedTuple

META = "meta."
"""What the name of a value of `meta` begins with; its keys follow, joined by dots."""

COLUMNS = (
    *("id", "created_at", "trace_version", "source", "steps", "bytes", "prompt_preview"),
    *("chars", "tokens"),
)
"""What a listing can be sorted by, most of it in a summary; `meta.KEY` is one more for each key."""

HEADINGS = {
    "added": "created_at",
    "date": "created_at",
    "size": "bytes",
    "prompt": "prompt_preview",
    "version": "trace_version",
}
"""Columns by the names that tables and queries give them, where those are others."""

_NAMES = {column: name for name, column in HEADINGS.items()}


class Order(NamedTuple):
    """How a listing is sorted: texts by their code points; of equals the newest comes first.

    `column` is one of `COLUMNS`, or `meta.KEY`. By such a key numbers come before texts, both ways
    round, and traces without it come last.
    """

    column: str
    descending: bool = False


def read_order(typed: str) -> Order | None:
    """Read a column by its name or heading; a dash before it turns the order round."""
    named = typed.removeprefix("-")
    descending = named != typed
    if named.startswith(META) and named != META:
        return Order(named, descending)
    named = named.lower().replace("-", "_")
    column = HEADINGS.get(named, named)
    return Order(column, descending) if column in COLUMNS else None


def order_names() -> tuple[str, ...]:
    """List the names that a person is told of, one a column."""
    return tuple(_NAMES.get(column, column) for column in COLUMNS)


def write_order(order: Order) -> str:
    """Write an order so that `read_order` reads it."""
    name = _NAMES.get(order.column, order.column)
    return f"-{name}" if order.descending else name

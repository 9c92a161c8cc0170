"""How a row of the trace list is laid out, and what gives way when it is narrow."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len, set_cell_size

from tunix_rt_tui.trace.query.order import META
from tunix_rt_tui.trace.text import drawable
from tunix_rt_tui.tui import words
from tunix_rt_tui.tui.listing.layout import USUAL, Column, ListLayout

if TYPE_CHECKING:
    from tunix_rt_tui.store.contract import TraceSummary
    from tunix_rt_tui.tui.listing.spec import ListRow

_GAP = "  "
_MARKS_WIDTH = 3
_FREE_PART, _FREE_PART_OF_CHOSEN = 0.45, 0.2
"""The part of the width that what has no width of its own has at least: mostly the prompt.

Of columns that somebody has chosen fewer give way.
"""

_RIGHT = frozenset({"age", "steps", "size", "×", "agree", "sizes"})
_GIVE_WAY = ("version", "tags", "answer", "size", "source", "steps", "age")
"""What goes first when there is no room, after values of meta, so that a trace can be told."""

_GROUP_COLUMNS = (Column("×", 9), Column("agree", 11), Column("sizes", 14))
_CURSOR, _OPENED, _MARKED = "▸", "•", "✓"
"""Before the row with the cursor, that of the open trace, and those that are marked."""

Run = tuple[str, str]
"""A part of a row, safe to draw, and what it is: `id`, `facts`, `tags`, or `` for plain text."""


class RowState(NamedTuple):
    """What is shown of a row beside its trace: where the cursor is, what is open, and marks."""

    cursor: bool
    opened: bool
    marked: bool


class Columns(NamedTuple):
    """The columns that fit, with their widths."""

    columns: tuple[Column, ...]

    def header(self) -> str:
        """Write the names of the columns."""
        cells = [_fit(column, column.name.removeprefix(META)) for column in self.columns]
        return " " * _MARKS_WIDTH + _GAP.join(cells)

    def row(self, row: ListRow, age: str, state: RowState) -> Iterator[Run]:
        """Write a row in its parts."""
        marks = (
            (_CURSOR if state.cursor else " ")
            + (_OPENED if state.opened else " ")
            + (_MARKED if state.marked else " ")
        )
        yield marks, "id"
        tagged = "tags" not in {column.name for column in self.columns}
        for number, column in enumerate(self.columns):
            gap = _GAP if number else ""
            text = drawable(_value(column.name, row, age), keep_newlines=False)
            if column.name == "prompt" and tagged and row.summary.tags and row.group is None:
                tags = _cut(_tags(row.summary), column.width // 2) + " "
                yield gap, ""
                yield tags, "tags"
                yield _fit(Column("prompt", column.width - cell_len(tags)), text), ""
            else:
                yield gap + _fit(column, text), _KINDS.get(column.name, "facts")


_KINDS = {"id": "id", "prompt": "", "answer": "", "tags": "tags"}


@lru_cache(64)
def columns_for(width: int, layout: ListLayout = USUAL) -> Columns:
    """Choose the columns of a layout for a width in cells."""
    columns = list(layout.columns)
    free_part = _FREE_PART if layout == USUAL else _FREE_PART_OF_CHOSEN
    giving_way = [column.name for column in columns if column.name.startswith(META)][::-1]
    for name in (*giving_way, *_GIVE_WAY):
        if _free_width(columns, width) >= free_part * width:
            break
        columns = [kept for kept in columns if kept.name != name or not kept.width]
    return _shared(columns, width)


@lru_cache(16)
def group_columns_for(width: int, by: str) -> Columns:
    """The columns of groups: how many, how many agree, how long, and what they have in common."""
    columns = [*_GROUP_COLUMNS, Column(by, 0)]
    for name in ("sizes", "agree"):
        if _free_width(columns, width) < _FREE_PART_OF_CHOSEN * width:
            columns = [kept for kept in columns if kept.name != name]
    return _shared(columns, width)


def _free_width(columns: list[Column], width: int) -> int:
    taken = sum(column.width for column in columns) + len(_GAP) * (len(columns) - 1)
    return width - _MARKS_WIDTH - taken


def _shared(columns: list[Column], width: int) -> Columns:
    """Share what is left among those without a width, of which there is one at least."""
    free = sum(not column.width for column in columns)
    share = max(0, _free_width(columns, width)) // free
    return Columns(
        tuple(column if column.width else column._replace(width=share) for column in columns)
    )


def _value(name: str, row: ListRow, age: str) -> str:
    summary, group = row.summary, row.group
    match name:
        case "id":
            return words.short_id(summary.id)
        case "age":
            return age
        case "source":
            return summary.source
        case "steps":
            return words.number(summary.steps)
        case "size":
            return words.size(summary.bytes)
        case "version":
            return summary.trace_version
        case "tags":
            return _tags(summary)
        case "prompt":
            return summary.prompt_preview
        case "×" if group is not None:
            return f"×{words.number(group.traces)}"
        case "agree" if group is not None:
            return f"{words.number(group.agreeing)}/{words.number(group.traces)}"
        case "sizes" if group is not None:
            least, most = words.size(group.least), words.size(group.most)
            return least if least == most else f"{least}–{most}"
        case _:
            return row.cells.get(name, "")


def _tags(summary: TraceSummary) -> str:
    return " ".join(f"#{tag}" for tag in summary.tags)


def _fit(column: Column, text: str) -> str:
    text = _cut(text, column.width)
    if column.name in _RIGHT:
        return " " * (column.width - cell_len(text)) + text
    return set_cell_size(text, column.width)


def _cut(text: str, width: int) -> str:
    """Shorten text to a number of cells, with `…` where something was left out."""
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, max(0, width - 1)).rstrip() + "…"

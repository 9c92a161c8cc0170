"""How a row of the trace list is laid out, and what gives way when it is narrow."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from rich.cells import cell_len, set_cell_size

from tunix_rt_tui.trace.text import drawable
from tunix_rt_tui.tui import words

if TYPE_CHECKING:
    from tunix_rt_tui.store.contract import TraceSummary

Name = Literal["id", "age", "source", "steps", "size"]

_GAP = 2
_MARK_WIDTH = 2
_PREVIEW_PART = 0.45
"""The part of the width that the prompt has at least: it is what a trace is known by."""

_WIDTHS: dict[Name, int] = {"id": words.SHORT_ID, "age": 6, "source": 10, "steps": 5, "size": 7}
_RIGHT = frozenset({"age", "steps", "size"})
_GIVE_WAY: tuple[Name, ...] = ("size", "source", "steps", "age")
"""What goes first when there is no room, so that the prompt can still be told."""

_CURSOR = "▸"
"""Before the row with the cursor, so that it is not shown by colour alone."""

_OPENED = "•"
"""Before the row of the trace that is open."""


class Columns(NamedTuple):
    """The columns that fit, and the cells that are left for the prompt."""

    names: tuple[Name, ...]
    preview: int

    def header(self) -> str:
        """Write the names of the columns."""
        cells = [_fit(name, name) for name in self.names]
        return " " * _MARK_WIDTH + (" " * _GAP).join([*cells, "prompt"])

    def row(
        self, summary: TraceSummary, age: str, *, marked: bool, opened: bool
    ) -> tuple[str, str, str]:
        """Write a row, safe to draw: the marks and the id, the other columns, the prompt.

        It is `marked` where the cursor is, `opened` where its trace is in the trace view.
        """
        mark = (_CURSOR if marked else " ") + (_OPENED if opened else " ")
        facts = (" " * _GAP).join(
            [_fit(name, _value(name, summary, age)) for name in self.names[1:]]
        )
        gap = " " * _GAP
        prompt = _cut(drawable(summary.prompt_preview, keep_newlines=False), self.preview)
        return mark + str(summary.id)[: words.SHORT_ID] + gap, facts and facts + gap, prompt


@lru_cache(64)
def columns_for(width: int) -> Columns:
    """Choose the columns for a width in cells."""
    names: tuple[Name, ...] = ("id", "age", "source", "steps", "size")
    for name in _GIVE_WAY:
        if _preview_width(names, width) >= _PREVIEW_PART * width:
            break
        names = tuple(kept for kept in names if kept != name)
    return Columns(names, max(0, _preview_width(names, width)))


def _preview_width(names: tuple[Name, ...], width: int) -> int:
    return width - _MARK_WIDTH - sum(_WIDTHS[name] + _GAP for name in names)


def _value(name: Name, summary: TraceSummary, age: str) -> str:
    if name == "age":
        return age
    if name == "source":
        return drawable(summary.source, keep_newlines=False)
    if name == "steps":
        return words.number(summary.steps)
    return words.size(summary.bytes)


def _fit(name: Name, text: str) -> str:
    width = _WIDTHS[name]
    text = _cut(text, width)
    return text.rjust(width) if name in _RIGHT else set_cell_size(text, width)


def _cut(text: str, width: int) -> str:
    """Shorten text to a number of cells, with `…` where something was left out."""
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, max(0, width - 1)).rstrip() + "…"

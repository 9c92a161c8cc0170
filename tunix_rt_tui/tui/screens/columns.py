"""Choosing the columns of the list."""

from __future__ import annotations

from typing import NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, Static

from tunix_rt_tui.trace.query.order import META
from tunix_rt_tui.tui.keys import bindings_for
from tunix_rt_tui.tui.listing.choice import Choice
from tunix_rt_tui.tui.listing.layout import (
    MAX_COLUMNS,
    SORTED_BY,
    WIDTH_LIMITS,
    WIDTHS,
    Column,
    ListLayout,
    completed,
    usual_column,
)
from tunix_rt_tui.tui.screens.asking import LineDialog
from tunix_rt_tui.tui.screens.working import Dialog
from tunix_rt_tui.tui.widgets.choices import Choices
from tunix_rt_tui.tui.widgets.plain_button import PlainButton

_HINT = "space shows or hides · + - width · J K move · s sorts, either way"
_ADD = "a value of the meta …"


class ChosenColumns(NamedTuple):
    """The columns that were chosen, and what to sort by, as a query says it; None for arrival."""

    layout: ListLayout
    sort: str | None


class ColumnsDialog(Dialog[ChosenColumns]):
    """Shows every column, those of the list first and in their order."""

    BINDINGS = bindings_for("columns")

    def __init__(self, layout: ListLayout, sort: str | None) -> None:
        super().__init__()
        hidden = [usual_column(name) for name in WIDTHS if name not in layout.names]
        self._columns = [*layout.columns, *hidden]
        self._shown = set(layout.names)
        self._sort = sort
        self._choices = Choices(self._lines())

    def compose(self) -> ComposeResult:
        """Make the dialog."""
        with Vertical(id="dialog") as dialog:
            dialog.border_title = "Columns"
            yield self._choices
            yield Static(_HINT, classes="hint", markup=False)
            with Horizontal(classes="answers"):
                yield PlainButton("Cancel", id="cancel")
                yield PlainButton("Take these", id="take")

    def on_mount(self) -> None:
        """Begin with the first column."""
        self._choices.focus()

    @on(Choices.Taken)
    def _chosen(self, message: Choices.Taken) -> None:
        """Take what is chosen by enter; on the last line ask for a key of meta first."""
        if message.row == len(self._columns):
            self._ask_for_key()
        else:
            self._take()

    @on(Button.Pressed, "#take")
    def _take(self) -> None:
        shown = tuple(column for column in self._columns if column.name in self._shown)
        self.dismiss(ChosenColumns(completed(shown[:MAX_COLUMNS]), self._sort))

    @on(Button.Pressed, "#cancel")
    def _give_up(self) -> None:
        self.dismiss(None)

    def action_turn(self) -> None:
        """Show the column at the cursor, or hide it."""
        if (column := self._at_cursor()) is not None:
            self._shown ^= {column.name}
            self._show()

    def action_widen(self, cells: int) -> None:
        """Make the column at the cursor wider or narrower; at none it takes what is left."""
        column = self._at_cursor()
        if column is None:
            return
        width = column.width + cells
        if column.width == 0:
            width = WIDTHS.get(column.name, 0) or 20
        elif width not in WIDTH_LIMITS:
            width = 0 if cells > 0 else column.width
        self._columns[self._columns.index(column)] = column._replace(width=width)
        self._show()

    def action_shift(self, places: int) -> None:
        """Move the column at the cursor to the left or the right."""
        column = self._at_cursor()
        if column is None:
            return
        here = self._columns.index(column)
        there = max(0, min(here + places, len(self._columns) - 1))
        self._columns.insert(there, self._columns.pop(here))
        self._show()
        self._choices.move_to(there)

    def action_sort(self) -> None:
        """Sort by the column at the cursor, the other way round, or no more."""
        column = self._at_cursor()
        if column is None:
            return
        if (name := _sorted_by(column)) is not None:
            order = [None, name, f"-{name}"]
            here = order.index(self._sort) if self._sort in order else 0
            self._sort = order[(here + 1) % len(order)]
            self._show()

    def _ask_for_key(self) -> None:
        def add(key: str | None) -> None:
            if key:
                name = META + key.removeprefix(META)
                if name not in {column.name for column in self._columns}:
                    self._columns.insert(0, usual_column(name))
                self._shown.add(name)
                self._show()

        self.app.push_screen(
            LineDialog("A value of the meta", "Its key, as in reward or model.name.", yes="Add"),
            add,
        )

    def _at_cursor(self) -> Column | None:
        here = self._choices.cursor
        return self._columns[here] if here < len(self._columns) else None

    def _show(self) -> None:
        self._choices.show(self._lines())

    def _lines(self) -> list[Choice]:
        return [*map(self._line, self._columns), Choice(f"    {_ADD}")]

    def _line(self, column: Column) -> Choice:
        sign = "✓" if column.name in self._shown else " "
        width = str(column.width) if column.width else "what is left"
        name = _sorted_by(column)
        sorted_ = ""
        if name is not None and self._sort is not None:
            sorted_ = {name: " · sorted ↑", f"-{name}": " · sorted ↓"}.get(self._sort, "")
        return Choice(f"[{sign}] {column.name}", width + sorted_)


def _sorted_by(column: Column) -> str | None:
    """What a query says to sort by a column; None where it cannot."""
    return column.name if column.name.startswith(META) else SORTED_BY.get(column.name)

"""Marks traces of the list, for actions on exactly those."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tunix_rt_tui.tui import words
from tunix_rt_tui.tui.screens.main.host import Host
from tunix_rt_tui.tui.screens.main.list_desk import ListDesk
from tunix_rt_tui.tui.widgets.trace_list import TraceList

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tunix_rt_tui.library.marking import Marks


class MarkDesk:
    """Holds the marks; they stay whatever is listed."""

    def __init__(self, host: Host, widget: TraceList, listing: ListDesk) -> None:
        self._host = host
        self._list = widget
        self._listing = listing
        self._marks: Marks | None = None
        self._last_row: int | None = None

    @property
    def keys(self) -> Sequence[int]:
        """The keys of what is marked, the newest first."""
        return () if self._marks is None else self._marks.keys()

    @property
    def count(self) -> int:
        """How many are marked."""
        return 0 if self._marks is None else len(self._marks)

    def toggle(self) -> None:
        """Mark the trace at the cursor, or no longer, and go to the next row."""
        if (keys := self._listed()) is not None and self._list.cursor < len(keys):
            self._last_row = self._list.cursor
            self._turn(keys[self._last_row : self._last_row + 1])
            self._list.move_to(self._last_row + 1)

    def mark_range(self) -> None:
        """Mark the rows from the one that was marked last to the cursor."""
        if (keys := self._listed()) is not None:
            last = self._list.cursor if self._last_row is None else self._last_row
            first, last = sorted((min(last, len(keys) - 1), self._list.cursor))
            self._last_row = self._list.cursor
            self._add(keys[first : last + 1])

    def mark_all(self) -> None:
        """Mark all that is listed; where nothing else was to be marked, mark nothing."""
        if (keys := self._listed()) is not None:
            before = self.count
            self._add(keys)
            if self.count == before:
                self._all().clear()
                self._show()
            self._host.say(f"{words.counted(self.count, 'trace')} marked.")

    def invert(self) -> None:
        """Mark what is listed and not marked, and the other way round."""
        if (keys := self._listed()) is not None:
            self._turn(keys)
            self._host.say(f"{words.counted(self.count, 'trace')} marked.")

    def forget(self, keys: Iterable[int]) -> None:
        """Mark some no longer, as they were moved."""
        if self._marks is not None and len(self._marks):
            marks = self._marks
            marks.turn([key for key in keys if key in marks])
            self._show()

    def _listed(self) -> Sequence[int] | None:
        """The keys of the rows; None, and it is said, where rows are not single traces."""
        results = self._listing.results
        if self._listing.shown.grouped_by is not None:
            self._host.say("A group cannot be marked: open it first.", "refused")
            return None
        return None if results is None else results.keys

    def _all(self) -> Marks:
        if self._marks is None:
            from tunix_rt_tui.library.marking import Marks

            self._marks = Marks()
        return self._marks

    def _turn(self, keys: Iterable[int]) -> None:
        self._all().turn(keys)
        self._show()

    def _add(self, keys: Iterable[int]) -> None:
        self._all().add(keys)
        self._show()

    def _show(self) -> None:
        self._listing.show_marks(self._all())

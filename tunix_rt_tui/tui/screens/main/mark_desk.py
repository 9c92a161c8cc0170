"""Marks traces of the list, for actions on exactly those."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tunix_rt_tui.tui import words
from tunix_rt_tui.tui.screens.main.host import Host
from tunix_rt_tui.tui.screens.main.list_desk import ListDesk
from tunix_rt_tui.tui.widgets.trace_list import TraceList

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tunix_rt_tui.library.browsing import ResultSet
    from tunix_rt_tui.library.marking import Marks
    from tunix_rt_tui.store.contract import Scope


class MarkDesk:
    """Holds the marks, those on the trash apart; they stay whatever query is listed."""

    def __init__(self, host: Host, widget: TraceList, listing: ListDesk) -> None:
        self._host = host
        self._list = widget
        self._listing = listing
        self._marks: dict[Scope, Marks] = {}
        self._last_key: int | None = None

    @property
    def keys(self) -> Sequence[int]:
        """The keys of what is marked where the list is, the newest first."""
        marks = self._marks.get(self._listing.shown.scope)
        return () if marks is None else marks.keys()

    def toggle(self) -> None:
        """Mark the trace at the cursor, or no longer, and go to the next row."""
        row = self._list.cursor
        if (listed := self._listed()) is not None and row < len(listed):
            self._last_key = listed.key(row)
            self._turn([self._last_key])
            self._list.move_to(row + 1)

    def mark_range(self) -> None:
        """Mark the rows from the one that was marked last to the cursor."""
        row = self._list.cursor
        if (listed := self._listed()) is not None and row < len(listed):
            before = None if self._last_key is None else listed.row(self._last_key)
            first, last = sorted((row if before is None else before, row))
            self._last_key = listed.key(row)
            self._add(listed.keys[first : last + 1])

    def mark_all(self) -> None:
        """Mark all that is listed; where nothing else was to be marked, mark nothing."""
        if (listed := self._listed()) is not None:
            marks = self._here()
            before = len(marks)
            self._add(listed.keys)
            if len(marks) == before:
                marks.clear()
                self.show()
            self._tell_count()

    def invert(self) -> None:
        """Mark what is listed and not marked, and the other way round."""
        if (listed := self._listed()) is not None:
            self._turn(listed.keys)
            self._tell_count()

    def forget(self, keys: Iterable[int]) -> None:
        """Mark some no longer, as they were moved."""
        moved = list(keys)
        for marks in self._marks.values():
            marks.turn([key for key in moved if key in marks])
        self.show()

    def show(self) -> None:
        """Show the marks of what is listed, which may be those of the trash."""
        if self._marks:
            self._listing.show_marks(self._here())

    def _listed(self) -> ResultSet | None:
        """What is listed; None, and it is said, where rows are not single traces."""
        if self._listing.shown.grouped_by is not None:
            self._host.say("A group cannot be marked: open it first.", "refused")
            return None
        return self._listing.results if self._listing.is_settled() else None

    def _here(self) -> Marks:
        scope = self._listing.shown.scope
        if scope not in self._marks:
            from tunix_rt_tui.library.marking import Marks

            self._marks[scope] = Marks()
        return self._marks[scope]

    def _turn(self, keys: Iterable[int]) -> None:
        self._here().turn(keys)
        self.show()

    def _add(self, keys: Iterable[int]) -> None:
        self._here().add(keys)
        self.show()

    def _tell_count(self) -> None:
        results = self._listing.results
        so_far = "" if results is None or results.complete else ", of those found so far"
        self._host.say(f"{words.counted(len(self._here()), 'trace')} marked{so_far}.")

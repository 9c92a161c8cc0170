"""Serves the list of traces: loads it, fetches its pages, and counts what has come since."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from tunix_rt_tui.tui.listing.facts import ListFacts
from tunix_rt_tui.tui.listing.spec import ListSpec
from tunix_rt_tui.tui.messages import ArrivalsCounted, KeysLoaded, PageLoaded
from tunix_rt_tui.tui.screens.main.host import Host
from tunix_rt_tui.tui.widgets.trace_list import TraceList

if TYPE_CHECKING:
    from collections.abc import Collection

    from tunix_rt_tui.library.browsing import ResultSet
    from tunix_rt_tui.library.marking import Marks
    from tunix_rt_tui.tui.listing.spec import Rows

LOADING = "keys"
"""The group of workers that load the list."""

_NOTHING_FOUND = ("  Nothing is found.", "", "  esc leaves the query, / changes it.")
_EMPTY_TRASH = ("  The trash is empty.", "", "  esc goes back to the list.")
_STILL_LOOKING = "Still looking for what was asked for: wait, or leave it with esc."


class Target(NamedTuple):
    """Where the cursor shall be: on a key, else near a row; `id` is looked for among the first."""

    row: int = 0
    key: int | None = None
    id: UUID | None = None


class ListDesk:
    """Holds what is listed, and what was listed before it."""

    def __init__(self, host: Host, widget: TraceList, spec: ListSpec) -> None:
        self._host = host
        self._list = widget
        self._request = 0
        self._spec = self._shown = spec
        self._target = Target()
        self._before: list[tuple[ListSpec, Target]] = []
        self._results: ResultSet | None = None
        self._rows: Rows | None = None
        self._looking: float | None = None
        self._grouping = False
        self._arrivals = 0
        self._marks: Marks | tuple[int, ...] = ()
        self.follows = False
        """Whether what comes is shown at once to who is at the newest trace."""

    @property
    def rows(self) -> Rows | None:
        """What is listed, traces or groups; None until the first keys have come."""
        return self._rows

    @property
    def results(self) -> ResultSet | None:
        """The traces that are listed, each by itself or in groups."""
        return self._results

    @property
    def spec(self) -> ListSpec:
        """What is asked for, which may still be looked for."""
        return self._spec

    @property
    def shown(self) -> ListSpec:
        """What is listed now."""
        return self._shown

    @property
    def can_go_back(self) -> bool:
        """Whether something else was listed before."""
        return bool(self._before)

    def is_settled(self) -> bool:
        """Tell whether what is listed is what was asked for last, and say so if not.

        Whoever changes what is listed would else change what was listed before.
        """
        same = self._spec == self._shown
        if not same:
            self._host.say(_STILL_LOOKING, "refused")
        return same

    def here(self) -> Target:
        """The place of the cursor, to come back to it."""
        row = self._list.cursor
        listed = self._rows is not None and row < len(self._rows)
        return Target(row, self._rows.key(row) if self._rows and listed else None)

    def place_without(self, keys: Collection[int]) -> Target:
        """The place of the cursor when some are gone: its trace, or the next that stays."""
        rows, row = self._rows, self._list.cursor
        if rows is None or row >= len(rows):
            return Target(row)
        stay = (rows.key(below) for below in range(row, len(rows)))
        return Target(row, next((key for key in stay if key not in keys), None))

    def show(self, spec: ListSpec, *, keep: bool) -> None:
        """List something else; what is listed now is kept, to be gone back to, or replaced."""
        if keep:
            self._before.append((self._shown, self.here()))
        self._spec = spec
        self.load(Target())

    def go_back(self) -> None:
        """List what was listed before."""
        if self._before:
            self._spec, target = self._before.pop()
            self.load(target)

    def leave_trash(self) -> None:
        """List what was listed before the trash was."""
        while self._before and self._before[-1][0].scope == "trash":
            self._before.pop()
        if self._before:
            self.go_back()
        else:
            self.show(ListSpec(layout=self._shown.layout), keep=False)

    def lay_out(self, spec: ListSpec) -> None:
        """Show the same with other columns, or under another name."""
        self._spec = spec
        self.load(self.here())

    def load(self, target: Target) -> None:
        """Load the list anew; the old one stays until the place of the cursor is known."""
        from tunix_rt_tui.tui.jobs.listing import load_keys

        if self._host.store is None:
            return
        self._request += 1
        self._target = target
        self._grouping = self._spec.grouped_by is not None
        if self._grouping:
            self._tell()
        store, post = self._host.store, self._host.post_message
        self._host.read(LOADING, partial(load_keys, store, self._spec, self._request, post))

    def show_new(self) -> None:
        """List anew; the cursor stays on its trace, or at the top."""
        self.load(self.here() if self._list.cursor else Target())

    def stop_looking(self) -> bool:
        """Give up looking for more, and tell whether that was under way; what is found stays."""
        if self._looking is None and not self._grouping:
            return False
        self._host.give_up(LOADING)
        self._request += 1
        self._stay()
        return True

    def take_failure(self, group: str) -> None:
        """Go on with what is listed, where something else could not be."""
        if group == LOADING:
            self._stay()

    def _stay(self) -> None:
        """Ask for nothing but what is listed."""
        self._spec, self._looking, self._grouping = self._shown, None, False
        self._tell()

    def take_keys(self, message: KeysLoaded) -> None:
        """Show a list that was loaded, or more of the one that is shown."""
        if message.request != self._request:
            return
        results, rows = message.results, message.rows
        self._looking = None if results.complete else results.looked_at
        self._grouping = self._grouping and rows is None
        if rows is None:
            pass
        elif rows is self._rows:
            self._list.grow_to(len(rows))
        elif (row := self._cursor_in(rows, complete=results.complete)) is not None:
            self._results, self._rows, self._shown = results, rows, self._spec
            self._arrivals = 0
            self._tell()
            self._list.show_rows(len(rows), cursor=row)
        if results.complete and results is self._results:
            self.count_arrivals()
        self._tell()

    def fetch_page(self, start: int, size: int) -> None:
        """Fetch rows that are about to be seen."""
        from tunix_rt_tui.tui.jobs.listing import load_page

        if self._rows is not None and self._host.store is not None:
            columns = self._shown.layout.names
            if self._shown.grouped_by is not None:
                columns = (self._shown.grouped_by,)
            store, post = self._host.store, self._host.post_message
            self._host.read(
                "pages", partial(load_page, store, self._rows, columns, start, size, post)
            )

    def take_page(self, message: PageLoaded) -> None:
        """Show rows that were fetched for what is listed now."""
        if message.rows is not self._rows:
            return
        self._list.show_page(message.start, message.page)
        if self._target.id is not None and (row := self._list.row_of(self._target.id)) is not None:
            self._target = Target()
            self._list.move_to(row)

    def count_arrivals(self) -> None:
        """Count what has come since the list was loaded."""
        from tunix_rt_tui.tui.jobs.listing import count_arrivals

        if self._results is not None and self._results.complete and self._shown.scope == "live":
            job = partial(count_arrivals, self._results, self._host.post_message)
            self._host.read("arrivals", job)

    def take_arrivals(self, message: ArrivalsCounted) -> None:
        """Say how many are new; where nothing was there before, show them."""
        if message.results is not self._results:
            return
        self._arrivals = message.count
        self._tell()
        was_empty = self._rows is not None and not len(self._rows)
        is_followed = self.follows and self._list.cursor == 0
        if message.count and (was_empty or is_followed) and not self._shown.query:
            self.load(Target())

    def show_marks(self, marks: Marks) -> None:
        """Show which traces are marked."""
        self._marks = marks
        self._list.show_marks(marks)
        self._tell()

    def _tell(self) -> None:
        spec = self._shown
        empty = _NOTHING_FOUND if spec.query else _EMPTY_TRASH if spec.scope == "trash" else ()
        self._list.tell(
            ListFacts(
                name=_name_of(spec),
                complete=self._results is not None and self._results.complete,
                looked_at=self._looking,
                grouping=self._grouping,
                marked=len(self._marks),
                arrivals=self._arrivals,
                columns=spec.grouped_by or spec.layout,
                empty=empty,
            )
        )

    def _cursor_in(self, rows: Rows, *, complete: bool) -> int | None:
        """Find the row for the cursor; None while it may still come."""
        if self._target.key is not None and (row := rows.row(self._target.key)) is not None:
            return row
        if complete or (self._target.key is None and len(rows) > self._target.row):
            return self._target.row
        return None


def _name_of(spec: ListSpec) -> str:
    if spec.view is not None:
        return spec.view
    name = "Trash" if spec.scope == "trash" else "Traces"
    return name if spec.grouped_by is None else f"{name} by {spec.grouped_by}"

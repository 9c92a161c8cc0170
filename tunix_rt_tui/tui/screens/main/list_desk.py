"""Serves the list of traces: loads it, fetches its pages, and counts what has come since."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from tunix_rt_tui.tui.messages import ArrivalsCounted, KeysLoaded, PageLoaded
from tunix_rt_tui.tui.screens.main.host import Host
from tunix_rt_tui.tui.widgets.trace_list import TraceList

if TYPE_CHECKING:
    from tunix_rt_tui.library.browsing import ResultSet


class Target(NamedTuple):
    """Where the cursor shall be: on a key, else near a row; `id` is looked for among the first."""

    row: int = 0
    key: int | None = None
    id: UUID | None = None


class ListDesk:
    """Holds what is listed."""

    def __init__(self, host: Host, widget: TraceList) -> None:
        self._host = host
        self._list = widget
        self._request = 0
        self._target = Target()
        self._results: ResultSet | None = None
        self._arrivals = 0

    @property
    def results(self) -> ResultSet | None:
        """What is listed; None until the first keys have come."""
        return self._results

    def here(self) -> Target:
        """The place of the cursor, to come back to it."""
        row = self._list.cursor
        listed = self._results is not None and row < len(self._results)
        return Target(row, self._results.key(row) if self._results and listed else None)

    def load(self, target: Target) -> None:
        """Load the list anew; the old one stays until the place of the cursor is known."""
        from tunix_rt_tui.tui.jobs.listing import load_keys

        if self._host.store is None:
            return
        self._request += 1
        self._target = target
        job = partial(load_keys, self._host.store, self._request, self._host.post_message)
        self._host.read("keys", job)

    def take_keys(self, message: KeysLoaded) -> None:
        """Show a list that was loaded, or more of the one that is shown."""
        if message.request != self._request:
            return
        results = message.results
        if results is self._results:
            self._list.grow_to(len(results))
        elif (row := self._cursor_in(results)) is not None:
            self._results = results
            self._arrivals = 0
            self._list.show_rows(len(results), cursor=row)
        if results.complete and results is self._results:
            self.count_arrivals()
        self._tell()

    def fetch_page(self, start: int, size: int) -> None:
        """Fetch rows that are about to be seen."""
        from tunix_rt_tui.tui.jobs.listing import load_page

        if self._results is not None:
            job = partial(load_page, self._results, start, size, self._host.post_message)
            self._host.read("pages", job)

    def take_page(self, message: PageLoaded) -> None:
        """Show rows that were fetched for what is listed now."""
        if message.results is not self._results:
            return
        self._list.show_page(message.start, message.rows)
        if self._target.id is not None and (row := self._list.row_of(self._target.id)) is not None:
            self._target = Target()
            self._list.move_to(row)

    def count_arrivals(self) -> None:
        """Count what has come since the list was loaded."""
        from tunix_rt_tui.tui.jobs.listing import count_arrivals

        if self._results is not None:
            job = partial(count_arrivals, self._results, self._host.post_message)
            self._host.read("arrivals", job)

    def take_arrivals(self, message: ArrivalsCounted) -> None:
        """Say how many are new."""
        if message.results is self._results:
            self._arrivals = message.count
            self._tell()

    def _tell(self) -> None:
        complete = self._results is not None and self._results.complete
        self._list.tell(complete=complete, arrivals=self._arrivals)

    def _cursor_in(self, results: ResultSet) -> int | None:
        """Find the row for the cursor; None while it may still come."""
        if self._target.key is not None and (row := results.row(self._target.key)) is not None:
            return row
        if results.complete or (self._target.key is None and len(results) > self._target.row):
            return self._target.row
        return None

"""Serves the trace view: opens traces, and goes through hits from one to the next."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from tunix_rt_tui.tui.messages import TraceOpened
from tunix_rt_tui.tui.screens.main.host import Host
from tunix_rt_tui.tui.screens.main.list_desk import ListDesk
from tunix_rt_tui.tui.widgets.trace_list import TraceList
from tunix_rt_tui.tui.widgets.trace_view import TraceView

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from tunix_rt_tui.trace.query.seeking import Seeker
    from tunix_rt_tui.tui.reading import OpenedTrace


class Look(NamedTuple):
    """How a trace is to be looked at that was asked for.

    At one of its steps, from 0; else at what the list was searched for, the first of it or the
    last; else at what is like that which is read now; else from its start.
    """

    step: int | None = None
    at_last_hit: bool = False
    keep_place: bool = False


_FROM_ITS_START = Look()


class TraceDesk:
    """Holds which trace is to be open, and how it is to be looked at."""

    def __init__(self, host: Host, view: TraceView, rows: TraceList, listing: ListDesk) -> None:
        self._host = host
        self._view = view
        self._list = rows
        self._listing = listing
        self._request = 0
        self._look = _FROM_ITS_START

    def open_row(self, row: int, look: Look = _FROM_ITS_START) -> None:
        """Open the trace of a row of the list."""
        from tunix_rt_tui.tui.jobs.reading import open_key

        rows = self._listing.rows
        if self._host.store is not None and rows is not None and row < len(rows):
            self._ask(look)
            post = self._host.post_message
            scope = self._listing.shown.scope
            job = partial(open_key, self._host.store, rows.key(row), scope, self._request, post)
            self._host.read("open", job)

    def read_again(self) -> None:
        """Read the open trace anew, as something about it was changed."""
        from tunix_rt_tui.tui.jobs.reading import read_again

        opened = self._view.opened
        if self._host.store is not None and opened is not None:
            post = self._host.post_message
            self._host.read("reopen", partial(read_again, self._host.store, opened.seq, post))

    def take_again(self, opened: OpenedTrace) -> None:
        """Show the open trace as it is now."""
        if self._view.opened is not None and self._view.opened.seq == opened.seq:
            self._view.update_trace(opened)

    def open_given(self, given: str) -> None:
        """Open the trace that an id or a prefix means."""
        from tunix_rt_tui.tui.jobs.reading import open_given

        if self._host.store is not None:
            self._ask(_FROM_ITS_START)
            post = self._host.post_message
            self._host.read(
                "open", partial(open_given, self._host.store, given, self._request, post)
            )

    def open_step(self, trace_id: UUID, step: int) -> None:
        """Open a trace at one of its steps, from 0."""
        from tunix_rt_tui.tui.jobs.reading import open_trace

        opened = self._view.opened
        if opened is not None and opened.id == trace_id:
            self._view.show_step(step)
        elif self._host.store is not None:
            self._ask(Look(step=step))
            post = self._host.post_message
            job = partial(open_trace, self._host.store, trace_id, self._request, post)
            self._host.read("open", job)

    def open_neighbour(self, direction: int, *, at_last_hit: bool = False) -> None:
        """Open the trace above or below the open one in the list."""
        rows, opened = self._listing.rows, self._view.opened
        if self._host.store is None or rows is None or not len(rows):
            return
        here = rows.row(opened.seq) if opened else None
        row = (self._list.cursor if here is None else here) + direction
        if not 0 <= row < len(rows):
            where = "below" if direction > 0 else "above"
            self._host.say(f"There is no trace {where} this one in the list.", "refused")
            return
        self._list.move_to(row)
        self.open_row(row, Look(at_last_hit=at_last_hit, keep_place=True))

    def go_to_hit(self, direction: int) -> None:
        """Open the trace at the cursor at a hit; in the open one go to the next or the previous."""
        current, opened = self._list.current, self._view.opened
        if not self._sought():
            self._host.say("The list was not searched for words; / does that.", "refused")
        elif opened is not None and current is not None and opened.id == current.id:
            self._host.show_pane("trace")
            self._view.action_hit(direction)
        elif self._list.row_count:
            self.open_row(self._list.cursor, Look(at_last_hit=direction < 0))

    @property
    def searched(self) -> bool:
        """Whether the list was searched for something that has hits in its traces."""
        return bool(self._sought())

    def take(self, message: TraceOpened) -> None:
        """Show the trace that was asked for last."""
        if message.request == self._request:
            self.show(message.opened)

    def show(self, opened: OpenedTrace) -> None:
        """Show a trace, at what the list was searched for where it has that."""
        look, self._look = self._look, _FROM_ITS_START
        self._view.show(opened, keep_place=look.keep_place)
        if look.step is not None:
            self._view.show_step(look.step)
        elif sought := self._sought():
            self._view.light(sought, at_last=look.at_last_hit)
        self._host.show_pane("trace")

    def _ask(self, look: Look) -> None:
        """Ask for a trace; whatever else was asked for is no longer wanted."""
        self._request += 1
        self._look = look

    def _sought(self) -> Sequence[Seeker]:
        """What the list was searched for."""
        results = self._listing.results
        if results is None or results.condition is None:
            return ()
        from tunix_rt_tui.trace.query.locating import seekers_of

        return seekers_of(results.condition)

"""Serves the trace view: opens traces, moves them to the trash and brings them back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from tunix_rt_tui.tui import words
from tunix_rt_tui.tui.messages import TraceOpened, TraceRestored, TraceTrashed
from tunix_rt_tui.tui.screens.main.host import Host
from tunix_rt_tui.tui.screens.main.list_desk import ListDesk, Target
from tunix_rt_tui.tui.widgets.trace_list import TraceList
from tunix_rt_tui.tui.widgets.trace_view import TraceView

if TYPE_CHECKING:
    from tunix_rt_tui.tui.reading import OpenedTrace

RESTORE = "restore"
"""The group of workers that bring traces back."""


class TraceDesk:
    """Holds which trace is open, and which were deleted in this run."""

    def __init__(self, host: Host, view: TraceView, rows: TraceList, listing: ListDesk) -> None:
        self._host = host
        self._view = view
        self._rows = rows
        self._listing = listing
        self._request = 0
        self._trashed: list[tuple[UUID, int]] = []
        self._restoring: list[tuple[UUID, int]] = []

    @property
    def can_undo(self) -> bool:
        """Whether something was deleted in this run that was not brought back."""
        return bool(self._trashed)

    def open_row(self, row: int) -> None:
        """Open the trace of a row of the list."""
        from tunix_rt_tui.tui.jobs.reading import open_key

        results = self._listing.results
        if self._host.store is not None and results is not None and row < len(results):
            self._request += 1
            post = self._host.post_message
            job = partial(open_key, self._host.store, results.key(row), self._request, post)
            self._host.read("open", job)

    def open_given(self, given: str) -> None:
        """Open the trace that an id or a prefix means."""
        from tunix_rt_tui.tui.jobs.reading import open_given

        if self._host.store is not None:
            self._request += 1
            post = self._host.post_message
            self._host.read(
                "open", partial(open_given, self._host.store, given, self._request, post)
            )

    def open_neighbour(self, direction: int) -> None:
        """Open the trace above or below the open one in the list."""
        results, opened = self._listing.results, self._view.opened
        if self._host.store is None or results is None or not len(results):
            return
        here = results.row(opened.seq) if opened else None
        row = (self._rows.cursor if here is None else here) + direction
        if not 0 <= row < len(results):
            self._host.say("There is no trace beyond this one in the list.", "refused")
            return
        self._rows.move_to(row)
        self.open_row(row)

    def take(self, message: TraceOpened) -> None:
        """Show the trace that was asked for last."""
        if message.request == self._request:
            self.show(message.opened)

    def show(self, opened: OpenedTrace) -> None:
        """Show a trace."""
        self._view.show(opened)
        self._host.show_pane("trace")

    def trash(self, trace_id: UUID, seq: int) -> None:
        """Move a trace to the trash."""
        from tunix_rt_tui.tui.jobs.trashing import move_to_trash

        if self._host.store is not None:
            post = self._host.post_message
            self._host.write("trash", partial(move_to_trash, self._host.store, trace_id, seq, post))

    def take_trashed(self, message: TraceTrashed) -> None:
        """Say that a trace is in the trash, and how it comes back."""
        short = str(message.trace_id)[: words.SHORT_ID]
        if not message.moved:
            self._host.say(f"Trace {short} was not in the store any more.", "refused")
        else:
            self._trashed.append((message.trace_id, message.seq))
            key = self._host.keys.name("list.undo")
            self._host.say(f"Moved {short} to the trash. Press {key} to bring it back.", "done")
        opened = self._view.opened
        if opened is not None and opened.id == message.trace_id:
            self._view.show(None)
            self._host.show_pane("list")
        self._listing.load(Target(self._rows.cursor))

    def undo(self) -> None:
        """Bring back the trace that was deleted last."""
        from tunix_rt_tui.tui.jobs.trashing import bring_back

        if not self._trashed:
            self._host.say("Nothing was deleted that could be brought back.", "refused")
        elif self._host.store is not None:
            trace_id, seq = self._trashed.pop()
            post = self._host.post_message
            self._restoring.append((trace_id, seq))
            self._host.write(RESTORE, partial(bring_back, self._host.store, trace_id, seq, post))

    def take_restored(self, message: TraceRestored) -> None:
        """Say that a trace is back, and go to it."""
        self._restoring.remove((message.trace_id, message.seq))
        short = str(message.trace_id)[: words.SHORT_ID]
        if message.moved:
            self._host.say(f"Brought {short} back from the trash.", "done")
        else:
            self._host.say(f"Trace {short} was not in the trash any more.", "refused")
        self._listing.load(Target(self._rows.cursor, key=message.seq))

    def take_failure(self, group: str) -> None:
        """Keep what could not be brought back, so that undoing can be tried again."""
        if group == RESTORE:
            self._trashed.extend(self._restoring)
            self._restoring.clear()

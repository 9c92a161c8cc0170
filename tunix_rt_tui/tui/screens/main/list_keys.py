"""What the keys of the list do, and what is at hand for those that change traces."""

from __future__ import annotations

from uuid import UUID

from tunix_rt_tui.tui import words
from tunix_rt_tui.tui.screens.main.change_desk import Meant
from tunix_rt_tui.tui.screens.main.reports import Reports
from tunix_rt_tui.tui.widgets.query_bar import QueryBar
from tunix_rt_tui.tui.widgets.trace_list import TraceList

_READ_ONLY = "The store is open for reading only: nothing can be added, changed or brought back."


class ListKeys(Reports):
    """Takes what the list and its query tell, and their keys, to the desks that they are for."""

    def on_trace_list_page_wanted(self, message: TraceList.PageWanted) -> None:
        """Fetch rows."""
        self._listing.fetch_page(message.start, message.size)

    def on_trace_list_trace_chosen(self, message: TraceList.TraceChosen) -> None:
        """Open a trace, or list what is in a group."""
        if not self._viewing.enters_group(message.row):
            self._traces.open_row(message.row)

    def on_query_bar_typed(self) -> None:
        """List what is typed when typing has paused."""
        self._querying.take_typed()

    def on_query_bar_given(self, message: QueryBar.Given) -> None:
        """Keep what is typed."""
        self._querying.take_given(message.text)

    def on_query_bar_left(self) -> None:
        """List what was listed before."""
        self._querying.leave()

    def on_query_bar_history_wanted(self, message: QueryBar.HistoryWanted) -> None:
        """Put another query into the bar."""
        self._querying.recall(message.direction)

    # What the keys do.

    def action_ask_query(self) -> None:
        """Let a query be typed."""
        self._querying.open()

    def action_hit(self, direction: int) -> None:
        """Go to a hit of what the list was searched for."""
        self._traces.go_to_hit(direction)

    def action_mark(self) -> None:
        """Mark the trace at the cursor, or no longer."""
        self._marking.toggle()

    def action_mark_range(self) -> None:
        """Mark from the row that was marked last to the cursor."""
        self._marking.mark_range()

    def action_mark_all(self) -> None:
        """Mark all that is listed."""
        self._marking.mark_all()

    def action_invert_marks(self) -> None:
        """Mark what is not marked."""
        self._marking.invert()

    def action_group(self) -> None:
        """Ask what to group by."""
        self._viewing.ask_for_groups()

    def action_statistics(self) -> None:
        """Count what is listed."""
        self._statistics.open()

    def action_columns(self) -> None:
        """Ask for the columns of the list."""
        self._viewing.ask_for_columns()

    def action_views(self) -> None:
        """Ask which view to open."""
        self._viewing.ask_for_views()

    def action_show_trash(self) -> None:
        """List what is in the trash, or go back from it."""
        self._viewing.turn_to_trash()

    def action_tag(self) -> None:
        """Ask for tags of what is meant."""
        if self._writable() and (meant := self._meant()) is not None:
            self._tagging.ask(meant, self._tags_at_hand() if len(meant.keys) == 1 else ())

    def action_rename_tag(self) -> None:
        """Ask which tag to rename."""
        if self._writable():
            self._tagging.ask_to_rename()

    def action_trash(self) -> None:
        """Move what is meant to the trash; what is in it, out of the world."""
        if self._writable() and (meant := self._meant()) is not None:
            if self._in_trash:
                self._changing.purge(meant)
            else:
                self._changing.trash(meant)

    def action_undo(self) -> None:
        """Undo what was changed last; in the trash bring back what is meant."""
        if not self._writable():
            return
        if not self._in_trash:
            self._changing.undo()
        elif (meant := self._meant()) is not None:
            self._changing.restore(meant)

    @property
    def _in_trash(self) -> bool:
        return self._listing.shown.scope == "trash" and self.pane == "list"

    def _meant(self) -> Meant | None:
        """What is marked, where the list has the focus; else the trace at hand."""
        if self.pane == "list" and not self._listing.is_settled():
            return None
        if self.pane == "list" and (keys := self._marking.keys):
            return Meant(keys, words.counted(len(keys), "marked trace"))
        at_hand = self._at_hand()
        if at_hand is None:
            if self.rows.row_count and self.pane == "list":
                self.say("That row is still being fetched: press the key again.", "refused")
            return None
        if self.pane == "list" and self._listing.shown.grouped_by is not None:
            self.say("That would be for a whole group: open it first, and mark there.", "refused")
            return None
        return Meant((at_hand[1],), words.short_id(at_hand[0]))

    def _tags_at_hand(self) -> tuple[str, ...]:
        current = self.rows.current
        at_hand = self._at_hand()
        return current.tags if current and at_hand and current.id == at_hand[0] else ()

    def _at_hand(self) -> tuple[UUID, int] | None:
        """The open trace where it has the focus, else the one at the cursor; its id and its key."""
        if self.pane == "trace":
            opened = self.view.opened
            return None if opened is None else (opened.id, opened.seq)
        current = self.rows.current
        return None if current is None else (current.id, current.seq)

    def action_import(self) -> None:
        """Ask what to import, or show how it goes."""
        if self._writable():
            self._importing.ask()

    def _writable(self) -> bool:
        """Tell whether the store takes changes, and say so if not."""
        if self.read_only:
            self.say(_READ_ONLY, "refused")
        return not self.read_only

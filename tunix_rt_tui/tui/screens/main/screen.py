"""The main screen: which key does what, and who answers a message.

Dialogs are imported when they are asked for: the first picture need not wait for them.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from textual import on
from textual.widgets import Button, Input

from tunix_rt_tui.errors import AmbiguousId, NotFound, ReadOnlyStore, UsageFault
from tunix_rt_tui.tui import messages
from tunix_rt_tui.tui.faults import as_fault, detail_of
from tunix_rt_tui.tui.options import Options
from tunix_rt_tui.tui.reading import OpenedTrace
from tunix_rt_tui.tui.screens.main.draft_desk import DraftDesk
from tunix_rt_tui.tui.screens.main.editor_desk import EditorDesk
from tunix_rt_tui.tui.screens.main.host import PaneName
from tunix_rt_tui.tui.screens.main.layout import MainLayout
from tunix_rt_tui.tui.screens.main.list_desk import ListDesk, Target
from tunix_rt_tui.tui.screens.main.memory_desk import MemoryDesk
from tunix_rt_tui.tui.screens.main.trace_desk import TraceDesk
from tunix_rt_tui.tui.screens.working import Job
from tunix_rt_tui.tui.session import Session
from tunix_rt_tui.tui.state.drafts import Drafts
from tunix_rt_tui.tui.state.remembered import Memory
from tunix_rt_tui.tui.widgets.json_area import JsonArea
from tunix_rt_tui.tui.widgets.problem_list import ProblemList
from tunix_rt_tui.tui.widgets.trace_list import TraceList
from tunix_rt_tui.tui.widgets.trace_view import TraceView

if TYPE_CHECKING:
    from tunix_rt_tui.store.contract import Store
    from tunix_rt_tui.tui.jobs.watching import Monitor
    from tunix_rt_tui.tui.outside_editor import Run

_OPENING = "opening"
_READ_ONLY = "The store is open for reading only: nothing can be added, deleted or brought back."


class MainScreen(MainLayout):
    """Takes keys and messages to the desk that they are for."""

    def __init__(
        self,
        session: Session,
        memory: Memory,
        drafts: Drafts,
        *,
        options: Options,
        clock: Callable[[], datetime],
        run_outside: Run,
    ) -> None:
        super().__init__(options=options, clock=clock)
        self.run_outside = run_outside
        """Gives the terminal to another program until it ends."""
        self._session = session
        self._memory = MemoryDesk(self, memory)
        self._store: Store | None = None
        self._monitor: Monitor | None = None
        self._watching = False
        self._listing = ListDesk(self, self.rows)
        self._traces = TraceDesk(self, self.view, self.rows, self._listing)
        self._editing = EditorDesk(self, self.editor, self._listing, options.limits.bytes)
        self._drafting = DraftDesk(self, self.editor, drafts, clock)

    @property
    def store(self) -> Store | None:
        """The store; None until it is open."""
        return self._store

    @property
    def unsaved(self) -> bool:
        """Whether the editor holds text that would be lost."""
        return self.editor.unsaved

    def keep_draft(self) -> None:
        """Save the text of the editor, as the app is made to leave."""
        self._drafting.keep_now()

    def forget_draft(self) -> None:
        """Throw the saved text of the editor away, as nobody wants it any more."""
        self._drafting.forget()

    def write(self, group: str, job: Job) -> None:
        """Start writing; it is never given up, not even by leaving."""
        super().write(group, partial(self._session.write, job))

    def on_mount(self) -> None:
        """Open the store when the screen has been seen once."""
        self.editor.set_writable(not self.read_only)
        self._memory.begin()
        self.call_later(self.read, _OPENING, self._open)

    async def _open(self) -> None:
        store, monitor = await self._session.open()
        self.post_message(messages.StoreOpened(store, monitor))

    def on_store_opened(self, message: messages.StoreOpened) -> None:
        """Load the list."""
        self._store, self._monitor = message.store, message.monitor
        self._listing.load(Target())

    def _begin_watching(self) -> None:
        """Watch the store and how all is, once, when the list has been seen."""
        from tunix_rt_tui.tui.jobs.listing import watch_store
        from tunix_rt_tui.tui.jobs.preparing import prepare
        from tunix_rt_tui.tui.jobs.watching import watch_health

        if self._store is None or self._monitor is None or self._watching:
            return
        self._watching = True
        self.read("watch-store", partial(watch_store, self._store, self.post_message))
        self.read("watch-health", partial(watch_health, self._monitor, self.post_message))
        self.read("prepare", prepare)
        self._drafting.begin()

    def on_work_failed(self, message: messages.WorkFailed) -> None:
        """Say what a person can mend in the status line; the rest is for the app."""
        from tunix_rt_tui.tui.screens.error import ErrorDialog

        error = message.error
        if message.group == _OPENING:
            message.stop()
            fault = as_fault(error)
            dialog = ErrorDialog(fault, detail=detail_of(error), button="Quit")
            self.app.push_screen(
                dialog, lambda _: self.app.exit(fault, return_code=fault.exit_code)
            )
            return
        self.editor.set_busy(False)
        self._traces.take_failure(message.group)
        if isinstance(error, NotFound | UsageFault | ReadOnlyStore):
            message.stop()
            hint = f" {error.hint}" if isinstance(error, AmbiguousId) else ""
            self.say(error.message + hint, "refused")

    # What the jobs report.

    def on_keys_loaded(self, message: messages.KeysLoaded) -> None:
        """Show what is listed."""
        self._listing.take_keys(message)
        self.show_keys()
        if not self.rows.row_count:
            self._list_is_seen()

    def on_page_loaded(self, message: messages.PageLoaded) -> None:
        """Show rows."""
        self._listing.take_page(message)
        self._list_is_seen()

    def _list_is_seen(self) -> None:
        """Do, after the next picture, what the first rows need not wait for."""
        self.call_after_refresh(self.editor.furnish)
        self.call_after_refresh(self._begin_watching)

    def on_store_changed(self) -> None:
        """Count what is new; the list itself stays as it is."""
        self._listing.count_arrivals()

    def on_arrivals_counted(self, message: messages.ArrivalsCounted) -> None:
        """Say how many are new."""
        self._listing.take_arrivals(message)

    def on_health_reported(self, message: messages.HealthReported) -> None:
        """Show how things are."""
        self.health.show(message.report, asked=message.asked)
        if message.asked:
            self.say("Looked again just now.", "done")

    def on_trace_opened(self, message: messages.TraceOpened) -> None:
        """Show a trace."""
        self._traces.take(message)

    def on_copy_read(self, message: messages.CopyRead) -> None:
        """Edit a copy."""
        self._editing.put_text(message.text, "This is a copy; uploading it adds a new trace.")

    def on_example_read(self, message: messages.ExampleRead) -> None:
        """Edit the example."""
        self._editing.put_text(message.text, "Loaded the example.")

    def on_text_checked(self, message: messages.TextChecked) -> None:
        """Show what is wrong with the text."""
        self._editing.take_check(message)
        self.show_keys()

    def on_text_edited(self, message: messages.TextEdited) -> None:
        """Show what came back from another program."""
        self._editing.take_edited(message)

    def on_drafts_found(self, message: messages.DraftsFound) -> None:
        """Offer what was left behind."""
        self._drafting.take_found(message.drafts)

    def on_draft_taken(self, message: messages.DraftTaken) -> None:
        """Edit what was left behind."""
        self._drafting.take_taken(message.draft, taken=message.taken)

    def on_text_laid_out(self, message: messages.TextLaidOut) -> None:
        """Show the text as it was laid out."""
        self._editing.take_layout(message)

    def on_trace_uploaded(self, message: messages.TraceUploaded) -> None:
        """List what was uploaded."""
        self._editing.take_upload(message)
        self._drafting.settle()

    def on_upload_refused(self, message: messages.UploadRefused) -> None:
        """Say why nothing was uploaded."""
        self._editing.take_refusal(message)

    def on_trace_trashed(self, message: messages.TraceTrashed) -> None:
        """Say that a trace is in the trash."""
        self._traces.take_trashed(message)
        self._note_undoable()

    def on_trace_restored(self, message: messages.TraceRestored) -> None:
        """Say that a trace is back."""
        self._traces.take_restored(message)
        self._note_undoable()

    # What the widgets report.

    def on_trace_list_page_wanted(self, message: TraceList.PageWanted) -> None:
        """Fetch rows."""
        self._listing.fetch_page(message.start, message.size)

    def on_trace_list_trace_chosen(self, message: TraceList.TraceChosen) -> None:
        """Open a trace."""
        self._traces.open_row(message.row)

    def on_trace_view_view_changed(self) -> None:
        """Offer the keys of another view."""
        self.show_keys()

    def on_trace_view_refused(self, message: TraceView.Refused) -> None:
        """Say why the view cannot do what was asked for."""
        self.say(message.words, "refused")

    def on_text_area_changed(self) -> None:
        """Check and save the text when typing has paused."""
        self._editing.text_changed()
        self._drafting.text_changed()

    def on_problem_list_place_chosen(self, message: ProblemList.PlaceChosen) -> None:
        """Tell the whole of a problem, for which a line of the list may be too short."""
        self._editing.tell(message.problem)

    def on_json_area_long_line_pasted(self, message: JsonArea.LongLinePasted) -> None:
        """Lay out what was pasted before it is shown."""
        self._editing.lay_out(message.text)

    @on(Button.Pressed, "#load-example")
    def action_load_example(self) -> None:
        """Load the example into the editor."""
        self._editing.load_example()

    def action_edit_outside(self) -> None:
        """Open the text in the person's own editor."""
        self._editing.edit_outside()

    def action_empty_editor(self) -> None:
        """Begin with an empty text."""
        self._editing.empty()

    @on(Button.Pressed, "#upload")
    def action_upload(self) -> None:
        """Add the text of the editor to the store."""
        if self._writable():
            self._editing.upload()

    @on(Button.Pressed, "#fetch")
    @on(Input.Submitted, "#id")
    def action_fetch(self) -> None:
        """Open the trace whose id is in the field."""
        if self.editor.given_id:
            self._traces.open_given(self.editor.given_id)
        else:
            self.say("There is no id in the field below the editor.", "refused")

    # What the keys do.

    def action_show(self, name: PaneName) -> None:
        """Go to a pane."""
        self.show_pane(name)

    def action_back(self) -> None:
        """Leave what was found in the trace, else go back to the list."""
        if self.pane == "trace" and self.view.tally:
            self.view.stop_finding(go_back=False)
        else:
            self.show_pane("list")

    async def action_close(self) -> None:
        """Close this view; the list is the last one, and closing it leaves the app."""
        if self.pane == "list":
            await self.app.run_action("app.quit")
        else:
            self.show_pane("list")

    def action_help(self) -> None:
        """Show every key."""
        from tunix_rt_tui.tui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen(self.keys))

    def action_widen(self, percent: int) -> None:
        """Give the list more of the width, or less."""
        self._memory.widen(percent)

    def keep_theme(self, name: str) -> None:
        """Remember a theme that was chosen."""
        self._memory.keep_theme(name)

    def look_again(self) -> None:
        """Check health now, and list what is new."""
        from tunix_rt_tui.tui.jobs.watching import check_health

        if self._monitor is not None:
            self.say("Looking again …")
            self.read("check-health", partial(check_health, self._monitor, self.post_message))
            self._listing.load(self._listing.here())

    def action_ask_for_id(self) -> None:
        """Open a trace by an id that is asked for."""
        from tunix_rt_tui.tui.screens.fetch import FetchDialog

        def show(opened: OpenedTrace | None) -> None:
            if opened is not None:
                self._traces.show(opened)

        if self._store is not None:
            self.app.push_screen(FetchDialog(self._store), show)

    def action_neighbour(self, direction: int) -> None:
        """Open the next or the previous trace of the list."""
        self._traces.open_neighbour(direction)

    def action_copy_to_editor(self) -> None:
        """Put a copy of the trace at hand into the editor."""
        if (at_hand := self._at_hand()) is not None:
            self._editing.copy(at_hand[0])

    def action_trash(self) -> None:
        """Move the trace at hand to the trash."""
        if self._writable() and (at_hand := self._at_hand()) is not None:
            self._traces.trash(*at_hand)

    def action_undo_trash(self) -> None:
        """Bring back the trace that was deleted last."""
        if self._writable():
            self._traces.undo()

    def action_reformat(self) -> None:
        """Lay out the text of the editor."""
        self._editing.lay_out(self.editor.text)

    def _at_hand(self) -> tuple[UUID, int] | None:
        """The open trace where it has the focus, else the one at the cursor; its id and its key."""
        if self.pane == "trace":
            opened = self.view.opened
            return None if opened is None else (opened.id, opened.seq)
        current = self.rows.current
        return None if current is None else (current.id, current.seq)

    def _note_undoable(self) -> None:
        self.undoable = self._traces.can_undo
        self.show_keys()

    def _writable(self) -> bool:
        """Tell whether the store takes changes, and say so if not."""
        if self.read_only:
            self.say(_READ_ONLY, "refused")
        return not self.read_only

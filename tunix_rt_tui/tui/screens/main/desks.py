"""The desks of the main screen, and which of them takes what a job reports."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from tunix_rt_tui.errors import AmbiguousId, NotFound, ReadOnlyStore, UsageFault
from tunix_rt_tui.tui import messages
from tunix_rt_tui.tui.faults import as_fault, detail_of
from tunix_rt_tui.tui.options import Options
from tunix_rt_tui.tui.screens.main.copy_desk import CopyDesk
from tunix_rt_tui.tui.screens.main.draft_desk import DraftDesk
from tunix_rt_tui.tui.screens.main.editor_desk import EditorDesk
from tunix_rt_tui.tui.screens.main.layout import MainLayout
from tunix_rt_tui.tui.screens.main.list_desk import ListDesk, Target
from tunix_rt_tui.tui.screens.main.memory_desk import MemoryDesk
from tunix_rt_tui.tui.screens.main.trace_desk import TraceDesk
from tunix_rt_tui.tui.screens.working import Job
from tunix_rt_tui.tui.session import Session
from tunix_rt_tui.tui.state.drafts import Drafts
from tunix_rt_tui.tui.state.remembered import Memory

if TYPE_CHECKING:
    from tunix_rt_tui.store.contract import Store
    from tunix_rt_tui.tui.copying.copier import Copier
    from tunix_rt_tui.tui.copying.plain_screen import PlainScreen
    from tunix_rt_tui.tui.jobs.watching import Monitor
    from tunix_rt_tui.tui.outside_editor import Run

_OPENING = "opening"


class Desks(MainLayout):
    """Opens the store, has the desks that work on it, and takes to them what the jobs report."""

    def __init__(
        self,
        session: Session,
        memory: Memory,
        drafts: Drafts,
        *,
        options: Options,
        clock: Callable[[], datetime],
        run_outside: Run,
        copier: Copier,
        plain: PlainScreen,
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
        self._copying = CopyDesk(self, copier, plain)
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
        """Save the text of the editor, if it would be lost, as the app is leaving."""
        self._drafting.keep_now()

    def forget_draft(self) -> None:
        """Throw the saved text of the editor away, as nobody wants it any more."""
        self._drafting.forget_now()

    def send_to_clipboard(self, text: str) -> None:
        """Send a text to the clipboard of the terminal, in order with what is drawn."""
        self.app.copy_to_clipboard(text)

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

    def on_to_copy_read(self, message: messages.ToCopyRead) -> None:
        """Ask what of a trace of the list to copy."""
        self._copying.ask(message.opened, None)

    def on_copied(self, message: messages.Copied) -> None:
        """Say which way a copy went."""
        self.say(message.words, "done")

    def on_copy_refused(self, message: messages.CopyRefused) -> None:
        """Say why nothing was copied."""
        self.say(message.words, "refused")

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

    def _note_undoable(self) -> None:
        self.undoable = self._traces.can_undo
        self.show_keys()

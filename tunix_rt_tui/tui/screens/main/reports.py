"""Which desk takes what a job reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tunix_rt_tui.errors import AmbiguousId, NotFound, ReadOnlyStore, UsageFault
from tunix_rt_tui.tui import messages
from tunix_rt_tui.tui.faults import as_fault, detail_of
from tunix_rt_tui.tui.screens.main.desks import OPENING, Desks
from tunix_rt_tui.tui.screens.main.view_desk import ASKED_FOR_GROUPS

if TYPE_CHECKING:
    from tunix_rt_tui.tui.screens.importing.messages import ImportAdvanced, ImportEnded


class Reports(Desks):
    """Takes what the jobs report to the desks that asked for it."""

    def on_work_failed(self, message: messages.WorkFailed) -> None:
        """Say what a person can mend in the status line; the rest is for the app."""
        from tunix_rt_tui.tui.screens.error import ErrorDialog

        error = message.error
        if message.group == OPENING:
            message.stop()
            fault = as_fault(error)
            dialog = ErrorDialog(fault, detail=detail_of(error), button="Quit")
            self.app.push_screen(
                dialog, lambda _: self.app.exit(fault, return_code=fault.exit_code)
            )
            return
        self.editor.set_busy(False)
        self._changing.take_failure(message.group)
        self._listing.take_failure(message.group)
        if isinstance(error, NotFound | UsageFault | ReadOnlyStore):
            message.stop()
            hint = f" {error.hint}" if isinstance(error, AmbiguousId) else ""
            self.say(error.message + hint, "refused")

    def on_keys_loaded(self, message: messages.KeysLoaded) -> None:
        """Show what is listed."""
        before = self._listing.shown
        self._listing.take_keys(message)
        self._marking.show()
        if self._listing.shown != before:
            self.withdraw()
        self.query_bar.show(self._listing.spec.query)
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

    def on_trace_reread(self, message: messages.TraceReread) -> None:
        """Show the open trace as it is now."""
        self._traces.take_again(message.opened)

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

    def on_import_advanced(self, message: ImportAdvanced) -> None:
        """Show how far an import is."""
        self._importing.take_progress(message)

    def on_import_ended(self, message: ImportEnded) -> None:
        """Show how an import ended."""
        self._importing.take_end(message)

    def on_change_advanced(self, message: messages.ChangeAdvanced) -> None:
        """Say how far a change of many traces is."""
        self._changing.take_progress(message)

    def on_traces_trashed(self, message: messages.TracesTrashed) -> None:
        """Say what is in the trash."""
        self._changing.take_trashed(message)
        self.show_keys()

    def on_traces_restored(self, message: messages.TracesRestored) -> None:
        """Say what is back."""
        self._changing.take_restored(message)
        self.show_keys()

    def on_traces_purged(self, message: messages.TracesPurged) -> None:
        """Say what is gone."""
        self._changing.take_purged(message)

    def on_tags_changed(self, message: messages.TagsChanged) -> None:
        """Say whose tags were changed."""
        self._changing.take_tags(message)
        self._traces.read_again()
        self.show_keys()

    def on_tags_counted(self, message: messages.TagsCounted) -> None:
        """Ask for tags."""
        self._tagging.take_counts(message)

    def on_values_known(self, message: messages.ValuesKnown) -> None:
        """Offer what the store knows."""
        if message.request == ASKED_FOR_GROUPS:
            self._viewing.take_keys_of_meta(message)
        else:
            self._querying.take_values(message)

    def on_views_read(self, message: messages.ViewsRead) -> None:
        """Ask which view to open."""
        self._viewing.take_views(message)

    def on_view_saved(self, message: messages.ViewSaved) -> None:
        """Say that a view was saved."""
        self._viewing.take_saved(message)

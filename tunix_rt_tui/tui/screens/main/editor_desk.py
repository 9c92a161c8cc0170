"""Serves the editor: checks, examples, reformatting, uploads."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from textual.timer import Timer

from tunix_rt_tui.errors import UsageFault
from tunix_rt_tui.tui import words
from tunix_rt_tui.tui.messages import (
    TextChecked,
    TextEdited,
    TextLaidOut,
    TraceUploaded,
    UploadRefused,
)
from tunix_rt_tui.tui.screens.confirm import ConfirmDialog
from tunix_rt_tui.tui.screens.main.host import Host
from tunix_rt_tui.tui.screens.main.list_desk import ListDesk, Target
from tunix_rt_tui.tui.widgets.editor_pane import EditorPane
from tunix_rt_tui.tui.widgets.json_area import unfit_for_editing

if TYPE_CHECKING:
    from tunix_rt_tui.trace.parsing import Problem

CHECK_DELAY = 0.2
"""Seconds after the last key at which the text is checked."""


class EditorDesk:
    """Holds what is under way with the text of the editor."""

    def __init__(self, host: Host, pane: EditorPane, listing: ListDesk, max_bytes: int) -> None:
        self._host = host
        self._pane = pane
        self._listing = listing
        self._max_bytes = max_bytes
        self._request = 0
        self._timer: Timer | None = None

    def text_changed(self) -> None:
        """Check the text when typing has paused."""
        if self._timer is not None:
            self._timer.stop()
        self._timer = self._host.set_timer(CHECK_DELAY, self._check)

    def _check(self) -> None:
        from tunix_rt_tui.tui.jobs.editing import check_text

        self._request += 1
        text, post = self._pane.text, self._host.post_message
        self._host.read("check", partial(check_text, text, self._max_bytes, self._request, post))

    def take_check(self, message: TextChecked) -> None:
        """Show counters and problems of the text as it was checked last."""
        from tunix_rt_tui.trace.parsing import RefusedTrace

        if message.request == self._request:
            outcome = message.outcome
            problems = outcome.problems if isinstance(outcome, RefusedTrace) else ()
            self._pane.show_check(message.counts, problems, outcome.warnings)

    def load_example(self) -> None:
        """Put the example into the editor; asks where it would replace what was typed."""
        from tunix_rt_tui.tui.jobs.editing import read_example

        def read() -> None:
            self._host.show_pane("editor")
            self._host.read("example", partial(read_example, self._host.post_message))

        self._unless_unsaved("the example", read)

    def copy(self, trace_id: UUID) -> None:
        """Put a copy of a trace into the editor; asks where it would replace what was typed."""
        from tunix_rt_tui.tui.jobs.reading import read_copy

        def read() -> None:
            if self._host.store is not None:
                post = self._host.post_message
                self._host.read("copy", partial(read_copy, self._host.store, trace_id, post))

        self._unless_unsaved("the copy", read)

    def put_text(self, text: str, said: str) -> None:
        """Put a text into the editor and say what it is."""
        self._pane.put_text(text)
        self._host.show_pane("editor")
        self._host.say(said, "done")

    def empty(self) -> None:
        """Begin with an empty text; undoing brings back what was there."""
        self._pane.empty()
        self._host.show_pane("editor")
        self._host.say("The editor is empty; ctrl+z brings back what was in it.", "done")

    def edit_outside(self) -> None:
        """Open the text in the person's own editor."""
        from tunix_rt_tui.tui.jobs.editing import edit_text_outside
        from tunix_rt_tui.tui.outside_editor import editor_command

        try:
            command = editor_command(os.environ)
        except UsageFault as fault:
            self._host.say(fault.message, "refused")
            return
        host, text = self._host, self._pane.text
        job = partial(edit_text_outside, text, command, host.run_outside, host.post_message)
        host.write("outside", job)

    def take_edited(self, message: TextEdited) -> None:
        """Show what came back."""
        if message.text is None:
            self._host.say("Nothing was changed in your editor.", "done")
        elif unfit_for_editing(message.text):
            self.lay_out(message.text)
        else:
            self._pane.type_text(message.text)
            self._host.say("Took over what you wrote in your editor.", "done")

    def tell(self, problem: Problem) -> None:
        """Tell the whole of one problem."""
        self._host.say(f"{problem.code} {problem.path}: {problem.message}", "refused")

    def lay_out(self, text: str) -> None:
        """Lay a text out and put it into the editor."""
        from tunix_rt_tui.tui.jobs.editing import lay_text_out

        if not text.strip():
            self._host.say("The editor is empty.", "refused")
            return
        self._host.read("layout", partial(lay_text_out, text, self._host.post_message))

    def take_layout(self, message: TextLaidOut) -> None:
        """Show a text that was laid out, or say that it is none that could be."""
        pane = self._pane
        pasted = message.before != pane.text
        if message.after is None:
            self._host.say("This is not JSON yet: see the problems below the text.", "refused")
            if pasted:
                pane.type_text(message.before)
        elif message.after != pane.text:
            if pasted:
                pane.type_text(message.after)
            else:
                pane.replace_text(message.after)
            self._host.say("Laid out, one member a line; no value was changed.", "done")
        else:
            self._host.say("It is laid out already.", "done")

    def upload(self) -> None:
        """Add the text to the store."""
        from tunix_rt_tui.tui.jobs.editing import upload_text

        text = self._pane.text
        if not text.strip():
            self._host.say("The editor is empty: there is nothing to upload.", "refused")
        elif self._pane.busy:
            self._host.say("An upload is on its way already.", "refused")
        elif self._host.store is not None:
            self._pane.set_busy(True)
            self._host.say("Uploading …")
            post = self._host.post_message
            self._host.write(
                "upload", partial(upload_text, self._host.store, text, self._max_bytes, post)
            )

    def take_upload(self, message: TraceUploaded) -> None:
        """Say under which id the text is in the store, and list it."""
        added = message.added
        self._pane.set_busy(False)
        self._pane.keep(message.text, str(added.id))
        said = f"Uploaded {words.short_id(added.id)}."
        if added.twin is not None:
            where = "in the trash" if added.twin.trashed else "here"
            said += f" It equals {words.short_id(added.twin.id)} that was {where} already."
        self._host.say(said, "done")
        self._listing.load(Target(id=added.id))

    def take_refusal(self, message: UploadRefused) -> None:
        """Say why a text was not uploaded."""
        self._pane.set_busy(False)
        problems = message.refused.problems
        if any(problem.code == "E_SIZE" for problem in problems):
            limit = self._max_bytes
            self._host.say(f"Payload size exceeds maximum of {limit} bytes", "refused")
            return
        first = problems[0]
        place = "" if first.line is None else f" at {first.line}:{first.column}"
        count = words.counted(len(problems), "problem")
        self._host.say(f"Not uploaded: {count}. {first.code}{place}: {first.message}", "refused")

    def _unless_unsaved(self, what: str, proceed: Callable[[], None]) -> None:
        """Proceed, after a question where something that was typed would be lost."""
        if not self._pane.unsaved:
            proceed()
            return
        question = f"The editor holds text that is not in the store. Shall {what} replace it?"
        dialog = ConfirmDialog("Replace the text", question, yes="Replace", no="Keep")
        self._host.ask(dialog, proceed)

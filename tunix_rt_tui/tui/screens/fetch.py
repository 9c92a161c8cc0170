"""Asking for a trace by its id."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, Input, Static

from tunix_rt_tui.errors import TunixError
from tunix_rt_tui.trace.text import drawable
from tunix_rt_tui.tui.messages import TraceOpened, WorkFailed
from tunix_rt_tui.tui.reading import OpenedTrace
from tunix_rt_tui.tui.screens.working import Dialog
from tunix_rt_tui.tui.widgets.plain_button import PlainButton
from tunix_rt_tui.tui.widgets.still_input import StillInput

if TYPE_CHECKING:
    from tunix_rt_tui.store.contract import Reader


class FetchDialog(Dialog[OpenedTrace]):
    """Takes an id or the start of one, and gives the trace; what is wrong with it is said here."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self._reader = reader
        self._request = 0

    def compose(self) -> ComposeResult:
        """Make the dialog."""
        with Vertical(id="dialog") as dialog:
            dialog.border_title = "Fetch by id"
            yield Static("The id of a trace, or at least its first 4 characters.", classes="hint")
            yield StillInput(id="id", placeholder="3f2a81c0", max_length=36, compact=True)
            yield Static("", id="refusal", markup=False)
            with Horizontal(classes="answers"):
                yield PlainButton("Cancel", id="cancel")
                yield PlainButton("Fetch", id="fetch")

    @on(Button.Pressed, "#fetch")
    @on(Input.Submitted)
    def _fetch(self) -> None:
        from tunix_rt_tui.tui.jobs.reading import open_given

        given = self.query_one(Input).value.strip()
        if given:
            self._request += 1
            self.query_one("#refusal", Static).update("")
            job = partial(open_given, self._reader, given, self._request, self.post_message)
            self.read("fetch", job)

    @on(Button.Pressed, "#cancel")
    def _give_up(self) -> None:
        self.dismiss(None)

    def on_trace_opened(self, message: TraceOpened) -> None:
        """Give the trace to whoever asked."""
        if message.request == self._request:
            self.dismiss(message.opened)

    def on_work_failed(self, message: WorkFailed) -> None:
        """Say what is wrong with the id, here; anything else is for the app."""
        if isinstance(message.error, TunixError):
            message.stop()
            words = f"✗ {message.error.message} {message.error.hint}"
            self.query_one("#refusal", Static).update(drawable(words))

"""What all screens share: workers, and one handler for those that fail."""

from __future__ import annotations

from collections.abc import Callable, Coroutine

from textual.screen import ModalScreen, Screen, ScreenResultType
from textual.worker import Worker, WorkerState, WorkType

from tunix_rt_tui.tui.keys import bindings_for
from tunix_rt_tui.tui.messages import WorkFailed
from tunix_rt_tui.tui.widgets.plain_button import PlainButton

Job = Callable[[], Coroutine[None, None, None]]
"""Work to be done: a coroutine function with its arguments bound by `partial`."""


class Working(Screen[ScreenResultType]):
    """A screen whose failed workers are never overlooked."""

    def read(self, group: str, job: Job) -> None:
        """Start reading; what was read for the same group before is no longer wanted."""
        self._start(job, group, exclusive=True)

    def give_up(self, group: str) -> None:
        """Give up what is being read for a group."""
        self.workers.cancel_group(self, group)

    def write(self, group: str, job: Job) -> None:
        """Start writing; several may be under way."""
        self._start(job, group, exclusive=False)

    def _start(self, job: Job, group: str, *, exclusive: bool) -> None:
        work: WorkType[None] = job
        self.run_worker(work, group=group, exclusive=exclusive, exit_on_error=False)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Report a failure to whoever handles it: this screen, else the app."""
        if event.state is WorkerState.ERROR and event.worker.error is not None:
            self.post_message(WorkFailed(event.worker.group, event.worker.error))


class Dialog(ModalScreen[ScreenResultType], Working[ScreenResultType]):
    """A screen above another one; escape closes it without a result."""

    BINDINGS = bindings_for("dialog")

    def action_next_button(self, direction: int) -> None:
        """Go from button to button, whatever else takes the focus; after the last to the first."""
        buttons = [one for one in self.query(PlainButton) if one.focusable and one.display]
        if not buttons:
            return
        here = [number for number, button in enumerate(buttons) if button.has_focus]
        before = here[0] if here else (-1 if direction > 0 else 0)
        buttons[(before + direction) % len(buttons)].focus()

    def action_cancel(self) -> None:
        """Close the dialog and change nothing."""
        self.dismiss(None)

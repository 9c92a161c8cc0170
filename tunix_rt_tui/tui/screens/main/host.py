"""What a desk may ask of the screen that it works for."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal, Protocol, TypeVar

from textual.message import Message
from textual.timer import Timer

from tunix_rt_tui.tui.keymap import KeyTable
from tunix_rt_tui.tui.screens.confirm import ConfirmDialog
from tunix_rt_tui.tui.screens.working import Dialog, Job
from tunix_rt_tui.tui.widgets.status_line import Tone

if TYPE_CHECKING:
    from tunix_rt_tui.store.contract import Store
    from tunix_rt_tui.tui.outside_editor import Run

Answer = TypeVar("Answer")
PaneName = Literal["list", "trace", "editor"]


class Host(Protocol):
    """A screen with a store, panes, and a status line."""

    @property
    def store(self) -> Store | None:
        """The store; None until it is open."""
        ...

    @property
    def keys(self) -> KeyTable:
        """The keys of this run, for sentences that tell what to press."""
        ...

    def has_class(self, *class_names: str) -> bool:
        """Tell how the panes stand: `-wide` where there are two side by side."""
        ...

    def share_width(self, percent: int) -> None:
        """Give the list so much of the width."""
        ...

    def read(self, group: str, job: Job) -> None:
        """Start reading; an earlier job of the same group is given up."""
        ...

    def give_up(self, group: str) -> None:
        """Give up what is being read for a group."""
        ...

    def write(self, group: str, job: Job) -> None:
        """Start writing; it is never given up."""
        ...

    def say(self, words: str, tone: Tone = "plain") -> None:
        """Say what happened; it stays until something else is said."""
        ...

    def show_pane(self, name: PaneName) -> None:
        """Show a pane and put the focus into it."""
        ...

    def set_timer(self, delay: float, callback: Callable[[], None]) -> Timer:
        """Call something once, after so many seconds."""
        ...

    def send_to_clipboard(self, text: str) -> None:
        """Send a text to the clipboard of the terminal, by OSC 52."""
        ...

    @property
    def run_outside(self) -> Run:
        """Gives the terminal to another program until it ends."""
        ...

    def withdraw(self) -> None:
        """Say no longer why something could not be done: something else was."""
        ...

    def show_dialog(self, dialog: Dialog[Answer], decide: Callable[[Answer | None], None]) -> None:
        """Show a dialog, and decide by its answer: None where it was closed without one."""
        ...

    def ask(self, dialog: ConfirmDialog, proceed: Callable[[], None]) -> None:
        """Ask a question, and proceed if the answer is yes."""
        ...

    def post_message(self, message: Message) -> bool:
        """Take a message from a job."""
        ...

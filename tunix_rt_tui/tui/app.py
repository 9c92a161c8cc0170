"""The terminal app."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial
from typing import ClassVar, Protocol

from textual.app import App, SystemCommand
from textual.binding import BindingType
from textual.screen import Screen

from tunix_rt_tui.errors import TunixError
from tunix_rt_tui.tui.counting import Counts
from tunix_rt_tui.tui.faults import as_fault, detail_of
from tunix_rt_tui.tui.keys import bindings_for
from tunix_rt_tui.tui.messages import WorkFailed
from tunix_rt_tui.tui.palette import commands
from tunix_rt_tui.tui.screens.confirm import ConfirmDialog
from tunix_rt_tui.tui.screens.error import ErrorDialog
from tunix_rt_tui.tui.screens.main.screen import MainScreen
from tunix_rt_tui.tui.session import MakeMonitor, OpenStore, Session
from tunix_rt_tui.tui.signals import HUNG_UP, forget_signals, leave_on_signals
from tunix_rt_tui.tui.theme import MONO, NIGHT
from tunix_rt_tui.tui.wire.driver import ThriftyDriver, Wire


class Log(Protocol):
    """Where defects are noted."""

    def exception(self, event: str, error: BaseException) -> None:
        """Note an error with its traceback."""
        ...


class TunixApp(App[TunixError]):
    """A workbench for reasoning traces.

    `run` gives None after an ordinary leave, and the error where the store could not be opened,
    for whoever prints it once the terminal is restored; `return_code` is the exit code: 0, that of
    the error, or 128 + n after signal n. Nothing is opened before the first paint; what was opened
    is closed, in order, when the app is left in whatever way.
    """

    TITLE = "tunix-rt"
    CSS_PATH = "app.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("app")

    def __init__(
        self,
        *,
        open_store: OpenStore,
        make_monitor: MakeMonitor,
        limits: Counts,
        log: Log,
        read_only: bool,
        clock: Callable[[], datetime],
    ) -> None:
        """`limits` are those of a trace; `clock` gives the time in UTC."""
        super().__init__(driver_class=ThriftyDriver)
        self.animation_level = "none"
        self.wire = Wire()
        self.terminal: ThriftyDriver | None = None
        self._session = Session(open_store, make_monitor)
        self._journal = log
        self._main = MainScreen(self._session, limits=limits, read_only=read_only, clock=clock)
        for theme in (NIGHT, MONO):
            self.register_theme(theme)
        self.theme = MONO.name if self.no_color else NIGHT.name

    def get_default_screen(self) -> Screen[None]:
        """Begin with the main screen."""
        return self._main

    def on_mount(self) -> None:
        """Be ready to be asked to leave."""
        leave_on_signals(lambda code: self.exit(return_code=code))

    async def on_unmount(self) -> None:
        """Close what was opened, when no screen is left that could use it."""
        forget_signals()
        await self._session.close()

    def take_terminal(self, terminal: ThriftyDriver) -> None:
        """Know the terminal that the app is drawn on."""
        self.terminal = terminal

    def lose_terminal(self) -> None:
        """Leave, as whoever hung up would have it."""
        self.exit(return_code=HUNG_UP)

    def on_work_failed(self, message: WorkFailed) -> None:
        """Show an error that no screen could handle; note one that is a defect."""
        error = message.error
        if not isinstance(error, TunixError):
            self._journal.exception("worker failed", error)
        self.push_screen(ErrorDialog(as_fault(error), detail=detail_of(error)))

    async def action_quit(self) -> None:
        """Leave; asks once where the editor holds text that would be lost."""
        if not self._main.unsaved:
            self.exit()
            return

        def decide(answer: bool | None) -> None:
            if answer:
                self.exit()

        if not isinstance(self.screen, ConfirmDialog):
            question = "The editor holds text that is not in the store. Leave without it?"
            dialog = ConfirmDialog("Leave", question, yes="Leave", no="Stay")
            self.push_screen(dialog, decide)

    def action_help_quit(self) -> None:
        """Say how to leave to whoever presses ctrl+c."""
        self._main.say("Press ctrl+q to leave.")

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """List the commands of the palette: all of the main screen's where that is seen."""
        for key, title, help_text in commands() if screen is self._main else ():
            run = partial(self.run_action, key.action, self._main.widget_of(key.where))
            yield SystemCommand(title, help_text, run)
        yield SystemCommand("Change the theme", "Choose among the themes", self.action_change_theme)

"""The terminal app."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import partial
from typing import ClassVar, Protocol

from textual.app import App, SystemCommand
from textual.binding import BindingType
from textual.screen import Screen

from tunix_rt_tui.errors import TunixError
from tunix_rt_tui.tui.copying.copier import Copier
from tunix_rt_tui.tui.copying.plain_screen import PlainScreen
from tunix_rt_tui.tui.faults import as_fault, detail_of
from tunix_rt_tui.tui.keys import bindings_for
from tunix_rt_tui.tui.lending import Lending
from tunix_rt_tui.tui.messages import WorkFailed
from tunix_rt_tui.tui.options import Options
from tunix_rt_tui.tui.palette import commands
from tunix_rt_tui.tui.screens.confirm import ConfirmDialog
from tunix_rt_tui.tui.screens.main.screen import MainScreen
from tunix_rt_tui.tui.session import MakeMonitor, OpenStore, Session
from tunix_rt_tui.tui.signals import HUNG_UP, forget_signals, leave_on_signals
from tunix_rt_tui.tui.state.drafts import Drafts
from tunix_rt_tui.tui.state.remembered import Memory
from tunix_rt_tui.tui.theme import THEMES
from tunix_rt_tui.tui.wire.driver import ThriftyDriver


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
        memory: Memory,
        drafts: Drafts,
        copier: Copier,
        log: Log,
        options: Options,
        clock: Callable[[], datetime],
        on_drawn: Callable[[], object] = lambda: None,
    ) -> None:
        """`memory` keeps what a person chooses, `drafts` what they typed; `clock` is in UTC.

        `on_drawn` is called once, when the app has been seen first.
        """
        super().__init__(driver_class=ThriftyDriver, ansi_color=options.colourless or None)
        self.animation_level = "none"
        self.wire = options.wire
        self.terminal: ThriftyDriver | None = None
        self._session = Session(open_store, make_monitor)
        self._journal = log
        self._keys = options.keys
        self._on_drawn = on_drawn
        self._lending = Lending(self.suspend, self._leave, lambda: self.return_code is not None)
        self._styled = False
        self._main = MainScreen(
            self._session,
            memory,
            drafts,
            options=options,
            clock=clock,
            run_outside=self._lending.run,
            copier=copier,
            plain=PlainScreen(self._lending.lend, ascii_only=options.wire.ascii_only),
        )
        self.set_keymap(options.keys.changes)
        self._take_themes(options.theme)

    def get_default_screen(self) -> Screen[None]:
        """Begin with the main screen."""
        return self._main

    def on_mount(self) -> None:
        """Be ready to be asked to leave."""
        leave_on_signals(self._leave)
        self.theme_changed_signal.subscribe(self, lambda theme: self._main.keep_theme(theme.name))

    def on_ready(self) -> None:
        """Tell that everything stands where it belongs."""
        self._on_drawn()

    def refresh_css(self, animate: bool = True) -> None:
        """Style everything anew; at the start the theme is in the style sheet already."""
        if self._styled:
            super().refresh_css(animate)
        self._styled = True

    def _take_themes(self, first: str) -> None:
        """Have our themes in the place of Textual's, and begin with one."""
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = first
        self.stylesheet.set_variables(self.get_css_variables())
        for name in self.available_themes.keys() - {theme.name for theme in THEMES}:
            self.unregister_theme(name)

    async def on_unmount(self) -> None:
        """Close what was opened, when no screen is left that could use it."""
        forget_signals()
        await self._session.close()

    def take_terminal(self, terminal: ThriftyDriver) -> None:
        """Know the terminal that the app is drawn on."""
        self.terminal = terminal

    def lose_terminal(self) -> None:
        """Leave, as whoever hung up would have it."""
        self._leave(HUNG_UP)

    def _leave(self, code: int) -> None:
        """Leave at once, with what was typed saved first."""
        self._end_draft(self._main.keep_draft)
        self._lending.end_guest()
        self.exit(return_code=code)

    def _end_draft(self, end: Callable[[], None]) -> None:
        """Keep the draft or throw it away; a disk that refuses keeps nobody from leaving."""
        try:
            end()
        except OSError as error:
            self._journal.exception("draft not settled", error)

    def on_work_failed(self, message: WorkFailed) -> None:
        """Show an error that no screen could handle; note one that is a defect."""
        from tunix_rt_tui.tui.screens.error import ErrorDialog

        error = message.error
        if not isinstance(error, TunixError):
            self._journal.exception("worker failed", error)
        self.push_screen(ErrorDialog(as_fault(error), detail=detail_of(error)))

    async def action_quit(self) -> None:
        """Leave; asks first where that would end an import, or lose text of the editor."""
        questions = self._main.questions_before_leaving()
        if not questions or not isinstance(self.screen, ConfirmDialog):
            self._leave_after(questions)

    def _leave_after(self, questions: Sequence[ConfirmDialog]) -> None:
        """Leave when each question was asked, and answered by yes."""
        if not questions:
            main = self._main
            self._end_draft(main.forget_draft if main.unsaved else main.keep_draft)
            self.exit()
            return

        def decide(answer: bool | None) -> None:
            if answer:
                self._leave_after(questions[1:])

        self.push_screen(questions[0], decide)

    def action_help_quit(self) -> None:
        """Say how to leave to whoever presses ctrl+c."""
        self._main.say(f"Press {self._keys.name('app.quit')} to leave.")

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """List the commands of the palette: all of the main screen's where that is seen."""
        for key, title, help_text in commands(self._keys) if screen is self._main else ():
            run = partial(self.run_action, key.action, self._main.widget_of(key.where))
            yield SystemCommand(title, help_text, run)
        yield SystemCommand("Change the theme", "Choose other colours", self.action_change_theme)

    def action_command_palette(self) -> None:
        """Show the palette."""
        from tunix_rt_tui.tui.screens.palette import StillPalette

        if not isinstance(self.screen, StillPalette):
            self.push_screen(StillPalette())

    def search_themes(self) -> None:
        """Let a theme be chosen."""
        from textual.theme import ThemeProvider

        from tunix_rt_tui.tui.screens.palette import StillPalette

        self.push_screen(StillPalette([ThemeProvider], placeholder="Search for themes…"))

    def action_toggle_mouse(self) -> None:
        """Give the mouse to the terminal, or take it."""
        if self.terminal is None:
            return
        self.terminal.set_mouse(not self.terminal.mouse_on)
        key = self._keys.name("everywhere.mouse")
        if self.terminal.mouse_on:
            said = f"The app has the mouse. Press {key} to leave it to the terminal."
        else:
            said = f"The mouse selects text in the terminal now. Press {key} to take it back."
        self._main.say(said, "done")

    def action_look_again(self) -> None:
        """Check health, list what is new, and draw everything, in case another program drew."""
        if self.terminal is not None:
            self.terminal.redraw()
        self._main.look_again()

    def action_suspend_process(self) -> None:
        """Stop in the background, along with whatever started the app and waits for it."""
        os.kill(0, signal.SIGTSTP)

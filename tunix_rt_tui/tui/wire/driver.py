"""The terminal, as Textual drives it: with fewer bytes, fewer frames, and an orderly end."""

from __future__ import annotations

import os
import select
import signal
import time
from asyncio import TimerHandle
from collections.abc import Callable
from threading import Thread
from types import FrameType
from typing import Any, NamedTuple, Protocol, TextIO, cast

from textual.app import App
from textual.drivers.linux_driver import LinuxDriver
from textual.events import Resize
from textual.geometry import Size
from textual.message import Message
from textual.messages import InBandWindowResize

from tunix_rt_tui.tui.wire.canvas import Canvas
from tunix_rt_tui.tui.wire.pace import Pace

_MOUSE_MODES = (1000, 1002, 1006)
"""Buttons, dragging, and places beyond column 223; not every move, each of which is sent."""

_SETTLED = 0.25
"""Seconds without a new size after which the last one has come."""


class Wire(NamedTuple):
    """What a terminal can show, and how much may be sent to it."""

    ascii_only: bool = False
    few_colours: bool = False
    frames_a_second: int = 15


class TerminalUser(Protocol):
    """An app that is told of its terminal."""

    wire: Wire

    def take_terminal(self, terminal: ThriftyDriver) -> None:
        """Know the terminal, before anything is drawn."""
        ...

    def lose_terminal(self) -> None:
        """Leave, as nothing that is drawn can be seen any more."""
        ...


class ThriftyDriver(LinuxDriver):
    """Sends what differs on the screen: at once after a pause, then so many times a second."""

    def __init__(
        self,
        app: App[Any],
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        # Textual's own handling of the mouse reports every move of it: here it is left out.
        super().__init__(app, debug=debug, mouse=False, size=size)
        self._user = cast("TerminalUser", app)
        wire = self._user.wire
        self._canvas = Canvas(ascii_only=wire.ascii_only, few_colours=wire.few_colours)
        self._pace = Pace(wire.frames_a_second, clock=time.monotonic)
        self._started = False
        self._timer: TimerHandle | None = None
        self._active = False
        self._resized = False
        self._settling: TimerHandle | None = None
        self._lost = False
        self._mouse_on = mouse
        self._file: Any = _GuardedFile(cast("TextIO", self._file), self._lose)
        self._user.take_terminal(self)

    @property
    def mouse_on(self) -> bool:
        """Whether the mouse is the app's; otherwise it is the terminal's, for selecting text."""
        return self._mouse_on

    def set_mouse(self, on: bool) -> None:
        """Take the mouse, or give it back to the terminal."""
        self._mouse_on = on
        letter = "h" if on else "l"
        self.write("".join(f"\x1b[?{mode}{letter}" for mode in _MOUSE_MODES))

    def redraw(self) -> None:
        """Send everything, whatever the terminal shows."""
        self._canvas.forget_shown()
        self._send()

    def write(self, data: str) -> None:
        """Draw; what is no drawing is sent at once."""
        if self._resized:
            self._resized = False
            self._canvas.forget()
        controls = self._canvas.take(data)
        if controls and self._active:
            super().write(controls)

    def flush(self) -> None:
        """Send what was drawn, or have it sent when its time has come."""
        wait = self._pace.wait()
        if wait <= 0:
            self._send()
        elif self._timer is None:
            self._timer = self._loop.call_later(wait, self._send)

    def start_application_mode(self) -> None:
        """Take the terminal; draw again what stood there before, if anything did."""
        self._active = True
        super().start_application_mode()  # type: ignore[no-untyped-call]
        _before(signal.SIGWINCH, self._note_resize)
        if self._mouse_on:
            self.set_mouse(True)
        if not self._started:
            self._started = True
            Thread(target=self._watch_for_hangup, name="hangup", daemon=True).start()
        self.redraw()

    def stop_application_mode(self) -> None:
        """Give the terminal back as it was."""
        if self._settling is not None:
            self._settling.cancel()
            self._settling = None
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._mouse_on:
            self.set_mouse(False)
            self._mouse_on = True
        super().write("\x1b[m")
        super().stop_application_mode()
        self._active = False

    def run_input_thread(self) -> None:
        """Read keys until the end; a terminal that is gone is no defect."""
        try:
            super().run_input_thread()
        except OSError:
            self._lose()

    def process_message(self, message: Message) -> None:
        """Note a new size that the terminal tells of by itself; the rest is Textual's."""
        if isinstance(message, Resize | InBandWindowResize):
            self._note_resize()
        super().process_message(message)

    def _get_terminal_size(self) -> tuple[int, int]:
        """Ask the terminal itself: what a shell has exported of its size is soon out of date."""
        try:
            return os.get_terminal_size(self.fileno)
        except OSError:
            return super()._get_terminal_size()

    def _send(self) -> None:
        self._timer = None
        if not self._active:
            return
        frame = self._canvas.frame()
        if frame:
            self._pace.note_frame()
            super().write(frame)

    def _note_resize(self) -> None:
        """What is shown is no longer known; everything will be drawn for the new size."""
        self._resized = True
        self._loop.call_soon_threadsafe(self._wait_for_last_size)

    def _wait_for_last_size(self) -> None:
        """Look once more when the sizes have stopped coming.

        Of many that come at once Textual takes some as no change, and draws nothing anew.
        """
        if self._settling is not None:
            self._settling.cancel()
        self._settling = self._loop.call_later(_SETTLED, self._draw_at_last_size)

    def _draw_at_last_size(self) -> None:
        self._settling = None
        if self._active:
            size = Size(*self._get_terminal_size())
            self._app.post_message(Resize(size, size))
            self._resized = True
            self._app.screen.refresh()

    def _watch_for_hangup(self) -> None:
        """Wait until the other side of the terminal is gone; nothing else tells while idle."""
        poll = select.poll()
        poll.register(self.fileno, 0)
        poll.poll()
        self._lose()

    def _lose(self) -> None:
        if not self._lost:
            self._lost = True
            self._loop.call_soon_threadsafe(self._user.lose_terminal)


class _GuardedFile:
    """A file that swallows what is written once the other side is gone, and tells so."""

    def __init__(self, file: TextIO, lost: Callable[[], None]) -> None:
        self._file = file
        self._lost = lost
        self._gone = False

    def write(self, text: str) -> None:
        self._guard(lambda: self._file.write(text))

    def flush(self) -> None:
        self._guard(self._file.flush)

    def fileno(self) -> int:
        return self._file.fileno()

    def _guard(self, work: Callable[[], object]) -> None:
        if self._gone:
            return
        try:
            work()
        except OSError:
            self._gone = True
            self._lost()


def _before(number: signal.Signals, note: Callable[[], None]) -> None:
    """Have a note taken before a signal is handled as it was."""
    handler = signal.getsignal(number)

    def handle(received: int, frame: FrameType | None) -> None:
        note()
        if callable(handler):
            handler(received, frame)

    signal.signal(number, handle)

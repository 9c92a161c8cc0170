"""Printing a trace to the plain screen, where the terminal itself scrolls and selects."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager

from tunix_rt_tui.tui import words
from tunix_rt_tui.tui.copying.page import page_of
from tunix_rt_tui.tui.reading import OpenedTrace

Lend = Callable[[], AbstractContextManager[None]]
"""Gives the terminal back for a while, as it was before the app took it; any `OSError` of that
while is raised when the app has it again."""

_CHUNK = 4_096


class PlainScreen:
    """The screen that the terminal had before the app; what is printed there stays."""

    def __init__(self, lend: Lend, *, ascii_only: bool) -> None:
        self._lend = lend
        self._ascii_only = ascii_only

    async def show(self, opened: OpenedTrace) -> None:
        """Print a trace, and wait until enter is pressed; raises `OSError`.

        The app goes on meanwhile, unseen, so that it obeys signals.
        """
        text = printable(opened, ascii_only=self._ascii_only)
        with self._lend():
            await asyncio.to_thread(_write, text)
            await _wait_for_line()


def printable(opened: OpenedTrace, *, ascii_only: bool) -> str:
    """Give a trace as lines for reading, and after them how to go back."""
    short = words.short_id(opened.id)
    back = f"End of trace {short}. Press enter to go back to tunix-rt."
    return page_of(opened, ascii_only=ascii_only, end=back)


def _write(text: str) -> None:
    """Write to where the app is drawn, whatever its output was redirected to."""
    if sys.__stderr__ is not None:
        sys.__stderr__.write(text)
        sys.__stderr__.flush()


async def _wait_for_line() -> None:
    """Wait until a line was typed, or until nothing can be typed any more."""
    if sys.__stdin__ is None:
        return
    keyboard = sys.__stdin__.fileno()
    typed = asyncio.Event()

    def read() -> None:
        data = os.read(keyboard, _CHUNK)
        if not data or b"\n" in data:
            typed.set()

    loop = asyncio.get_running_loop()
    loop.add_reader(keyboard, read)
    try:
        await typed.wait()
    finally:
        loop.remove_reader(keyboard)

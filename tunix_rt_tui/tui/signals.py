"""Leaving in order when the system asks for it."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_SIGNALS = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)
_CODE_BASE = 128

HUNG_UP = _CODE_BASE + signal.SIGHUP
"""The exit code where the terminal is gone, however that was noticed."""


def leave_on_signals(leave: Callable[[int], None]) -> None:
    """Call `leave` with the exit code 128 + n on SIGTERM, which Slurm sends, SIGHUP and SIGINT."""
    loop = asyncio.get_running_loop()
    for number in _SIGNALS:
        loop.add_signal_handler(number, leave, _CODE_BASE + number)


@contextmanager
def deaf_to_interrupts(leave: Callable[[int], None]) -> Iterator[None]:
    """Let ctrl+c mean nothing here while another program has the terminal, then `leave` again.

    A ctrl+c from the end of that while reaches the loop only on its next turn. A timer of no
    seconds is run after what that turn has read, so the signal still finds us deaf.
    """
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGINT, lambda: None)
    try:
        yield
    finally:
        code = _CODE_BASE + signal.SIGINT
        loop.call_later(0, loop.add_signal_handler, signal.SIGINT, leave, code)


def forget_signals() -> None:
    """Give the signals back to the system."""
    loop = asyncio.get_running_loop()
    for number in _SIGNALS:
        loop.remove_signal_handler(number)

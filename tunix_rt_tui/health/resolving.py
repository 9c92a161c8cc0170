"""Waiting for a host name without tying the exit of the program to it."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import Callable
from threading import Thread


async def wait_for_name(
    host: str, look_up: Callable[[str, None], object] = socket.getaddrinfo
) -> None:
    """Return as soon as the name service has said anything about `host`, good or bad.

    Event loops look names up in threads that are joined at exit, so a dead name server would hold
    the exit up for its whole timeout. Here the waiting is done in a daemon thread; a look-up after
    this one is answered at once, or fails at once.
    """
    loop = asyncio.get_running_loop()
    answered = loop.create_future()

    def finish() -> None:
        if not answered.done():
            answered.set_result(None)

    def run() -> None:
        with contextlib.suppress(OSError, UnicodeError):  # who asks next hears the same, and tells
            look_up(host, None)
        with contextlib.suppress(RuntimeError):  # the loop is closed: nobody waits any more
            loop.call_soon_threadsafe(finish)

    Thread(target=run, name="health-name", daemon=True).start()
    await answered

"""The terminal, lent to another program for a while."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress

from tunix_rt_tui.tui.signals import deaf_to_interrupts

_GRACE = 3.0
"""Seconds that another program has to end, when the app is made to leave while that runs."""


class _HasLeftError(Exception):
    """The app has left while another program had the terminal."""


class Lending:
    """Gives the terminal away and takes it back, unless the app has left meanwhile."""

    def __init__(
        self,
        suspend: Callable[[], AbstractContextManager[None]],
        leave: Callable[[int], None],
        has_left: Callable[[], bool],
    ) -> None:
        """`leave` is what the app does on signals."""
        self._suspend = suspend
        self._leave = leave
        self._has_left = has_left
        self._guest: asyncio.subprocess.Process | None = None

    @contextmanager
    def lend(self) -> Iterator[None]:
        """Give the terminal back as it was, and have it again afterwards; ctrl+c is not for us."""
        with suppress(_HasLeftError), self._suspend(), deaf_to_interrupts(self._leave):
            yield
            if self._has_left():  # the terminal is not wanted back
                raise _HasLeftError

    async def run(self, command: Sequence[str]) -> int:
        """Give the terminal to another program until it ends; returns its exit code.

        What the person tells that program by ctrl+c is none of our business. Raises `OSError` where
        it cannot be started.
        """
        with self.lend():
            try:
                self._guest = await asyncio.create_subprocess_exec(*command)
            except OSError as error:
                failure = error
            else:
                code = await self._guest.wait()
                self._guest = None
                return code
        raise failure

    def end_guest(self) -> None:
        """Ask the program that has the terminal to end, and soon make it."""
        if self._guest is not None:
            self._guest.terminate()
            asyncio.get_running_loop().call_later(_GRACE, self._guest.kill)

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
        """Give the terminal back as it was, and have it again afterwards; ctrl+c is not for us.

        An `OSError` of the block is raised once the terminal is ours again.
        """
        failure: OSError | None = None
        with suppress(_HasLeftError), self._suspend(), deaf_to_interrupts(self._leave):
            try:
                yield
            except OSError as error:
                failure = error
            if self._has_left():  # the terminal is not wanted back
                raise _HasLeftError
        if failure is not None:
            raise failure

    async def run(self, command: Sequence[str]) -> int:
        """Give the terminal to another program until it ends; returns its exit code.

        What the person tells that program by ctrl+c is none of our business. Raises `OSError` where
        it cannot be started.
        """
        with self.lend():
            self._guest = await asyncio.create_subprocess_exec(*command)
            code = await self._guest.wait()
            self._guest = None
        return code

    def end_guest(self) -> None:
        """Ask the program that has the terminal to end, and soon make it."""
        if self._guest is not None:
            self._guest.terminate()
            asyncio.get_running_loop().call_later(_GRACE, self._kill_guest)

    def _kill_guest(self) -> None:
        if self._guest is not None:
            self._guest.kill()

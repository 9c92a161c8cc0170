"""Reading ahead in a process of its own, so that reading and writing do not wait for each other.

Python runs one thread at a time, and a terminal app has its keys to answer. So where there is much
to read, another process reads it, maps it, judges it, and sends what is ready for a store.
"""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import IO

from tunix_rt_tui.errors import SourceFault
from tunix_rt_tui.library.intake.framing import MessageReader, framed
from tunix_rt_tui.library.intake.messages import STOP, Ended
from tunix_rt_tui.library.intake.portions import FileRead, Order, Portion
from tunix_rt_tui.library.intake.tally import ReadCounts
from tunix_rt_tui.library.records import RefusedRecord

PATIENCE = 3.0
"""Seconds that a process has to end when it was asked to: a disk may hold it up."""

_FRUGAL = {"MALLOC_ARENA_MAX": "1", "MALLOC_MMAP_THRESHOLD_": "131072"}
"""Has the C library of GNU give batches back to the system when they are let go; none other
looks at these."""

_PROGRAM = """
import sys
sys.path[:] = {path!r}
from tunix_rt_tui.library.intake.ahead_process import main
main()
"""
"""Finds modules where this process finds them, wherever that was started from."""


class ReadingAhead:
    """The portions that another process reads, one after another; it is closed whatever happens."""

    def __init__(self, order: Order) -> None:
        """Start the process; raises `OSError` where none can be started."""
        self._process = subprocess.Popen(  # noqa: S603 - this very Python, with words of our own
            [sys.executable, "-c", _PROGRAM.format(path=sys.path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, **_FRUGAL},
        )
        self._send(framed(order))
        self._messages = MessageReader(_there(self._process.stdout))
        self._coming: asyncio.Future[bool] | None = None
        self._has_ended = False
        self._counts = ReadCounts()
        self._untold: list[RefusedRecord | FileRead] = []

    def __aiter__(self) -> AsyncIterator[Portion]:
        return self

    async def __anext__(self) -> Portion:
        """Wait for the next portion; raises what stood in the way of reading it."""
        message = await self._next()
        if isinstance(message, Portion):
            return message
        if message is None:
            raise _died(self._process.wait())
        if message.fault:
            raise message.fault
        if message.defect:
            raise RuntimeError(message.defect)
        raise StopAsyncIteration

    async def close(self) -> Portion:
        """End the process, and give what was not told yet; traces that it had read are let go."""
        try:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._end(), PATIENCE)
        finally:
            self._process.kill()
            self._process.wait()
            if self._coming is not None:
                await asyncio.wait([self._coming])
            for pipe in (self._process.stdin, self._process.stdout):
                with suppress(BrokenPipeError):
                    _there(pipe).close()
        return Portion((), self._untold, self._counts)

    async def _end(self) -> None:
        if not self._has_ended:
            self._send(STOP)
        while not self._has_ended:
            message = await self._next()
            if isinstance(message, Portion):
                self._untold += message.told

    def _send(self, message: bytes) -> None:
        stdin = _there(self._process.stdin)
        with suppress(BrokenPipeError):  # it is gone, which reading will tell
            stdin.write(message)
            stdin.flush()

    async def _next(self) -> Portion | Ended | None:
        """Wait for a message; None where the process has died.

        One that a cancellation kept from being looked at is not lost.
        """
        if self._coming is None:
            self._coming = asyncio.ensure_future(asyncio.to_thread(self._messages.wait))
        has_come = await asyncio.shield(self._coming)
        self._coming = None
        message: Portion | Ended | None = self._messages.message() if has_come else None
        if isinstance(message, Portion):
            self._counts = message.counts
        else:
            self._has_ended = True
        if isinstance(message, Ended):
            self._counts = message.last.counts
            self._untold += message.last.told
        return message


def _died(code: int) -> SourceFault:
    how = f"by signal {-code}" if code < 0 else f"with code {code}"
    return SourceFault(
        "Reading has broken off",
        f"The process that reads the files has ended {how}.",
        "Run the same again: what was added stays, and it goes on from there.",
    )


def _there(pipe: IO[bytes] | None) -> IO[bytes]:
    assert pipe is not None
    return pipe

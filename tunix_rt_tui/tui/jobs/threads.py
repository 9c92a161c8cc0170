"""Long work on an event loop of its own, in a thread, so that keys are answered meanwhile."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine
from typing import Any, Generic, TypeVar

Result = TypeVar("Result")
Work = Callable[[], Coroutine[Any, Any, Result]]

_PATIENCE = 10.0
"""Seconds that a cancellation waits for the work to end in order: a disk may hang."""


async def run_aside(work: Work[Result]) -> Result:
    """Run a coroutine function in a thread; a cancellation is passed on, and its end waited for.

    The thread keeps nobody from leaving: work that does not end is left behind.
    """
    thread = _Thread(work)
    thread.start()
    try:
        return await asyncio.shield(thread.done)
    except asyncio.CancelledError:
        thread.cancel()
        await asyncio.wait([thread.done], timeout=_PATIENCE)
        raise


class _Thread(Generic[Result]):
    def __init__(self, work: Work[Result]) -> None:
        self._work = work
        self._outer = asyncio.get_running_loop()
        self._inner: asyncio.AbstractEventLoop | None = None
        self._task: asyncio.Task[Result] | None = None
        self._cancelled = False
        self._lock = threading.Lock()
        self.done: asyncio.Future[Result] = self._outer.create_future()

    def start(self) -> None:
        threading.Thread(target=self._run, name="aside", daemon=True).start()

    def cancel(self) -> None:
        with self._lock:
            self._cancelled = True
            if self._inner is not None and self._task is not None:
                self._inner.call_soon_threadsafe(self._task.cancel)

    def _run(self) -> None:
        with asyncio.Runner() as runner:
            loop = runner.get_loop()
            with self._lock:
                self._task = loop.create_task(self._work())
                self._inner = loop
                if self._cancelled:
                    self._task.cancel()
            loop.run_until_complete(asyncio.wait([self._task]))
            with self._lock:
                self._inner = None
            self._outer.call_soon_threadsafe(self._settle, self._task)

    def _settle(self, task: asyncio.Task[Result]) -> None:
        if self.done.done():
            return
        if task.cancelled():
            self.done.cancel()
        elif (error := task.exception()) is not None:
            self.done.set_exception(error)
        else:
            self.done.set_result(task.result())

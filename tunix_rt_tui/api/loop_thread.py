"""An event loop on a thread of its own, for programs that have none, or are inside of one."""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from tunix_rt_tui.errors import StoreFault

T = TypeVar("T")

NOTICED_AFTER = 0.5
"""Seconds after which a thread that waits for the end notices that it need not any more."""


class LoopThread:
    """Runs coroutines and waits for them, whatever the calling thread is in the middle of."""

    def __init__(self, name: str) -> None:
        self._process = os.getpid()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    def run(self, coroutine: Coroutine[Any, Any, T]) -> T:
        """Run a coroutine to its end; interrupted while waiting, the coroutine is cancelled.

        Raises `StoreFault` where the loop has ended, or lives in the process before a fork.
        """
        if (fault := self._fault()) is not None:
            coroutine.close()
            raise fault
        future = asyncio.run_coroutine_threadsafe(coroutine, self._loop)
        try:
            return future.result()
        except BaseException:
            future.cancel()
            raise

    def close(self) -> None:
        """End the loop and its thread."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()

    def _fault(self) -> StoreFault | None:
        """Say why nothing can be run any more."""
        if self._loop.is_closed():
            return StoreFault(
                "Library is closed", "It was closed before this call.", "Open it again."
            )
        if os.getpid() != self._process:
            return StoreFault(
                "Library of another process",
                "It was opened before this process was forked, and its threads are not here.",
                "Open it in this process: tunix_rt_tui.open_library().",
            )
        return None

    def _run(self) -> None:
        """Run the loop until it is stopped, and then end what it has begun."""
        self._loop.run_forever()
        self._loop.run_until_complete(self._loop.shutdown_asyncgens())
        self._loop.run_until_complete(self._loop.shutdown_default_executor())
        self._loop.close()


def at_exit_of_program(close: Callable[[], None], closed: threading.Event) -> None:
    """Call `close` once the main thread has ended, unless it is `closed` by then.

    A store has threads that Python waits for before it calls what is registered with `atexit`.
    """

    def wait() -> None:
        main = threading.main_thread()
        while not closed.is_set():
            main.join(NOTICED_AFTER)
            if not main.is_alive():
                close()

    threading.Thread(target=wait, name="closing at exit", daemon=True).start()

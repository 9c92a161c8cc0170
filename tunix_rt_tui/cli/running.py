"""Running what is asynchronous from a verb."""

from __future__ import annotations

import signal
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING, TypeVar

from tunix_rt_tui.cli.faults import InterruptedFault

if TYPE_CHECKING:  # a verb that needs none of them must not pay for them
    from asyncio import AbstractEventLoop, Task

    from tunix_rt_tui.settings import Settings
    from tunix_rt_tui.store.contract import Store

T = TypeVar("T")


def run_async(body: Callable[[], Awaitable[T]]) -> T:
    """Run a coroutine function to its end; `InterruptedFault` on Ctrl-C, once it has cleaned up."""
    import asyncio

    async def interruptible() -> T:
        try:
            return await body()
        except (KeyboardInterrupt, asyncio.CancelledError) as interrupt:
            raise InterruptedFault from interrupt

    try:
        with asyncio.Runner() as runner:
            loop = runner.get_loop()
            task = loop.create_task(interruptible())
            with _ctrl_c_ends(task, loop):
                return loop.run_until_complete(task)
    except KeyboardInterrupt as interrupt:
        raise InterruptedFault from interrupt


def run_with_store(
    settings: Settings, use: Callable[[Store], Awaitable[T]], *, make: bool = False
) -> T:
    """Open the store, use it, and close it whatever happens; `make` one where there is none."""
    from tunix_rt_tui.bootstrap import open_existing, open_store

    async def body() -> T:
        async with open_store(settings) if make else open_existing(settings) as store:
            return await use(store)

    return run_async(body)


@contextmanager
def _ctrl_c_ends(task: Task[T], loop: AbstractEventLoop) -> Iterator[None]:
    """Let Ctrl-C end a task: at once where it runs, in order where it waits.

    It runs while it reads from a pipe, for which asyncio's own handler would wait. While it waits
    for something, a commit perhaps, it is cancelled, and can see that to its end.
    """
    import asyncio

    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        if task.done() or asyncio.current_task(loop) is task:
            raise KeyboardInterrupt
        task.cancel()
        loop.call_soon_threadsafe(lambda: None)  # wakes the loop, so that it sees the cancellation

    before = signal.signal(signal.SIGINT, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)

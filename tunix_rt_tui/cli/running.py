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

_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
"""Ctrl-C, what a scheduler sends, and a terminal that is gone."""


def run_async(body: Callable[[], Awaitable[T]]) -> T:
    """Run a coroutine function to its end; `InterruptedFault` on a signal, after cleaning up."""
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
            with _signals_end(task, loop):
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
def signals_interrupt() -> Iterator[None]:
    """Let every signal that asks to end do what Ctrl-C does, so that all is cleaned up."""

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    with _handled_by(interrupt):
        yield


@contextmanager
def _signals_end(task: Task[T], loop: AbstractEventLoop) -> Iterator[None]:
    """Let signals end a task: at once where it runs, in order where it waits.

    It runs while it reads from a pipe, for which asyncio's own handler would wait. While it waits
    for something, a commit perhaps, it is cancelled, and can see that to its end.
    """
    import asyncio

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        if task.done() or asyncio.current_task(loop) is task:
            raise KeyboardInterrupt
        task.cancel()
        loop.call_soon_threadsafe(lambda: None)  # wakes the loop, so that it sees the cancellation

    with _handled_by(interrupt):
        yield


@contextmanager
def _handled_by(interrupt: Callable[[int, FrameType | None], None]) -> Iterator[None]:
    """Handle the signals, but for those that are to be ignored, as after `nohup`."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    heard = [number for number in _SIGNALS if signal.getsignal(number) is not signal.SIG_IGN]
    before = {number: signal.signal(number, interrupt) for number in heard}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)

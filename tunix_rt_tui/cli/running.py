"""Running what is asynchronous from a verb."""

from __future__ import annotations

import signal
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING, TypeVar

from tunix_rt_tui.cli.faults import InterruptedFault

if TYPE_CHECKING:  # a verb that needs neither must not pay for pydantic
    from tunix_rt_tui.settings import Settings
    from tunix_rt_tui.store.contract import Store

T = TypeVar("T")


def run_async(body: Callable[[], Awaitable[T]]) -> T:
    """Run a coroutine function to its end; `InterruptedFault` on Ctrl-C, once it has cleaned up."""
    import asyncio

    async def interruptible() -> T:
        try:
            return await body()
        except KeyboardInterrupt as interrupt:
            raise InterruptedFault from interrupt

    with _interrupt_at_once():
        try:
            return asyncio.run(interruptible())
        except KeyboardInterrupt as interrupt:
            raise InterruptedFault from interrupt


def run_with_store(settings: Settings, use: Callable[[Store], Awaitable[T]]) -> T:
    """Open the store, use it, and close it whatever happens."""
    from tunix_rt_tui.bootstrap import open_store

    async def body() -> T:
        async with open_store(settings) as store:
            return await use(store)

    return run_async(body)


@contextmanager
def _interrupt_at_once() -> Iterator[None]:
    """Let Ctrl-C break off a read from a pipe, too, which asyncio's own handler would wait for."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGINT, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)

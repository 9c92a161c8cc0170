"""Leaving a context in a thread, where that may wait for a disk."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractContextManager, asynccontextmanager
from typing import TypeVar

Value = TypeVar("Value")


@asynccontextmanager
async def left_aside(manager: AbstractContextManager[Value]) -> AsyncIterator[Value]:
    """Enter a context at once, and leave it in a thread, however the block ends."""
    value = manager.__enter__()
    try:
        yield value
    except BaseException as error:
        how = (type(error), error, error.__traceback__)
        if not await asyncio.to_thread(manager.__exit__, *how):
            raise
    else:
        await asyncio.to_thread(manager.__exit__, None, None, None)

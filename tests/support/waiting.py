"""Waiting for what must come to be, instead of sleeping for a while."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

LIMIT = 20.0
"""Seconds after which a test has failed, however busy the machine is."""


async def until(condition: Callable[[], bool], limit: float = LIMIT) -> None:
    """Let others run until a condition holds."""
    end = time.monotonic() + limit
    while not condition():
        assert time.monotonic() < end, "it never came to be"
        await asyncio.sleep(0.005)


def until_now(condition: Callable[[], bool], limit: float = LIMIT) -> None:
    """Wait, outside of an event loop, until a condition holds."""
    end = time.monotonic() + limit
    while not condition():
        assert time.monotonic() < end, "it never came to be"
        time.sleep(0.005)

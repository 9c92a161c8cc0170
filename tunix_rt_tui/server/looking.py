"""Looking for what a query finds, for so long: nobody may keep the store from others."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from typing import TypeVar

from tunix_rt_tui.server.answers import RETRY_SECONDS, refuse

MOST_SECONDS = 30.0
"""What one request may look; giving up stops it in the store as well."""

Found = TypeVar("Found")


async def in_time(looking: Awaitable[Found], most: float | None = None) -> Found:
    """Wait for what is looked for, and refuse what takes too long."""
    try:
        async with asyncio.timeout(MOST_SECONDS if most is None else most):
            return await looking
    except TimeoutError:
        told = "The query took too long; ask for less, or by what has an index"
        refuse(503, told, {"Retry-After": RETRY_SECONDS})

"""Looking for what a query finds, for so long: nobody may keep the store from others."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from starlette.requests import Request

from tunix_rt_tui.server.answers import RETRY_SECONDS, refuse
from tunix_rt_tui.server.services import services_of
from tunix_rt_tui.server.waiting import first_of, left

MOST_SECONDS = 30.0
"""What one request may look, and wait for its turn to; giving up stops it in the store as well."""

Found = TypeVar("Found")


async def in_time(
    request: Request, looking: Coroutine[Any, Any, Found], *, in_turn: bool | None = None
) -> Found:
    """Wait for what is looked for, and refuse what takes too long.

    What has a query, or is said to need it, waits for its turn, so that a few long searches leave
    a connection of the store to those who only list, get or ask how it is; it stops when its client
    leaves.
    """
    try:
        if in_turn or (in_turn is None and request.query_params.get("q")):
            looked = _in_turn(services_of(request).turns, looking)
            found = await first_of(looked, left(request), within=MOST_SECONDS)
        else:
            async with asyncio.timeout(MOST_SECONDS):
                found = (await looking,)
    except TimeoutError:
        found = None
    finally:
        looking.close()
    if found is None:
        told = "The query took too long; ask for less, or by what has an index"
        refuse(503, told, {"Retry-After": RETRY_SECONDS})
    return found[0]


async def _in_turn(turns: asyncio.Semaphore, looking: Coroutine[Any, Any, Found]) -> tuple[Found]:
    async with turns:
        return (await looking,)

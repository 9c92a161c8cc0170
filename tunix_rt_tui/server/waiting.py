"""Waiting for something, and no longer than there is somebody who waits."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from starlette.requests import Request

from tunix_rt_tui.server.connections import ENDING

Found = TypeVar("Found")


async def first_of(
    looking: Coroutine[Any, Any, Found | None], *ends: Coroutine[Any, Any, None], within: float
) -> Found | None:
    """Wait for something to be found; None where an end came first, or the seconds are over."""
    found = asyncio.ensure_future(looking)
    others = [asyncio.ensure_future(end) for end in ends]
    try:
        await asyncio.wait([found, *others], timeout=within, return_when=asyncio.FIRST_COMPLETED)
        return found.result() if found.done() else None
    finally:
        for one in (found, *others):
            one.cancel()
        await asyncio.gather(found, *others, return_exceptions=True)


async def left(request: Request) -> None:
    """Wait until the client is gone."""
    while (await request.receive())["type"] != "http.disconnect":
        pass


async def ended(request: Request) -> None:
    """Wait until the server is asked to end."""
    ending: asyncio.Event = request.scope.get("state", {}).get(ENDING) or asyncio.Event()
    await ending.wait()

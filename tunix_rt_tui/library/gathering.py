"""Gathering what many clients add at once into few commits."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import NamedTuple

from tunix_rt_tui.errors import StoreFault
from tunix_rt_tui.store.contract import NewTrace, Outcome, Writer

MOST = 1_000
"""Traces of one commit, but for a request that brings more by itself."""

ROOM = 20_000
"""Traces that may wait; with more of them a store is too slow for its clients."""


PATIENCE = 0.01
"""Seconds that a commit waits for company at most, however long the one before it took."""


class TooBusy(StoreFault):
    """More is waiting to be added than may wait."""


class _Request(NamedTuple):
    traces: Sequence[NewTrace]
    outcome: asyncio.Future[list[Outcome]]


class Gatherer:
    """Adds what arrives during a commit in the next one: all of a request, or nothing of it.

    Whoever waits hears of their traces once these are as durable as the store makes them. Clients
    that were in one commit, or waited for it, are waited for before the next, for half the time
    that a commit took at most: then each commit has something of all of them, and who is alone does
    not wait. A commit
    that fails fails for all that were in it, and nothing of it was added; it is not tried again
    here, since only who sent the traces knows whether they still want it.
    """

    def __init__(
        self,
        writer: Writer,
        most: int = MOST,
        room: int = ROOM,
        *,
        patience: float = PATIENCE,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._writer = writer
        self._most = most
        self._room = room
        self._patience = patience
        self._clock = clock
        self._waiting: deque[_Request] = deque()
        self._count = 0
        self._arrived = asyncio.Event()
        self._company = 0
        self._took = 0.0
        self._adding: asyncio.Task[None] | None = None

    async def add(self, traces: Sequence[NewTrace]) -> list[Outcome]:
        """Add traces even where their twins are there already; their outcomes, in their order.

        A caller that is cancelled does not take them back. Raises `TooBusy`, and what the store
        raises.
        """
        if self._count and self._count + len(traces) > self._room:
            raise TooBusy(
                "Store is busy",
                f"{self._count} traces are waiting to be added already.",
                "Send it again in a second.",
            )
        request = _Request(traces, asyncio.get_running_loop().create_future())
        self._waiting.append(request)
        self._arrived.set()
        self._count += len(traces)
        if self._adding is None or self._adding.done():
            self._adding = asyncio.create_task(self._add_all())
        return await asyncio.shield(request.outcome)

    async def close(self) -> None:
        """Wait until all that was taken is added."""
        if self._adding is not None:
            await asyncio.wait([self._adding])

    async def _add_all(self) -> None:
        while self._waiting:
            await self._wait_for_company()
            requests = self._next()
            began = self._clock()
            await self._commit(requests)
            self._took = self._clock() - began
            self._company = len(requests) + len(self._waiting)

    async def _wait_for_company(self) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(min(self._took / 2, self._patience)):
                while len(self._waiting) < self._company and self._count < self._most:
                    self._arrived.clear()
                    await self._arrived.wait()

    async def _commit(self, requests: Sequence[_Request]) -> None:
        traces = [trace for request in requests for trace in request.traces]
        try:
            outcomes = await self._writer.add_many(traces)
        except BaseException as error:
            for request in requests:
                request.outcome.set_exception(error)
                request.outcome.exception()  # heard of, even where nobody waits any more
            if not isinstance(error, Exception):
                raise
            return
        begin = 0
        for request in requests:
            end = begin + len(request.traces)
            request.outcome.set_result(outcomes[begin:end])
            begin = end

    def _next(self) -> list[_Request]:
        """Take what is waiting, in its order, as much as one commit may have."""
        requests = [self._waiting.popleft()]
        size = len(requests[0].traces)
        while self._waiting and size + len(self._waiting[0].traces) <= self._most:
            requests.append(self._waiting.popleft())
            size += len(requests[-1].traces)
        self._count -= size
        return requests

"""How the store, the API and RediAI are, asked now or kept an eye on."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator, Awaitable, Callable
from datetime import UTC, datetime

from tunix_rt_tui.health.examiner import Examiner
from tunix_rt_tui.health.probes import Probe
from tunix_rt_tui.health.report import Health, HealthReport, Name

DEADLINE = 5.0
"""Seconds that each of the three has to answer in, all in all: contract of the M2 service."""

INTERVAL = 30.0
"""Seconds between two looks at what is well."""

TOGETHER = 1.0
"""Seconds within which what falls due goes along, so that three answers make one report."""


class HealthMonitor:
    """Asks the three at the same time and remembers what they said; none can hold another up.

    A probe of None stands for what is not configured. What the API and RediAI said is kept for
    `ttl` seconds, what the store said is not kept. Times are in seconds. Nothing happens before
    the first `check` or `watch`; every monitor wants a `close` in the end.
    """

    def __init__(
        self,
        *,
        store: Probe | None,
        api: Probe | None,
        rediai: Probe | None,
        ttl: float,
        interval: float = INTERVAL,
        deadline: float = DEADLINE,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        def examiner(name: Name, probe: Probe | None, ttl: float) -> Examiner:
            return Examiner(
                name, probe, ttl=ttl, deadline=deadline, clock=clock, monotonic=monotonic
            )

        self._store = examiner("store", store, 0.0)
        self._api = examiner("api", api, ttl)
        self._rediai = examiner("rediai", rediai, ttl)
        self._all = (self._store, self._api, self._rediai)
        self._interval = interval
        self._monotonic = monotonic
        self._sleep = sleep
        self._pauses: set[asyncio.Future[None]] = set()
        self._closed = False

    @property
    def latest(self) -> HealthReport:
        """What is known of each at this moment, `checking` where nothing is."""
        return HealthReport(self._store.health, self._api.health, self._rediai.health)

    async def check(self, *, fresh: bool = False) -> HealthReport:
        """Ask all three at the same time, past what is kept if `fresh`; done within the deadline.

        Checks at the same time share one question to each.
        """
        store, api, rediai = await asyncio.gather(
            *(examiner.check(fresh=fresh) for examiner in self._all)
        )
        return HealthReport(store, api, rediai)

    async def watch(self) -> AsyncGenerator[HealthReport, None]:
        """Report as soon as the first answer is in, then with every further one, until closed.

        Each is asked again after the interval (after the ttl where that is longer), ever more
        rarely while it is down. What has not answered yet is `checking`, or as it was before.
        """
        under_way: set[asyncio.Task[Health]] = set()
        while not self._closed:
            soon = self._monotonic() + TOGETHER
            under_way |= {one.ask() for one in self._all if one.due(self._interval) <= soon}
            if not under_way:
                due = min(one.due(self._interval) for one in self._all)
                await self._pause(due - self._monotonic())
                continue
            answered, under_way = await asyncio.wait(under_way, return_when=asyncio.FIRST_COMPLETED)
            if self._closed:
                return
            for task in answered:
                task.result()
            yield self.latest

    async def close(self) -> None:
        """Stop asking and watching at once; a `check` that still waits is cancelled."""
        self._closed = True
        for pause in self._pauses:
            pause.cancel()
        await asyncio.gather(*(examiner.close() for examiner in self._all))

    async def _pause(self, seconds: float) -> None:
        """Wait, but not beyond `close`."""
        pause = asyncio.ensure_future(self._sleep(seconds))
        self._pauses.add(pause)
        try:
            await asyncio.wait([pause])
        finally:
            pause.cancel()
            self._pauses.discard(pause)

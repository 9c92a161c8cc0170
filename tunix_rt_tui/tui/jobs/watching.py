"""Following how the store, the API and RediAI are."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Protocol

from tunix_rt_tui.health.report import HealthReport
from tunix_rt_tui.tui.jobs.listing import Post
from tunix_rt_tui.tui.messages import HealthReported


class Monitor(Protocol):
    """What the app needs of a health monitor."""

    async def check(self, *, fresh: bool = False) -> HealthReport:
        """Look at everything now; `fresh` passes by what is remembered."""
        ...

    def watch(self) -> AsyncIterator[HealthReport]:
        """Give a report now and whenever there is another."""
        ...

    async def close(self) -> None:
        """Let go of connections."""
        ...


async def watch_health(monitor: Monitor, post: Post) -> None:
    """Report health as it changes, until cancelled."""
    async for report in monitor.watch():
        post(HealthReported(report))


async def check_health(monitor: Monitor, post: Post) -> None:
    """Look now."""
    post(HealthReported(await monitor.check(fresh=True), asked=True))

"""Looking at the health of everything, whether the store can be opened or not."""

from __future__ import annotations

from contextlib import AsyncExitStack
from functools import partial

from tunix_rt_tui.bootstrap import health_monitor, open_existing
from tunix_rt_tui.errors import TunixError
from tunix_rt_tui.health.report import HealthReport
from tunix_rt_tui.settings import Settings
from tunix_rt_tui.store.contract import StoreStatus


async def look(settings: Settings) -> HealthReport:
    """Ask the store, the API and RediAI once; a store that cannot be opened is down."""
    async with AsyncExitStack() as opened:
        try:
            store = await opened.enter_async_context(open_existing(settings))
        except TunixError as fault:
            monitor = health_monitor(settings, partial(_raise, fault))
        else:
            monitor = health_monitor(settings, store.status)
        opened.push_async_callback(monitor.close)
        return await monitor.check(fresh=True)


async def _raise(fault: TunixError) -> StoreStatus:
    raise fault

"""The application over a store in memory, asked without a network."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest

from tests.support.clock import CountingIds, SteppingClock
from tests.support.memory_store import MemoryStore
from tunix_rt_tui.health.monitor import HealthMonitor
from tunix_rt_tui.library.gathering import Gatherer
from tunix_rt_tui.server.app import make_app
from tunix_rt_tui.server.options import ServerOptions
from tunix_rt_tui.server.services import Services
from tunix_rt_tui.store.contract import Store

MAX_BYTES = 4096


def options(**changed: object) -> ServerOptions:
    """How the tests serve."""
    return ServerOptions(**{"max_bytes": MAX_BYTES, "origins": ("http://page.example",), **changed})  # type: ignore[arg-type]


@asynccontextmanager
async def serving(
    store: Store, how: ServerOptions, monitor: HealthMonitor | None = None
) -> AsyncIterator[httpx.AsyncClient]:
    """A client of an application that works on a store."""
    monitor = monitor or HealthMonitor(store=None, api=None, rediai=None, ttl=1)
    gatherer = Gatherer(store)

    @asynccontextmanager
    async def opened() -> AsyncIterator[Services]:
        yield Services(store, gatherer, monitor, how)
        await gatherer.close()
        await monitor.close()

    app = make_app(opened, how, told=False)
    async with app.router.lifespan_context(app):
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            yield client


@pytest.fixture
def store() -> MemoryStore:
    """An empty store."""
    return MemoryStore(clock=SteppingClock(), new_id=CountingIds())


@pytest.fixture
async def client(store: MemoryStore) -> AsyncIterator[httpx.AsyncClient]:
    """A client of an application that works on it."""
    async with serving(store, options()) as opened:
        yield opened

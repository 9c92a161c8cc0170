"""What the routes work on."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from starlette.requests import Request

from tunix_rt_tui.library.gathering import Gatherer
from tunix_rt_tui.server.options import ServerOptions

if TYPE_CHECKING:
    from tunix_rt_tui.health.monitor import HealthMonitor
    from tunix_rt_tui.store.contract import Store


@dataclass(frozen=True, slots=True)
class Services:
    """The store, what gathers writes to it, what asks how all is, and turns to search."""

    store: Store
    gatherer: Gatherer
    monitor: HealthMonitor
    options: ServerOptions
    turns: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(1))


def services_of(request: Request) -> Services:
    """The services of the application that a request is for."""
    services: Services = request.app.state.services
    return services

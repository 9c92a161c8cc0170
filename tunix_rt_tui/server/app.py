"""The application: routes, and what stands around them."""

from __future__ import annotations

import gc
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import Response

from tunix_rt_tui import __version__
from tunix_rt_tui.errors import TunixError
from tunix_rt_tui.server.access import AccessLog
from tunix_rt_tui.server.addressing import Addressing, methods_at
from tunix_rt_tui.server.answers import fault_answer, json_of
from tunix_rt_tui.server.guarding import TokenGuard, WriteLimit
from tunix_rt_tui.server.options import ServerOptions
from tunix_rt_tui.server.routes import (
    capabilities,
    counting,
    exporting,
    health,
    keeping,
    summaries,
    traces,
)
from tunix_rt_tui.server.services import Services

OpenServices = Callable[[], AbstractAsyncContextManager[Services]]
"""Opens the store and what works on it, and closes them in the end, after the last write."""

_ROUTERS = (
    health.router,
    exporting.router,  # before the traces, or `export` would be taken for an id
    traces.router,
    capabilities.router,
    summaries.router,
    keeping.router,
    counting.router,
)

_ABOUT = "Keeps reasoning traces: validates, adds, lists, finds and gives them back as they came."


def make_app(open_services: OpenServices, options: ServerOptions, *, told: bool = True) -> FastAPI:
    """Make the application; nothing is opened before it starts. `told` writes an access log."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with open_services() as services:
            app.state.services = services
            _keep_what_is_loaded()
            yield

    app = FastAPI(
        title="tunix-rt",
        version=__version__,
        description=_ABOUT,
        lifespan=lifespan,
        redoc_url=None,
        redirect_slashes=False,
        exception_handlers={
            TunixError: fault_answer,
            HTTPException: _refusal,
            405: _wrong_method,
        },
    )
    for router in _ROUTERS:
        app.include_router(router)
    if options.write_rate is not None:
        app.add_middleware(WriteLimit, rate=options.write_rate)
    app.add_middleware(TokenGuard, options=options)
    app.add_middleware(
        CORSMiddleware,
        allow_origins=list(options.origins),
        allow_methods=["GET", "POST", "DELETE"],
        allow_headers=["Authorization", "Content-Type", "If-None-Match", "X-Request-Id"],
        expose_headers=["ETag", "Retry-After", "X-Request-Id"],
    )
    app.add_middleware(Addressing)
    app.add_middleware(AccessLog, told=told)
    return app


async def _refusal(_request: Request, error: Exception) -> Response:
    """Write a refusal as all else is written: what it quotes may be no Unicode."""
    assert isinstance(error, HTTPException)
    return json_of({"detail": error.detail}, error.status_code, dict(error.headers or {}))


async def _wrong_method(request: Request, _error: Exception) -> Response:
    allowed = methods_at(_ROUTERS, request.scope) or "GET, HEAD"
    return json_of({"detail": "Method Not Allowed"}, 405, {"Allow": allowed})


def _keep_what_is_loaded() -> None:
    """Leave out of garbage collection what lives as long as the process.

    A pass over all that was imported stops every client for some 30 milliseconds.
    """
    gc.collect()
    gc.freeze()

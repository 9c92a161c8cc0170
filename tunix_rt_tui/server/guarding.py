"""Who may do what: a token, and so many writes in a time. Plain ASGI around the application."""

from __future__ import annotations

import hmac
import math
import time
from typing import TYPE_CHECKING

from starlette.types import ASGIApp, Receive, Scope, Send

from tunix_rt_tui.server.answers import json_of
from tunix_rt_tui.server.options import ServerOptions

if TYPE_CHECKING:
    from limits import RateLimitItem
    from limits.strategies import MovingWindowRateLimiter

_READING = frozenset({"GET", "HEAD", "OPTIONS"})
_POSTS_THAT_READ = frozenset({"/api/v1/traces:known"})
_OPEN = frozenset({"/api/health", "/docs", "/openapi.json"})
"""What everybody may ask: nothing of it tells of a trace, and load balancers have no token."""


def reads(scope: Scope) -> bool:
    """Tell whether a request changes nothing."""
    return scope["method"] in _READING or scope["path"] in _POSTS_THAT_READ


class TokenGuard:
    """Lets through who has the token, compared in constant time."""

    def __init__(self, app: ASGIApp, options: ServerOptions) -> None:
        self._app = app
        self._token = options.token.encode() if options.token is not None else None
        self._open_reading = options.open_reading

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 401 to who has not the token."""
        if scope["type"] != "http" or self._may_pass(scope):
            await self._app(scope, receive, send)
            return
        answer = json_of({"detail": "Not authorized"}, 401, {"WWW-Authenticate": "Bearer"})
        await answer(scope, receive, send)

    def _may_pass(self, scope: Scope) -> bool:
        if self._token is None or scope["path"] in _OPEN or scope["method"] == "OPTIONS":
            return True
        if self._open_reading and reads(scope):
            return True
        given = dict(scope["headers"]).get(b"authorization", b"")
        kind, _, token = given.partition(b" ")
        return kind.lower() == b"bearer" and hmac.compare_digest(token.strip(), self._token)


class WriteLimit:
    """Lets each client write so much in a time; a client is an address."""

    def __init__(self, app: ASGIApp, rate: str) -> None:
        from limits import parse
        from limits.storage import MemoryStorage
        from limits.strategies import MovingWindowRateLimiter

        self._app = app
        self._rate: RateLimitItem = parse(rate)
        self._limiter: MovingWindowRateLimiter = MovingWindowRateLimiter(MemoryStorage())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 429 to who has written enough for now."""
        if scope["type"] != "http" or reads(scope):
            await self._app(scope, receive, send)
            return
        client = (scope.get("client") or ("unknown",))[0]
        if self._limiter.hit(self._rate, client):
            await self._app(scope, receive, send)
            return
        until = self._limiter.get_window_stats(self._rate, client).reset_time
        seconds = str(max(1, math.ceil(until - time.time())))
        detail = {"detail": f"Too many writes; at most {self._rate}"}
        await json_of(detail, 429, {"Retry-After": seconds})(scope, receive, send)

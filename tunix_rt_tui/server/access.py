"""A line for each request on standard error, with an id that client and server can both name."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable
from uuid import uuid4

import structlog
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tunix_rt_tui.server.answers import fault_answer

CLIENT_LEFT = 499
"""What proxies write, too, of a request that had no answer since its client had left."""

_ID = re.compile(rb"[A-Za-z0-9._-]{1,64}")


class AccessLog:
    """Tells of each request how it was answered: neither its body, nor its query, nor its token."""

    def __init__(self, app: ASGIApp, *, told: bool = True) -> None:
        """Where it is not `told`, requests have ids all the same."""
        self._app = app
        self._tell: Callable[..., object] | None = _logger() if told else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Give the request an id, and tell of it when it was answered."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = _id_of(scope)
        status, received = 0, 0
        began = time.perf_counter()

        async def count_received() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            return message

        async def send_with_id(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message.get("headers", ()), (b"x-request-id", request_id)]
            await send(message)

        try:
            await self._app(scope, count_received, send_with_id)
        except Exception as error:
            if not status:
                answer = await fault_answer(Request(scope), error)
                answer.headers["Connection"] = "close"  # uvicorn closes it after a fault
                await answer(scope, receive, send_with_id)
            raise  # uvicorn writes where it happened
        finally:
            if self._tell is not None:
                milliseconds = round((time.perf_counter() - began) * 1000, 1)
                self._tell(
                    "request",
                    id=request_id.decode(),
                    client=(scope.get("client") or ("",))[0],
                    method=scope["method"],
                    path=scope["path"][:200],
                    status=status or CLIENT_LEFT,
                    received=received,
                    ms=milliseconds,
                )


def _id_of(scope: Scope) -> bytes:
    """Take the id that the client gave, if it is one, else make one."""
    for name, value in scope["headers"]:
        if name == b"x-request-id" and _ID.fullmatch(value):
            return bytes(value)
    return uuid4().hex.encode()


def _logger() -> Callable[..., object]:
    """Write JSON lines to standard error; nothing global is configured."""
    logger = structlog.wrap_logger(
        structlog.WriteLogger(sys.stderr),
        processors=[
            structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.BoundLogger,
        cache_logger_on_first_use=True,
    )
    tell: Callable[..., object] = logger.info
    return tell

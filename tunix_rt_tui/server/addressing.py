"""What is asked of which address: HEAD wherever GET is, and a slash at the end means nothing."""

from __future__ import annotations

from collections.abc import Sequence

from fastapi import APIRouter
from starlette.routing import Match, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send


class Addressing:
    """Asks the application as if it was GET and without the slash.

    A redirect would name the host and the scheme that this process sees, and behind a proxy these
    are others than the client's, who would send its token there.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; an answer to HEAD ends where its body would begin."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        asked = {**scope, "path": scope["path"].rstrip("/") or "/"}
        if scope["method"] != "HEAD":
            await self._app(asked, receive, send)
            return
        ended = False

        async def send_head(message: Message) -> None:
            nonlocal ended
            if message["type"] == "http.response.start":
                await send(message)
            elif not ended:
                ended = True
                await send({"type": "http.response.body", "body": b""})

        await self._app({**asked, "method": "GET"}, receive, send_head)


def methods_at(routers: Sequence[APIRouter], scope: Scope) -> str:
    """Name what may be asked of the address of a request, for the header `Allow`."""
    methods = {
        method
        for router in routers
        for route in router.routes
        if isinstance(route, Route) and route.matches(scope)[0] is not Match.NONE
        for method in route.methods or ()
    }
    return ", ".join(sorted(methods | {"HEAD"} if "GET" in methods else methods))

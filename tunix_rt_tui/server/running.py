"""Listening: one process, or several on one socket, until they are asked to end."""

from __future__ import annotations

import socket
from collections.abc import Callable
from contextlib import closing, suppress

import uvicorn
from starlette.types import ASGIApp
from uvicorn.supervisors import Multiprocess

from tunix_rt_tui.errors import UsageFault
from tunix_rt_tui.server.connections import Connection

GRACE = 30
"""Seconds that answers which were begun may take when the server ends."""

_BACKLOG = 2048


def serve(make: Callable[[], ASGIApp], host: str, port: int, workers: int) -> None:
    """Serve until a signal ends it; what is acknowledged is durable by then.

    `make` makes the application, in each process anew, so it can be pickled. Raises `UsageFault`
    where nobody can listen there.
    """
    config = uvicorn.Config(
        make,
        factory=True,
        workers=workers,
        http=Connection,
        ws="none",
        access_log=False,
        log_config=None,
        server_header=False,
        timeout_graceful_shutdown=GRACE,
        lifespan="on",
    )
    with closing(listen(host, port)) as listener, suppress(KeyboardInterrupt):
        # the signal that ended it is raised once more, when all is done
        if workers == 1:
            uvicorn.Server(config).run(sockets=[listener])
        else:
            Multiprocess(config, sockets=[listener]).run()


def listen(host: str, port: int) -> socket.socket:
    """Listen at an address; `UsageFault` says why that cannot be."""
    try:
        family, kind, proto, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listener = socket.socket(family, kind, proto)
        try:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(address)
            listener.listen(_BACKLOG)
            listener.set_inheritable(True)
        except OSError:
            listener.close()
            raise
    except OSError as error:
        raise UsageFault(
            "Cannot listen",
            f"{host} port {port}: {error.strerror or error}.",
            "Name another port with --port, or end the program that has this one.",
        ) from error
    return listener

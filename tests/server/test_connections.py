"""Connections that send what is no request, or go on with what was refused."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
import uvicorn
from starlette.types import Receive, Scope, Send
from uvicorn.server import ServerState

from tunix_rt_tui.server.connections import (
    ENDING,
    MOST_DISCARDED,
    MOST_USELESS,
    Connection,
)

PART = 16_384
ALWAYS = 10_000
"""Parts of which far fewer should be taken."""


class Wire(asyncio.Transport):
    """Keeps what was answered."""

    def __init__(self) -> None:
        super().__init__()
        self.answered = b""
        self._closing = False

    def get_extra_info(self, name: str, default: Any = None) -> Any:
        return default

    def write(self, data: bytes | bytearray | memoryview) -> None:
        self.answered += bytes(data)

    def is_closing(self) -> bool:
        return self._closing

    def close(self) -> None:
        self._closing = True

    def pause_reading(self) -> None:
        pass

    def resume_reading(self) -> None:
        pass


async def refusing(_scope: Scope, _receive: Receive, send: Send) -> None:
    """Answer without reading."""
    await send(
        {"type": "http.response.start", "status": 401, "headers": [(b"content-length", b"0")]}
    )
    await send({"type": "http.response.body", "body": b""})


async def patient(scope: Scope, _receive: Receive, send: Send) -> None:
    """Answer when the server is asked to end."""
    await scope["state"][ENDING].wait()
    await refusing(scope, _receive, send)


def connected(app: Any = refusing) -> tuple[Connection, Wire]:
    """A connection to an application."""
    connection = Connection(uvicorn.Config(app, lifespan="off"), ServerState(), {})
    wire = Wire()
    connection.connection_made(wire)
    return connection, wire


@pytest.mark.parametrize(
    ("begin", "part"),
    [
        (b"GET / HTTP/1.1\r\nX-A: ", b"a" * PART),
        (b"GET / HTTP/1.1\r\n", b"X-A: b\r\n" * (PART // 8)),
        (b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX-A: ", b"a" * PART),
        (b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n2;", b"a" * PART),
    ],
    ids=["one header", "many headers", "a trailer", "a chunk's extension"],
)
async def test_headers_without_end_are_cut_off(begin: bytes, part: bytes) -> None:
    connection, wire = connected()
    connection.data_received(begin)
    taken = 0
    while not wire.is_closing() and taken < ALWAYS * PART:
        connection.data_received(part)
        taken += len(part)
    assert taken <= MOST_USELESS + PART
    assert wire.answered.startswith(b"HTTP/1.1 400 ")


async def test_a_refused_body_is_not_read_to_its_end() -> None:
    connection, wire = connected()
    connection.data_received(b"POST / HTTP/1.1\r\nContent-Length: 999999999\r\n\r\n")
    await asyncio.gather(*connection.tasks)
    assert wire.answered.startswith(b"HTTP/1.1 401 ")
    taken = 0
    while not wire.is_closing() and taken < ALWAYS * PART:
        connection.data_received(b"a" * PART)
        taken += PART
    assert taken <= MOST_DISCARDED + PART


async def test_a_small_body_that_was_refused_lets_the_connection_go_on() -> None:
    connection, wire = connected()
    for _ in range(3):
        connection.data_received(b"POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\nhello")
        await asyncio.gather(*connection.tasks)
    assert wire.answered.count(b"HTTP/1.1 401 ") == 3
    assert not wire.is_closing()
    connection.connection_lost(None)


async def test_who_waits_is_told_when_the_server_is_asked_to_end() -> None:
    connection, wire = connected(patient)
    connection.data_received(b"GET / HTTP/1.1\r\n\r\n")
    await asyncio.sleep(0)
    assert not wire.answered
    connection.shutdown()
    await asyncio.gather(*connection.tasks)
    assert wire.answered.startswith(b"HTTP/1.1 401 ")
    assert wire.is_closing()

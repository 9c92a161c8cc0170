"""A real HTTP server on the loopback interface, as well or badly behaved as is asked of it."""

from __future__ import annotations

import asyncio
import contextlib
import json
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

Behaviour = Callable[[asyncio.StreamWriter], Awaitable[None]]
"""What the server does with a connection once it has the head of the request."""


@dataclass
class LoopbackServer:
    """A running server: its address, and the heads of the requests that it got."""

    url: str
    behaviour: Behaviour
    requests: list[str] = field(default_factory=list)
    asked: asyncio.Event = field(default_factory=asyncio.Event)
    """Set from the first request on."""


@asynccontextmanager
async def serving(behaviour: Behaviour) -> AsyncIterator[LoopbackServer]:
    """Run a server; `behaviour` may be exchanged while it runs. Connections end with it."""
    server = LoopbackServer("", behaviour)
    connections: set[asyncio.Task[None]] = set()

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        connections.add(task)
        try:
            server.requests.append(await _head(reader))
            server.asked.set()
            await server.behaviour(writer)
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass  # the client went away, or the test is over: either way there is nobody to answer
        finally:
            connections.discard(task)
            writer.close()
            with contextlib.suppress(ConnectionError):
                await writer.wait_closed()

    listening = await asyncio.start_server(handle, "127.0.0.1", 0)
    server.url = f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}"
    try:
        yield server
    finally:
        listening.close()
        for connection in connections:
            connection.cancel()
        if connections:
            await asyncio.wait(connections)
        await listening.wait_closed()


async def _head(reader: asyncio.StreamReader) -> str:
    """The head of a request, or the first bytes of something that is no HTTP: a TLS handshake."""
    head = await reader.readexactly(1)
    if head != b"\x16":
        head += await reader.readuntil(b"\r\n\r\n")
    return head.decode("latin-1")


def refusing_url() -> str:
    """The address of a port that nothing listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{free.getsockname()[1]}"


def answers(
    body: bytes | object, *, status: int = 200, headers: Mapping[str, str] | None = None
) -> Behaviour:
    """Answer properly; a body that is not bytes is sent as JSON."""
    content = body if isinstance(body, bytes) else json.dumps(body).encode()

    async def behave(writer: asyncio.StreamWriter) -> None:
        lines = [f"HTTP/1.1 {status} Whatever", f"Content-Length: {len(content)}"]
        lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
        writer.write("\r\n".join([*lines, "", ""]).encode() + content)
        await writer.drain()

    return behave


def redirects(url: str) -> Behaviour:
    """Send the client elsewhere."""
    return answers(b"", status=307, headers={"Location": url})


def sends(raw: bytes) -> Behaviour:
    """Send bytes that need not be HTTP, or not all of it, and close."""

    async def behave(writer: asyncio.StreamWriter) -> None:
        writer.write(raw)
        await writer.drain()

    return behave


def resets() -> Behaviour:
    """Break the connection off without a word."""

    async def behave(writer: asyncio.StreamWriter) -> None:
        raw = writer.get_extra_info("socket")
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
        writer.transport.abort()

    return behave


def hangs() -> Behaviour:
    """Accept, and never say anything."""

    async def behave(writer: asyncio.StreamWriter) -> None:
        await asyncio.Event().wait()

    return behave


def drips(pause: float) -> Behaviour:
    """Begin an answer and go on with it for ever, a byte each `pause` seconds."""

    async def behave(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 60000\r\n\r\n")
        while True:
            writer.write(b" ")
            await writer.drain()
            await asyncio.sleep(pause)

    return behave


def answers_when(ready: asyncio.Event, body: object) -> Behaviour:
    """Answer properly, but only once `ready` is set."""
    answer = answers(body)

    async def behave(writer: asyncio.StreamWriter) -> None:
        await ready.wait()
        await answer(writer)

    return behave

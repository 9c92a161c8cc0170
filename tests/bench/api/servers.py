"""The two servers that are compared, each a process of its own on loopback."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import httpx

from tests.support.homes import TUNIX_RT, environment

PATIENCE = 30.0
"""Seconds within which a server must be up, or down."""


def free_port() -> int:
    """A port of loopback that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


@contextmanager
def our_server(database: str, home: Path, *options: str) -> Iterator[str]:
    """`tunix-rt serve` on a database (a path or a URL); its address."""
    port = free_port()
    command = [TUNIX_RT, "--db", database, "serve", "--port", str(port), *options]
    with _running(command, port, home) as url:
        yield url


@contextmanager
def plain_server(database: Path, home: Path) -> Iterator[str]:
    """The plain API on a database of its own; its address."""
    port = free_port()
    command = [sys.executable, "-m", "tests.bench.api.plain", str(database), str(port)]
    with _running(command, port, home) as url:
        yield url


@contextmanager
def _running(command: Sequence[str], port: int, home: Path) -> Iterator[str]:
    url = f"http://127.0.0.1:{port}"
    home.mkdir(exist_ok=True)
    log = home / "log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, stdout=output, stderr=output, env={**os.environ, **environment(home)}
        )
        try:
            _wait_until_up(url, process, log)
            yield url
        finally:
            process.terminate()
            try:
                process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait_until_up(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        assert process.poll() is None, f"the server ended: {log.read_text()}"
        try:
            if httpx.get(f"{url}/api/health").is_success:
                return
        except httpx.TransportError:
            time.sleep(0.05)
    raise AssertionError(f"the server did not come up: {log.read_text()}")

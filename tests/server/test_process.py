"""The API as a process: under load, killed, asked to end, and beside a second one."""

from __future__ import annotations

import asyncio
import json
import signal
import socket
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path

import asyncpg
import httpx
import pytest

from tests.support.homes import TUNIX_RT, environment
from tests.support.postgres import empty_tables
from tests.support.traces import make_document
from tests.support.waiting import until

LIMIT = 30.0
"""Seconds after which a test has failed, however busy the machine is."""

CLIENTS = 8


@contextmanager
def server(
    folder: Path, *options: str, database: str | None = None, **env: str
) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """A server on a store in a folder, or on a database; its address. It is killed in the end."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    place = database or str(folder / "traces.db")
    command = [TUNIX_RT, "--db", place, "serve", "--port", str(port), *options]
    with (folder / "log").open("ab") as log:
        process = subprocess.Popen(
            command, stdout=log, stderr=log, cwd=folder, env={**environment(folder), **env}
        )
    url = f"http://127.0.0.1:{port}"
    try:
        end = time.monotonic() + LIMIT
        while True:
            assert process.poll() is None, (folder / "log").read_text()
            assert time.monotonic() < end
            try:
                if httpx.get(f"{url}/api/health").status_code == 200:
                    break
            except httpx.TransportError:
                time.sleep(0.02)
        yield process, url
    finally:
        process.kill()
        process.wait()


async def load(
    urls: list[str], acknowledged: dict[str, int], *, enough: int, client_number: int
) -> None:
    """Post traces, each its own number, until there are enough or the server is gone."""
    async with httpx.AsyncClient() as client:
        number = client_number
        while len(acknowledged) < enough:
            try:
                answer = await client.post(
                    f"{urls[number % len(urls)]}/api/traces", json=make_document(number)
                )
            except httpx.TransportError:
                return
            assert answer.status_code == 201, answer.text
            acknowledged[answer.json()["id"]] = number
            number += CLIENTS


def _has(acknowledged: dict[str, int], enough: int) -> bool:
    return len(acknowledged) >= enough


def stored(path: Path) -> dict[str, int]:
    """The numbers of all traces of a store, by their ids; each id there once."""
    query = "SELECT id, payload FROM traces JOIN trace_payloads USING (seq)"
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute(query).fetchall()
    assert len({row[0] for row in rows}) == len(rows)
    return {row[0]: json.loads(row[1])["meta"]["number"] for row in rows}


@pytest.mark.parametrize(
    "times", [1, pytest.param(20, marks=pytest.mark.long)], ids=["once", "often"]
)
async def test_what_was_acknowledged_is_there_after_a_kill(tmp_path: Path, times: int) -> None:
    acknowledged: dict[str, int] = {}
    for turn in range(1, times + 1):
        with server(tmp_path) as (process, url):
            clients = [
                asyncio.create_task(
                    load([url], acknowledged, enough=10**9, client_number=number + 10**6 * turn)
                )
                for number in range(CLIENTS)
            ]
            before = len(acknowledged)
            await until(partial(_has, acknowledged, before + 40 + turn))
            process.send_signal(signal.SIGKILL)
            await asyncio.gather(*clients)
    with server(tmp_path):
        pass  # it starts on what is left
    kept = stored(tmp_path / "traces.db")
    assert acknowledged.items() <= kept.items()
    assert len(set(kept.values())) == len(kept)


async def test_what_it_was_asked_to_add_is_added_when_it_is_asked_to_end(tmp_path: Path) -> None:
    acknowledged: dict[str, int] = {}
    with server(tmp_path) as (process, url):
        clients = [
            asyncio.create_task(load([url], acknowledged, enough=10**9, client_number=number))
            for number in range(CLIENTS)
        ]
        await until(partial(_has, acknowledged, 40))
        process.send_signal(signal.SIGTERM)
        await asyncio.gather(*clients)
        assert process.wait(LIMIT) == 0
    assert acknowledged.items() <= stored(tmp_path / "traces.db").items()


async def test_two_servers_and_workers_share_one_file(tmp_path: Path) -> None:
    acknowledged: dict[str, int] = {}
    with server(tmp_path, "--workers", "2") as (process, one), server(tmp_path) as (_, other):
        async with asyncio.TaskGroup() as clients:
            for number in range(CLIENTS):
                clients.create_task(
                    load([one, other], acknowledged, enough=120, client_number=number)
                )
        process.send_signal(signal.SIGTERM)
        assert process.wait(LIMIT) == 0
    assert stored(tmp_path / "traces.db") == acknowledged


@pytest.mark.parametrize(
    ("workers", "enough"), [(2, 120), pytest.param(4, 10_000, marks=pytest.mark.long)]
)
async def test_several_processes_share_a_database(
    tmp_path: Path, postgres_url: str, workers: int, enough: int
) -> None:
    await empty_tables(postgres_url)
    acknowledged: dict[str, int] = {}
    with server(tmp_path, "--workers", str(workers), database=postgres_url) as (process, url):
        async with asyncio.TaskGroup() as clients:
            for number in range(CLIENTS):
                clients.create_task(load([url], acknowledged, enough=enough, client_number=number))
        process.send_signal(signal.SIGTERM)
        assert process.wait(LIMIT) == 0
    connection = await asyncpg.connect(postgres_url)
    rows = await connection.fetch("SELECT id, payload FROM traces JOIN trace_payloads USING (seq)")
    await connection.close()
    assert len(rows) == len(acknowledged) >= enough
    assert {row[0]: json.loads(row[1])["meta"]["number"] for row in rows} == acknowledged


async def test_slow_clients_do_not_stop_a_fast_one(tmp_path: Path) -> None:
    head = b"POST /api/traces HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
    with server(tmp_path) as (_, url):
        port = int(url.rpartition(":")[2])
        slow = [socket.create_connection(("127.0.0.1", port)) for _ in range(200)]
        try:
            for one in slow:
                one.sendall(head + b'Content-Length: 900000\r\n\r\n{"trace_version"')
            async with httpx.AsyncClient(timeout=LIMIT) as client:
                for number in range(5):
                    answer = await client.post(f"{url}/api/traces", json=make_document(number))
                    assert answer.status_code == 201
        finally:
            for one in slow:
                one.close()


def test_a_body_without_a_length_is_cut_off(tmp_path: Path) -> None:
    limit = 65_536
    with server(tmp_path, TRACE_MAX_BYTES=str(limit)) as (_, url):
        port = int(url.rpartition(":")[2])
        with socket.create_connection(("127.0.0.1", port), timeout=LIMIT) as client:
            client.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 16_384)
            client.sendall(
                b"POST /api/traces HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                b"Transfer-Encoding: chunked\r\n\r\n"
            )
            sent = 0
            try:
                while sent < 100_000_000:
                    client.sendall(b"2000\r\n" + b" " * 0x2000 + b"\r\n")
                    sent += 0x2000
            except (BrokenPipeError, ConnectionResetError):
                pass
            assert limit <= sent < 100_000_000
        log = (tmp_path / "log").read_text().splitlines()
        (told,) = [json.loads(line) for line in log if '"status": 413' in line]
        assert told["received"] <= limit + 65_536


def test_what_stands_in_the_way_of_a_start_is_told(tmp_path: Path) -> None:
    def run(*words: str) -> tuple[int, str]:
        done = subprocess.run(
            [TUNIX_RT, "--db", str(tmp_path / "traces.db"), "serve", *words],
            env=environment(tmp_path),
            capture_output=True,
            text=True,
            timeout=LIMIT,
        )
        return done.returncode, done.stderr

    code, told = run("--host", "0.0.0.0")
    assert code == 2
    assert "TUNIX_RT_TOKEN" in told
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        code, told = run("--port", str(taken.getsockname()[1]))
    assert code == 2
    assert "Cannot listen" in told

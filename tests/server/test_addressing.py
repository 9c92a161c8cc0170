"""What is asked of which address, and what is told where it cannot be."""

from __future__ import annotations

import httpx
import pytest

from tests.server.conftest import options, serving
from tests.support.memory_store import MemoryStore
from tests.support.stores import add
from tests.support.traces import make_trace, make_traces


@pytest.mark.parametrize("path", ["health", "traces", "traces/export", "capabilities", "v1/stats"])
async def test_head_is_get_without_a_body(
    client: httpx.AsyncClient, store: MemoryStore, path: str
) -> None:
    await add(store, *make_traces(3))
    got, headed = await client.get(f"/api/{path}"), await client.head(f"/api/{path}")
    assert (headed.status_code, headed.content) == (200, b"")
    assert headed.headers["content-type"] == got.headers["content-type"]


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("PUT", "/api/traces", "GET, HEAD, POST"),
        ("PATCH", "/api/traces/00000000-0000-0000-0000-000000000000", "DELETE, GET, HEAD"),
        ("GET", "/api/v1/traces:known", "POST"),
        ("POST", "/docs", "GET, HEAD"),
    ],
)
async def test_a_wrong_method_is_told_all_that_are_right(
    client: httpx.AsyncClient, method: str, path: str, allowed: str
) -> None:
    answer = await client.request(method, path)
    assert (answer.status_code, answer.headers["allow"]) == (405, allowed)
    assert answer.json() == {"detail": "Method Not Allowed"}


async def test_a_slash_at_the_end_sends_nobody_and_no_token_elsewhere(
    client: httpx.AsyncClient,
) -> None:
    answer = await client.get("/api/traces/?limit=1", headers={"Host": "elsewhere.example"})
    assert (answer.status_code, answer.json()["data"]) == (200, [])
    assert (await client.get("//api/traces")).status_code == 404


async def test_what_anyone_may_ask_is_not_another_address(store: MemoryStore) -> None:
    async with serving(store, options(token="s3cret")) as client:
        for path in ("/api/health/../traces", "/api/traces/", "/docs/x", "/api/%74races"):
            assert (await client.get(path)).status_code == 401
        assert (await client.get("/api/health/")).status_code == 200


async def test_what_is_quoted_may_be_no_unicode(
    client: httpx.AsyncClient, store: MemoryStore
) -> None:
    [one] = await add(store, make_trace(1))
    answer = await client.post(
        f"/api/v1/traces/{one}/tags",
        content=b'{"add": ["\\ud800"]}',
        headers={"Content-Type": "application/json"},
    )
    assert answer.status_code == 422
    assert answer.json()["detail"].startswith("add: ")


async def test_any_version_of_a_trace_is_known(
    client: httpx.AsyncClient, store: MemoryStore
) -> None:
    [one] = await add(store, make_trace(1))
    answer = await client.get(f"/api/traces/{one}", headers={"If-None-Match": "*"})
    assert answer.status_code == 304


async def test_what_may_only_be_read_says_so(store: MemoryStore) -> None:
    async with serving(store, options(read_only=True)) as client:
        parts = (await client.get("/api/capabilities")).json()["parts"]
        assert "reader" in parts
        assert not {"writer", "trash", "tags"} & {*parts}

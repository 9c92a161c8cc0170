"""What the API offers beyond the original service, and what it says when the store fails."""

from __future__ import annotations

import asyncio
from array import array
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from starlette.requests import Request
from starlette.types import Message

from tests.server.conftest import options, serving
from tests.support.memory_store import MemoryStore
from tests.support.stores import add
from tests.support.traces import make_document, make_trace, make_traces, parsed
from tunix_rt_tui.errors import ReadOnlyStore, StoreFault
from tunix_rt_tui.health.monitor import HealthMonitor
from tunix_rt_tui.health.probes import StoreProbe
from tunix_rt_tui.server.waiting import first_of, left
from tunix_rt_tui.store.contract import Batch, KeySlice, OnDuplicate, Outcome, Scope


async def get(client: httpx.AsyncClient, path: str, **query: Any) -> Any:
    answer = await client.get(path, params=query)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def send(client: httpx.AsyncClient, path: str, body: Any, status: int = 200) -> Any:
    answer = await client.post(path, json=body)
    assert answer.status_code == status, answer.text
    return answer.json()


@pytest.mark.parametrize("query", ["", "what", "sort:steps", "what sort:-date"])
async def test_pages_go_on_by_a_cursor_whatever_arrives(
    client: httpx.AsyncClient, store: MemoryStore, query: str
) -> None:
    await add(store, *make_traces(7))
    listed: list[str] = []
    cursor = ""
    while cursor is not None:
        page = await get(client, "/api/v1/traces", q=query, limit=3, cursor=cursor)
        listed += [row["id"] for row in page["data"]]
        cursor = page["next_cursor"]
        if "sort" not in query:
            await add(store, make_trace(99))
    assert len(listed) == len(set(listed)) == 7


async def test_a_summary_is_what_the_verb_prints(
    client: httpx.AsyncClient, store: MemoryStore
) -> None:
    await add(store, make_trace(1))
    (row,) = (await get(client, "/api/v1/traces"))["data"]
    assert row["prompt_preview"] == "What is 1 plus 1?"
    assert (await client.get("/api/v1/traces?cursor=nonsense")).status_code == 422
    assert (await client.get(f"/api/v1/traces?cursor=k{10**18}9")).status_code == 422


async def test_hits_say_where_words_stand(client: httpx.AsyncClient, store: MemoryStore) -> None:
    ids = await add(store, *make_traces(2))
    found = (await get(client, "/api/v1/hits", q="prompt:plus"))["data"]
    assert [hit["id"] for hit in found] == [str(one) for one in ids[::-1]]
    assert (found[0]["field"], found[0]["step"], found[0]["hits"]) == ("prompt", None, 1)
    assert "plus" in found[0]["snippet"]
    assert (await client.get("/api/v1/hits?q=steps>1")).status_code == 422


async def test_tags_are_put_on_and_taken_off(client: httpx.AsyncClient, store: MemoryStore) -> None:
    [one] = await add(store, make_trace(1))
    path = f"/api/v1/traces/{one}/tags"
    assert await get(client, path) == {"tags": []}
    assert await send(client, path, {"add": ["good", "new"]}) == {"tags": ["good", "new"]}
    assert await send(client, path, {"remove": ["new"]}) == {"tags": ["good"]}
    for body in ({"add": ["two words"]}, {"add": "good"}, {"remove": [1]}, [1]):
        await send(client, path, body, 422)
    nowhere = "/api/v1/traces/00000000-0000-4000-8000-00000000abcd/tags"
    assert (await client.get(nowhere)).status_code == 404


async def test_the_trash_is_listed_brought_back_from_and_emptied(
    client: httpx.AsyncClient, store: MemoryStore
) -> None:
    ids = [str(one) for one in await add(store, *make_traces(3))]
    for one in ids[:2]:
        await client.delete(f"/api/traces/{one}")
    page = await get(client, "/api/v1/trash")
    assert [row["id"] for row in page["data"]] == [ids[1], ids[0]]
    assert await send(client, "/api/v1/trash/restore", {"ids": ids}) == {"ids": ids[:2]}
    await client.delete(f"/api/traces/{ids[0]}")
    assert await send(client, "/api/v1/trash/purge", {"ids": ids}) == {"ids": ids[:1]}
    assert await store.count() == 2
    for body in ({}, {"ids": ["x"]}, {"ids": [1]}, {"ids": ids * 400}):
        await send(client, "/api/v1/trash/purge", body, 422)


async def test_counts_are_those_of_the_verb(client: httpx.AsyncClient, store: MemoryStore) -> None:
    await add(store, *make_traces(4))
    told = await get(client, "/api/v1/stats", by=["steps", "source"])
    assert [one["of"] for one in told["distributions"]] == ["steps", "source"]
    assert told["traces"] == 4
    some = await get(client, "/api/v1/stats", q="meta.number>2")
    assert some["traces"] == 2
    assert (await client.get("/api/v1/stats?by=nonsense")).status_code == 422


async def test_known_contents_are_named(client: httpx.AsyncClient, store: MemoryStore) -> None:
    [one] = await add(store, make_trace(1))
    name = parsed(make_document(1)).content_hash()
    told = await send(client, "/api/v1/traces:known", {"hashes": [name, "0" * 64]})
    assert told == {"known": {name: {"id": str(one), "trashed": False}}}
    for body in ({}, {"hashes": ["x"]}, {"hashes": ["0" * 64] * 1001}, {"hashes": [None]}):
        await send(client, "/api/v1/traces:known", body, 422)


async def test_changes_are_told_at_once_or_waited_for(
    client: httpx.AsyncClient, store: MemoryStore
) -> None:
    assert await get(client, "/api/v1/changes") == {"newest": 0, "count": 0}
    waiting = asyncio.create_task(get(client, "/api/v1/changes", after=0, wait=30))
    await asyncio.sleep(0)
    while not waiting.done():
        await add(store, make_trace(1))
        await asyncio.sleep(0.005)
    told = waiting.result()
    assert told["count"] >= 1
    assert (await get(client, "/api/v1/changes", after=told["newest"] + 5))["count"] == 0
    assert (await client.get("/api/v1/changes?after=x")).status_code == 422


async def test_capabilities_name_the_parts(client: httpx.AsyncClient) -> None:
    told = await get(client, "/api/capabilities")
    assert told["api"] == "v1"
    assert "changes" in told["parts"]


class BrokenStore(MemoryStore):
    """Can do nothing."""

    fault: Exception = StoreFault("Gone", "The disk is gone.", "Look for it.")

    async def recent(
        self, limit: int, scope: Scope = "live", *, below: int | None = None, offset: int = 0
    ) -> array[int]:
        raise self.fault

    async def add_many(self, traces: Batch, *, on_duplicate: OnDuplicate = "add") -> list[Outcome]:
        raise self.fault


@pytest.mark.parametrize(
    ("fault", "status", "said"),
    [
        (StoreFault("Gone", "The disk is gone.", "Look for it."), 503, "Gone"),
        (ReadOnlyStore("Read-only", "Nothing may be written.", "x"), 403, "Read-only"),
        (ZeroDivisionError("a secret"), 500, "The server has failed"),
    ],
)
async def test_what_fails_is_told_and_nothing_of_the_inside(
    fault: Exception, status: int, said: str
) -> None:
    store = BrokenStore()
    store.fault = fault
    async with serving(store, options()) as client:
        answer = await client.post("/api/traces", json=make_document(1))
        assert answer.status_code == status
        assert answer.json()["detail"].startswith(said)
        assert "secret" not in answer.text
        assert answer.headers["x-request-id"]
        assert "disk" not in answer.text  # where the store is, is not for clients


async def test_a_query_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    class SlowStore(MemoryStore):
        async def matching(self, *_: object, **__: object) -> AsyncIterator[KeySlice]:
            await asyncio.Event().wait()
            yield KeySlice(array("q"), 1, 1)

    monkeypatch.setattr("tunix_rt_tui.server.looking.MOST_SECONDS", 0.01)
    store = SlowStore()
    await add(store, make_trace(1))
    async with serving(store, options()) as client:
        for path in ("traces", "traces/export", "v1/traces", "v1/hits", "v1/stats"):
            answer = await client.get(f"/api/{path}?q=words")
            assert answer.status_code == 503, path
            assert "too long" in answer.json()["detail"]


async def test_a_long_search_keeps_nobody_waiting_who_does_not_search() -> None:
    begun, go = asyncio.Event(), asyncio.Event()
    at_once: list[int] = []

    class Searched(MemoryStore):
        async def matching(self, *_: object, **__: object) -> AsyncIterator[KeySlice]:
            at_once.append(1)
            begun.set()
            await go.wait()
            at_once.pop()
            assert not at_once
            yield KeySlice(array("q"), 1, 1)

    async with serving(Searched(), options()) as client:
        searches = [asyncio.create_task(client.get("/api/traces?q=words")) for _ in range(3)]
        await begun.wait()
        for path in ("/api/health", "/api/traces", "/api/v1/traces"):
            assert (await client.get(path)).status_code == 200
        go.set()
        assert [(await one).status_code for one in searches] == [200, 200, 200]


async def test_nobody_looks_for_a_client_that_has_left() -> None:
    stopped = asyncio.Event()

    async def look() -> bool:
        try:
            return await asyncio.Event().wait()
        finally:
            stopped.set()

    async def receive() -> Message:
        return {"type": "http.disconnect"}

    request = Request({"type": "http", "method": "GET", "headers": []}, receive)
    assert await first_of(look(), left(request), within=60) is None
    assert stopped.is_set()


async def test_health_is_that_of_the_store_and_of_rediai(store: MemoryStore) -> None:
    async with serving(BrokenStore(), options()) as client:
        answer = await client.get("/api/health")
        assert (answer.status_code, answer.json()) == (
            503,
            {"status": "down", "error": "Gone"},
        )
    monitor = HealthMonitor(store=None, api=None, rediai=StoreProbe(store.status), ttl=1)
    async with serving(store, options(), monitor) as client:
        assert await get(client, "/api/health") == {"status": "healthy"}
        assert await get(client, "/api/redi/health") == {"status": "healthy"}
    async with serving(store, options()) as client:
        assert (await get(client, "/api/redi/health"))["status"] == "down"

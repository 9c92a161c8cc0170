"""Traces over HTTP, as the original service takes and gives them."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

import httpx
import pytest

from tests.server.conftest import MAX_BYTES, options, serving
from tests.support.memory_store import MemoryStore
from tests.support.traces import make_document

NOWHERE = "00000000-0000-4000-8000-00000000abcd"


async def post(client: httpx.AsyncClient, document: Any, path: str = "/api/traces") -> Any:
    answer = await client.post(path, json=document)
    assert answer.status_code == 201, answer.text
    return answer.json()


async def test_a_trace_comes_back_as_it_was_sent(client: httpx.AsyncClient) -> None:
    text = '{ "trace_version":"1.0","prompt":"é\\u00e9","final_answer":"x","meta":{"r":1.0},\n' + (
        '"steps":[{"i":7,"type":"t","content":"c","more":[1]}]}'
    )
    answer = await client.post(
        "/api/traces", content=text.encode(), headers={"Content-Type": "application/json"}
    )
    assert answer.status_code == 201
    added = answer.json()
    assert set(added) == {"id", "created_at", "trace_version"}
    assert added["created_at"].endswith("Z")
    got = await client.get(f"/api/traces/{added['id']}")
    assert got.json() == {**added, "payload": json.loads(text)}
    assert text in got.text


async def test_a_trace_has_an_etag(client: httpx.AsyncClient) -> None:
    added = await post(client, make_document(1))
    path = f"/api/traces/{added['id']}"
    etag = (await client.get(path)).headers["etag"]
    for known in (etag, f'"other", W/{etag}'):
        again = await client.get(path, headers={"If-None-Match": known})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", etag)
    assert (await client.get(path, headers={"If-None-Match": '"other"'})).status_code == 200


async def test_traces_are_listed_newest_first_by_offset(client: httpx.AsyncClient) -> None:
    ids = [(await post(client, make_document(n)))["id"] for n in range(5)]
    first = (await client.get("/api/traces?limit=2")).json()
    assert [row["id"] for row in first["data"]] == [ids[4], ids[3]]
    assert set(first["data"][0]) == {"id", "created_at", "trace_version"}
    assert first["pagination"] == {"limit": 2, "offset": 0, "next_offset": 2}
    last = (await client.get("/api/traces?limit=2&offset=4")).json()
    assert [row["id"] for row in last["data"]] == [ids[0]]
    assert last["pagination"] == {"limit": 2, "offset": 4, "next_offset": None}
    assert (await client.get(f"/api/traces?offset={10**18}")).json()["data"] == []
    assert (await client.get("/api/traces")).json()["pagination"]["limit"] == 20


async def test_traces_are_filtered_and_sorted(client: httpx.AsyncClient) -> None:
    for number in range(1, 5):
        await post(client, make_document(number, trace_version=f"1.{number % 2}"))
    versions = [
        row["trace_version"]
        for row in (await client.get("/api/traces?trace_version=1.1")).json()["data"]
    ]
    assert versions == ["1.1", "1.1"]
    moments = [row["created_at"] for row in (await client.get("/api/traces")).json()["data"]]
    since = (await client.get("/api/traces", params={"created_after": moments[1]})).json()["data"]
    assert [row["created_at"] for row in since] == moments[:2]
    before = await client.get("/api/traces", params={"created_before": moments[1]})
    assert [row["created_at"] for row in before.json()["data"]] == moments[2:]
    page = await client.get(
        "/api/traces", params={"q": "what sort:-steps", "limit": 3, "offset": 1}
    )
    assert len(page.json()["data"]) == 3
    found = await client.get("/api/traces", params={"q": "version:1.1", "limit": 1})
    assert found.json()["pagination"]["next_offset"] == 1


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("limit=0", "limit"),
        ("limit=101", "limit"),
        ("limit=x", "limit"),
        ("offset=-1", "offset"),
        (f"offset={10**40}", "offset"),
        ("created_after=soon", "created_after"),
        ("q=steps%3E", "column 7"),
        ("q=%00", "q must"),
    ],
)
async def test_a_wrong_parameter_is_named_in_a_text(
    client: httpx.AsyncClient, query: str, named: str
) -> None:
    answer = await client.get(f"/api/traces?{query}")
    assert answer.status_code == 422
    assert named in answer.json()["detail"]


async def test_what_is_deleted_is_in_the_trash(client: httpx.AsyncClient) -> None:
    path = f"/api/traces/{(await post(client, make_document(1)))['id']}"
    assert (await client.delete(path)).status_code == 204
    gone = await client.get(path)
    assert (gone.status_code, gone.json()) == (
        404,
        {"detail": f"Trace with id {path.rpartition('/')[2]} not found"},
    )
    assert (await client.delete(path)).status_code == 404
    assert (await client.get("/api/traces/nonsense")).status_code == 422
    assert (await client.get(f"/api/traces/{NOWHERE}")).status_code == 404


DEEP = '{"prompt":' + "[" * 10_000 + "]" * 10_000 + "}"


@pytest.mark.parametrize(
    ("body", "kinds"),
    [
        ("{", ["e_json"]),
        ("[]", ["e_type"]),
        ('{"trace_version":NaN}', ["e_number"]),
        ('{"a":1,"a":2}', ["e_dup_key"]),
        ('{"prompt":"\\ud800"}', ["e_surrogate"]),
        ('{"prompt":"\\u0000"}', ["e_nul"]),
        (DEEP[:MAX_BYTES], ["e_depth"]),
        ("\xff", ["e_encoding"]),
    ],
)
async def test_what_is_no_trace_is_refused_with_every_problem(
    client: httpx.AsyncClient, body: str, kinds: list[str]
) -> None:
    answer = await client.post(
        "/api/traces",
        content=body.encode("latin-1"),
        headers={"Content-Type": "application/json"},
    )
    assert answer.status_code == 422
    details = answer.json()["detail"]
    assert set(kinds) <= {one["type"] for one in details}
    assert all(one["loc"][0] == "body" for one in details)


async def test_a_problem_is_named_by_its_place(client: httpx.AsyncClient) -> None:
    steps = [{"i": 0, "type": "t", "content": "c"}, {"i": 0, "type": "t", "content": 1}]
    answer = await client.post("/api/traces", json=make_document(1, steps=steps))
    details = {one["type"]: one for one in answer.json()["detail"]}
    assert details["e_dup_step"]["loc"] == ["body", "steps", 1, "i"]
    assert "unique" in details["e_dup_step"]["msg"]
    assert details["e_type"]["loc"] == ["body", "steps", 1, "content"]


async def test_a_body_is_json_and_not_too_large(client: httpx.AsyncClient) -> None:
    form = await client.post("/api/traces", data={"a": "b"})
    assert form.status_code == 415
    large = await client.post("/api/traces", json=make_document(1, prompt="x" * MAX_BYTES))
    assert (large.status_code, large.json()) == (
        413,
        {"detail": f"Payload size exceeds maximum of {MAX_BYTES} bytes"},
    )
    sent = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal sent
        while True:
            sent += 1000
            yield b" " * 1000

    cut = await client.post(
        "/api/traces", content=endless(), headers={"Content-Type": "application/json"}
    )
    assert cut.status_code == 413
    assert sent <= MAX_BYTES + 65_536
    assert (await client.put("/api/traces", json={})).status_code == 405
    assert (await client.get("/api/nothing")).status_code == 404


async def test_a_batch_is_added_as_a_whole_or_not(
    client: httpx.AsyncClient, store: MemoryStore
) -> None:
    added = await post(client, [make_document(n) for n in range(3)], "/api/traces/batch")
    assert added["created_count"] == 3
    assert [UUID(one["id"]) for one in added["traces"]] == [
        row.id for row in await store.summaries([1, 2, 3])
    ]
    half = await client.post("/api/traces/batch", json=[make_document(1), {"steps": []}, 7])
    assert half.status_code == 422
    places = [tuple(one["loc"]) for one in half.json()["detail"]]
    assert ("body", 1, "prompt") in places
    assert ("body", 2) in places
    for body in ("{}", "[1", "[{}] x", "[,]"):
        answer = await client.post(
            "/api/traces/batch", content=body, headers={"Content-Type": "application/json"}
        )
        assert answer.status_code == 422, body
    many = await client.post("/api/traces/batch", json=[0] * 1001)
    assert many.json()["detail"][0]["type"] == "e_length"
    one_large = [make_document(1, prompt="x" * MAX_BYTES)]
    assert (await client.post("/api/traces/batch", json=one_large)).status_code == 413
    assert (await post(client, [], "/api/traces/batch"))["created_count"] == 0
    assert await store.count() == 3


async def test_a_source_and_tags_can_be_named(
    client: httpx.AsyncClient, store: MemoryStore
) -> None:
    await post(client, make_document(1), "/api/traces?source=run 7&tag=good&tag=new")
    await post(client, make_document(2))
    first, second = await store.summaries([1, 2])
    assert (first.source, first.tags) == ("run 7", ("good", "new"))
    assert second.source == "api"
    for query in ("tag=two words", f"source={'x' * 201}"):
        assert (await client.post(f"/api/traces?{query}", json=make_document(3))).status_code == 422


async def test_all_is_exported_as_lines(client: httpx.AsyncClient) -> None:
    documents = [make_document(n) for n in range(1, 4)]
    for document in documents:
        await post(client, document)
    answer = await client.get("/api/traces/export")
    assert answer.headers["content-type"].startswith("application/x-ndjson")
    assert [json.loads(line) for line in answer.text.splitlines()] == documents
    some = await client.get("/api/traces/export", params={"q": "meta.number:2"})
    assert [json.loads(line) for line in some.text.splitlines()] == [documents[1]]
    assert (await client.get("/api/traces/export?q=steps>")).status_code == 422


async def test_a_token_is_asked_for(store: MemoryStore) -> None:
    async with serving(store, options(token="s3cret")) as client:
        assert (await client.get("/api/health")).status_code == 200
        for given in ({}, {"Authorization": "Bearer other"}, {"Authorization": "Basic s3cret"}):
            refused = await client.get("/api/traces", headers=given)
            assert refused.status_code == 401
            assert refused.headers["www-authenticate"] == "Bearer"
        known = {"Authorization": "Bearer s3cret"}
        assert (await client.get("/api/traces", headers=known)).status_code == 200
    async with serving(store, options(token="s3cret", open_reading=True)) as client:
        assert (await client.get("/api/traces")).status_code == 200
        assert (await client.post("/api/traces", json=make_document(1))).status_code == 401
        known_hashes = await client.post("/api/v1/traces:known", json={"hashes": []})
        assert known_hashes.status_code == 200


async def test_writes_are_limited(store: MemoryStore) -> None:
    async with serving(store, options(write_rate="2/hour")) as client:
        codes = [
            (await client.post("/api/traces", json=make_document(n))).status_code for n in range(3)
        ]
        assert codes == [201, 201, 429]
        late = await client.delete(f"/api/traces/{NOWHERE}")
        assert late.status_code == 429
        assert 0 < int(late.headers["retry-after"]) <= 3600
        assert (await client.get("/api/traces")).status_code == 200


async def test_pages_of_other_origins_are_answered(client: httpx.AsyncClient) -> None:
    asked = {"Origin": "http://page.example", "Access-Control-Request-Method": "POST"}
    allowed = await client.options("/api/traces", headers=asked)
    assert allowed.headers["access-control-allow-origin"] == "http://page.example"
    other = await client.get("/api/traces", headers={"Origin": "http://other.example"})
    assert "access-control-allow-origin" not in other.headers


async def test_requests_have_ids(client: httpx.AsyncClient) -> None:
    given = await client.get("/api/health", headers={"X-Request-Id": "abc-1"})
    assert given.headers["x-request-id"] == "abc-1"
    for bad in ("a b", "x" * 65):
        made = (await client.get("/api/health", headers={"X-Request-Id": bad})).headers
        assert len(made["x-request-id"]) == 32

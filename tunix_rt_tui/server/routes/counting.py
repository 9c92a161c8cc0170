"""Counts of what a query finds, and what has changed."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request

from tunix_rt_tui.library.statistics.counting import countable, distribution_of
from tunix_rt_tui.library.statistics.describing import describe_distribution
from tunix_rt_tui.server.answers import Json, json_of, refuse
from tunix_rt_tui.server.bodies import read_object
from tunix_rt_tui.server.listing import found_keys
from tunix_rt_tui.server.looking import in_time
from tunix_rt_tui.server.parameters import MAX_OFFSET, text_of, whole
from tunix_rt_tui.server.schemas import (
    COUNT,
    ID,
    QUERY,
    TEXT,
    TEXTS,
    WRITING,
    answers,
    asks,
    list_of,
    object_of,
    query_parameter,
    takes,
)
from tunix_rt_tui.server.services import services_of
from tunix_rt_tui.server.waiting import ended, first_of, left
from tunix_rt_tui.store.contract import Change, Store

router = APIRouter(prefix="/api/v1", tags=["v1"])

MOST_HASHES = 1_000
LONGEST_WAIT = 60
"""Seconds that a question about changes may wait for one."""

_HASH = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
_HASHES = {
    "type": "object",
    "properties": {"hashes": {"type": "array", "items": _HASH, "maxItems": MOST_HASHES}},
    "required": ["hashes"],
}
_TWIN = object_of(id=ID, trashed={"type": "boolean"})


@router.get(
    "/stats",
    responses=answers(
        422,
        ok=object_of(query=TEXT, traces=COUNT, distributions=list_of({"type": "object"})),
    ),
    openapi_extra=asks(
        QUERY, query_parameter("by", TEXTS, "What to count by; several times for several")
    ),
)
async def stats(request: Request) -> Json:
    """Count what a query finds by lengths, types, sources, tags, dates and numbers of meta."""
    store = services_of(request).store
    text = text_of(request, "q")
    known = await countable(store)
    names = request.query_params.getlist("by") or known
    for name in names:
        if name not in known:
            refuse(422, f"by must be one of {', '.join(known)}")
    among = await in_time(request, found_keys(store, text))
    described = await in_time(request, _counted(store, names, among), in_turn=True)
    total = await store.count() if among is None else len(among)
    return json_of({"query": text, "traces": total, "distributions": described})


@router.get(
    "/changes",
    responses=answers(422, ok=object_of(newest=COUNT, count=COUNT)),
    openapi_extra=asks(
        query_parameter("after", COUNT, "The newest key that is known already"),
        query_parameter(
            "wait",
            {"type": "integer", "minimum": 0, "maximum": LONGEST_WAIT, "default": 0},
            "Seconds to wait for a newer one",
        ),
    ),
)
async def changes(request: Request) -> Json:
    """Count the traces that came after a key, as soon as there are any or the wait is over."""
    store = services_of(request).store
    after = whole(request, "after", 0, 0, MAX_OFFSET)
    wait = whole(request, "wait", 0, 0, LONGEST_WAIT)
    listening = store.changes() if wait else None  # before the first look: nothing is missed
    found = await _newer(store, after)
    if listening is not None and not found["count"]:
        looking = _next_newer(store, after, listening)
        found = await first_of(looking, left(request), ended(request), within=wait) or found
    return json_of(found)


@router.post(
    "/traces:known",
    responses=answers(
        *WRITING,
        ok=object_of(known={"type": "object", "additionalProperties": _TWIN}),
    ),
    openapi_extra=takes(_HASHES),
)
async def known(request: Request) -> Json:
    """Tell which of these content hashes the store has, and of which trace."""
    hashes = (await read_object(request)).get("hashes")
    if not isinstance(hashes, list) or len(hashes) > MOST_HASHES or not all(map(_is_hash, hashes)):
        refuse(422, f"hashes must be a list of at most {MOST_HASHES} SHA-256 in hexadecimal")
    twins = await services_of(request).store.twins(hashes)
    described = {
        name: {"id": str(twin.id), "trashed": twin.trashed} for name, twin in twins.items()
    }
    return json_of({"known": described})


async def _counted(
    store: Store, names: Sequence[str], among: Sequence[int] | None
) -> list[dict[str, Any]]:
    found = [await distribution_of(store, name, "live", among) for name in names]
    return [describe_distribution(one) for one in found]


async def _next_newer(
    store: Store, after: int, listening: AsyncIterator[Change]
) -> dict[str, int] | None:
    async for _ in listening:
        found = await _newer(store, after)
        if found["count"]:
            return found
    return None


async def _newer(store: Store, after: int) -> dict[str, int]:
    newest = await store.recent(1)
    return {
        "newest": max([after, *newest]),
        "count": await store.count_newer(after) if newest and newest[0] > after else 0,
    }


def _is_hash(value: Any) -> bool:
    return isinstance(value, str) and len(value) == 64 and not value.strip("0123456789abcdef")

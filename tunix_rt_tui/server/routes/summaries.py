"""What a list shows of traces, and where in them the words of a query stand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request

from tunix_rt_tui.library.describing import describe_summary
from tunix_rt_tui.library.querying import query_of
from tunix_rt_tui.library.searching import hits_in
from tunix_rt_tui.server.answers import Json, json_of, refuse
from tunix_rt_tui.server.listing import page_by_cursor
from tunix_rt_tui.server.looking import in_time
from tunix_rt_tui.server.parameters import MAX_PAGE, text_of, whole
from tunix_rt_tui.server.schemas import (
    COUNT,
    CURSOR,
    ID,
    LIMIT,
    QUERY,
    SUMMARY,
    TEXT,
    answers,
    asks,
    list_of,
    object_of,
    or_null,
)
from tunix_rt_tui.server.services import services_of
from tunix_rt_tui.store.contract import Reader, Scope
from tunix_rt_tui.trace.query.locating import seekers_of
from tunix_rt_tui.trace.query.seeking import Seeker

router = APIRouter(prefix="/api/v1", tags=["v1"])

_HIT = object_of(id=ID, field=TEXT, step=or_null({"type": "integer"}), hits=COUNT, snippet=TEXT)


@router.get(
    "/traces",
    responses=answers(422, ok=object_of(data=list_of(SUMMARY), next_cursor=or_null(TEXT))),
    openapi_extra=asks(QUERY, LIMIT, CURSOR),
)
async def summaries(request: Request) -> Json:
    """List what a query finds, without payloads, a page at a time."""
    return await summary_page(request, "live")


@router.get(
    "/hits",
    responses=answers(422, ok=object_of(data=list_of(_HIT), next_cursor=or_null(TEXT))),
    openapi_extra=asks(QUERY, LIMIT, CURSOR),
)
async def hits(request: Request) -> Json:
    """Show where the words of a query stand in the traces of a page."""
    reader = services_of(request).store
    limit = whole(request, "limit", 20, 1, MAX_PAGE)
    text = text_of(request, "q")
    seekers = seekers_of(query_of(text).condition)
    if not seekers:
        refuse(422, "q must have words or a pattern to look for")
    page = await in_time(request, page_by_cursor(reader, text, limit, text_of(request, "cursor")))
    found = await in_time(request, _described_hits(reader, page.keys, seekers))
    return json_of({"data": found, "next_cursor": page.next_cursor})


async def _described_hits(
    reader: Reader, keys: Sequence[int], seekers: Sequence[Seeker]
) -> list[dict[str, Any]]:
    return [
        {
            "id": str(hit.trace_id),
            "field": hit.field,
            "step": hit.step,
            "hits": hit.hits,
            "snippet": hit.snippet.text,
        }
        async for hit in hits_in(reader, keys, seekers)
    ]


async def summary_page(request: Request, scope: Scope) -> Json:
    """A page of summaries of a scope."""
    reader = services_of(request).store
    limit = whole(request, "limit", 20, 1, MAX_PAGE)
    text, cursor = text_of(request, "q"), text_of(request, "cursor")
    page = await in_time(request, page_by_cursor(reader, text, limit, cursor, scope))
    rows = await reader.summaries(page.keys)
    data = [describe_summary(row) for row in rows]
    return json_of({"data": data, "next_cursor": page.next_cursor})

"""Traces, as the original service takes and gives them, and batches of them."""

from __future__ import annotations

from collections.abc import Sequence

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from tunix_rt_tui.errors import NotFound, UsageFault
from tunix_rt_tui.library.tagging import checked_tag
from tunix_rt_tui.server.answers import Json, json_of, refuse
from tunix_rt_tui.server.bodies import read_batch, read_trace
from tunix_rt_tui.server.documents import describe_added, describe_listed, etag_of, trace_bytes
from tunix_rt_tui.server.listing import page_by_offset
from tunix_rt_tui.server.looking import in_time
from tunix_rt_tui.server.options import BATCH_MOST
from tunix_rt_tui.server.parameters import (
    MAX_OFFSET,
    MAX_PAGE,
    MAX_WORD,
    date_of,
    id_of,
    text_of,
    whole,
)
from tunix_rt_tui.server.schemas import (
    ADDED,
    COUNT,
    LIMIT,
    OFFSET,
    QUERY,
    SOURCE,
    STORED,
    TAG,
    TEXT,
    TRACE,
    TRACE_ID,
    WRITING,
    answers,
    asks,
    list_of,
    object_of,
    or_null,
    query_parameter,
    takes,
)
from tunix_rt_tui.server.services import services_of
from tunix_rt_tui.store.contract import AddedTrace, NewTrace
from tunix_rt_tui.trace.parsing import ParsedTrace
from tunix_rt_tui.trace.query.terms import Condition, Date, Value

router = APIRouter(tags=["traces"])

SOURCE_OF_POSTS = "api"
"""What traces are said to come from that were sent without a source."""

_BATCH = object_of(created_count=COUNT, traces=list_of(ADDED))
_PAGE = object_of(
    data=list_of(ADDED),
    pagination=object_of(limit=COUNT, offset=COUNT, next_offset=or_null(COUNT)),
)


@router.post(
    "/api/traces",
    status_code=201,
    responses=answers(*WRITING, ok=ADDED, status=201),
    openapi_extra=takes(TRACE, SOURCE, TAG),
)
async def add(request: Request) -> Json:
    """Add a trace; 201 says that it is durable."""
    services = services_of(request)
    parsed = await read_trace(request, services.options.max_bytes)
    [added] = await _add(request, [parsed])
    return json_of(describe_added(added), 201)


@router.post(
    "/api/traces/batch",
    status_code=201,
    responses=answers(*WRITING, ok=_BATCH, status=201),
    openapi_extra=takes({"type": "array", "items": TRACE, "maxItems": BATCH_MOST}, SOURCE, TAG),
)
async def add_batch(request: Request) -> Json:
    """Add an array of traces: all of them, or none."""
    options = services_of(request).options
    parsed = await read_batch(request, options.max_bytes, options.max_batch_bytes)
    added = await _add(request, parsed) if parsed else []
    traces = [describe_added(one) for one in added]
    return json_of({"created_count": len(traces), "traces": traces}, 201)


@router.get(
    "/api/traces",
    responses=answers(422, ok=_PAGE),
    openapi_extra=asks(
        LIMIT,
        OFFSET,
        QUERY,
        query_parameter("created_after", TEXT, "A date or a time, itself included"),
        query_parameter("created_before", TEXT, "A date or a time, itself left out"),
        query_parameter("trace_version", TEXT, "The version of a trace"),
    ),
)
async def list_page(request: Request) -> Json:
    """List traces, newest first or in the order of the query."""
    reader = services_of(request).store
    limit = whole(request, "limit", 20, 1, MAX_PAGE)
    offset = whole(request, "offset", 0, 0, MAX_OFFSET)
    query = text_of(request, "q")
    page = await in_time(request, page_by_offset(reader, query, _filters(request), limit, offset))
    rows = await reader.summaries(page.keys)
    following = offset + limit if page.more else None
    return json_of(
        {
            "data": [describe_listed(row) for row in rows],
            "pagination": {"limit": limit, "offset": offset, "next_offset": following},
        }
    )


@router.get(
    "/api/traces/{trace_id}",
    responses={
        **answers(404, 422, ok=STORED),
        304: {"description": "It is as the ETag says"},
    },
    openapi_extra=asks(TRACE_ID),
)
async def get(request: Request) -> Response:
    """Give a trace with its payload, as it was given."""
    trace_id = id_of(request.path_params["trace_id"])
    try:
        trace = await services_of(request).store.get(trace_id)
    except NotFound:
        refuse(404, f"Trace with id {trace_id} not found")
    etag = etag_of(trace)
    if {etag, "*"} & {*_known(request)}:
        return Response(status_code=304, headers={"ETag": etag})
    return Json(trace_bytes(trace), headers={"ETag": etag})


@router.delete(
    "/api/traces/{trace_id}",
    status_code=204,
    responses=answers(403, 404, 422, 429, ok=None, status=204),
    openapi_extra=asks(TRACE_ID),
)
async def delete(request: Request) -> Response:
    """Move a trace to the trash."""
    trace_id = id_of(request.path_params["trace_id"])
    if not await services_of(request).store.delete([trace_id]):
        refuse(404, f"Trace with id {trace_id} not found")
    return Response(status_code=204)


def _known(request: Request) -> list[str]:
    """Name what the client has of this address already."""
    given = request.headers.get("if-none-match", "").split(",")
    return [one.strip().removeprefix("W/") for one in given]


async def _add(request: Request, parsed: Sequence[ParsedTrace]) -> list[AddedTrace]:
    source, tags = text_of(request, "source") or SOURCE_OF_POSTS, _tags(request)
    if len(source) > MAX_WORD:
        refuse(422, f"source must have at most {MAX_WORD} characters")
    new = [NewTrace(one, source, tags) for one in parsed]
    outcomes = await services_of(request).gatherer.add(new)
    return [one for one in outcomes if isinstance(one, AddedTrace)]


def _tags(request: Request) -> tuple[str, ...]:
    try:
        return tuple(checked_tag(tag) for tag in request.query_params.getlist("tag"))
    except UsageFault as fault:
        refuse(422, f"tag: {fault.message}")


def _filters(request: Request) -> list[Condition]:
    conditions: list[Condition] = []
    if after := date_of(request, "created_after"):
        conditions.append(Date(">=", after))
    if before := date_of(request, "created_before"):
        conditions.append(Date("<", before))
    if version := text_of(request, "trace_version"):
        conditions.append(Value("version", version))
    return conditions

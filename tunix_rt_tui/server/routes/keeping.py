"""Tags of a trace, and the trash."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request

from tunix_rt_tui.errors import NotFound, UsageFault
from tunix_rt_tui.library.tagging import change_tags, checked_tag
from tunix_rt_tui.server.answers import Json, json_of, refuse
from tunix_rt_tui.server.bodies import read_object
from tunix_rt_tui.server.parameters import id_of
from tunix_rt_tui.server.routes.summaries import summary_page
from tunix_rt_tui.server.schemas import (
    CURSOR,
    IDS,
    LIMIT,
    QUERY,
    SUMMARY,
    TEXT,
    TEXTS,
    TRACE_ID,
    WRITING,
    answers,
    asks,
    list_of,
    object_of,
    or_null,
    takes,
)
from tunix_rt_tui.server.services import services_of
from tunix_rt_tui.store.contract import TraceSummary

router = APIRouter(prefix="/api/v1", tags=["v1"])

_TAGS = object_of(tags=TEXTS)
_MOVED = object_of(ids=IDS)
_MOST_IDS = 1_000
_IDS = object_of(_open=True, ids={**IDS, "maxItems": _MOST_IDS})
_CHANGE = {"type": "object", "properties": {"add": TEXTS, "remove": TEXTS}}


@router.get(
    "/traces/{trace_id}/tags",
    responses=answers(404, 422, ok=_TAGS),
    openapi_extra=asks(TRACE_ID),
)
async def tags(request: Request) -> Json:
    """Name the tags of a trace."""
    return json_of({"tags": list((await _row(request)).tags)})


@router.post(
    "/traces/{trace_id}/tags",
    responses=answers(*WRITING, 404, ok=_TAGS),
    openapi_extra=takes(_CHANGE, TRACE_ID),
)
async def change(request: Request) -> Json:
    """Put tags on a trace and take others off."""
    row = await _row(request)
    body = await read_object(request)
    add, remove = _words(body, "add"), _words(body, "remove")
    await change_tags(services_of(request).store, [row.seq], add, remove)
    return json_of({"tags": list((await _row(request)).tags)})


@router.get(
    "/trash",
    responses=answers(422, ok=object_of(data=list_of(SUMMARY), next_cursor=or_null(TEXT))),
    openapi_extra=asks(QUERY, LIMIT, CURSOR),
)
async def trash(request: Request) -> Json:
    """List what is in the trash."""
    return await summary_page(request, "trash")


@router.post(
    "/trash/restore",
    responses=answers(*WRITING, ok=_MOVED),
    openapi_extra=takes(_IDS),
)
async def restore(request: Request) -> Json:
    """Bring traces back from the trash; names those that were in it."""
    ids = _ids(await read_object(request))
    moved = await services_of(request).store.restore(ids)
    return json_of({"ids": [str(one) for one in moved]})


@router.post(
    "/trash/purge",
    responses=answers(*WRITING, ok=_MOVED),
    openapi_extra=takes(_IDS),
)
async def purge(request: Request) -> Json:
    """Remove traces of the trash for good; names those that were in it."""
    ids = _ids(await read_object(request))
    purged = await services_of(request).store.purge(ids)
    return json_of({"ids": [str(one) for one in purged]})


async def _row(request: Request) -> TraceSummary:
    trace_id = id_of(request.path_params["trace_id"])
    try:
        return (await services_of(request).store.get(trace_id)).summary
    except NotFound:
        refuse(404, f"Trace with id {trace_id} not found")


def _words(body: dict[str, Any], name: str) -> list[str]:
    given = body.get(name, [])
    if not isinstance(given, list) or not all(isinstance(one, str) for one in given):
        refuse(422, f"{name} must be a list of tags")
    try:
        return [checked_tag(tag) for tag in given]
    except UsageFault as fault:
        refuse(422, f"{name}: {fault.message}")


def _ids(body: dict[str, Any]) -> list[UUID]:
    given = body.get("ids")
    if not isinstance(given, list) or len(given) > _MOST_IDS:
        refuse(422, f"ids must be a list of at most {_MOST_IDS} ids")
    try:
        return [UUID(one) for one in given]
    except (ValueError, TypeError, AttributeError):
        refuse(422, "ids must be a list of ids")

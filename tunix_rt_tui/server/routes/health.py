"""How the API is, and RediAI."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request

from tunix_rt_tui.errors import TunixError
from tunix_rt_tui.server.answers import Json, json_of, public_message
from tunix_rt_tui.server.schemas import TEXT, Schema, object_of
from tunix_rt_tui.server.services import services_of

router = APIRouter(tags=["health"])

_WELL: Schema = object_of(status={"const": "healthy"})
_DOWN: Schema = object_of(status={"const": "down"}, error=TEXT)


def _described(description: str, schema: Schema) -> dict[str, object]:
    return {"description": description, "content": {"application/json": {"schema": schema}}}


@router.get(
    "/api/health",
    responses={
        200: _described("The store can be read", _WELL),
        503: _described("It cannot", _DOWN),
    },
)
async def health(request: Request) -> Json:
    """Tell whether the store can be read."""
    try:
        await services_of(request).store.recent(1)
    except TunixError as fault:
        return json_of({"status": "down", "error": public_message(fault)}, 503)
    return json_of({"status": "healthy"})


@router.get(
    "/api/redi/health",
    responses={200: _described("How RediAI is", {"anyOf": [_WELL, _DOWN]})},
)
async def rediai_health(request: Request) -> Json:
    """Tell how RediAI is; what it said is kept for a while."""
    report = await services_of(request).monitor.check()
    if report.rediai.status == "healthy":
        return json_of({"status": "healthy"})
    return json_of({"status": "down", "error": report.rediai.error or report.rediai.status})

"""What this server offers of a store."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request

from tunix_rt_tui import __version__
from tunix_rt_tui.server.answers import Json, json_of
from tunix_rt_tui.server.options import BATCH_MOST
from tunix_rt_tui.server.schemas import COUNT, TEXT, TEXTS, answers, object_of
from tunix_rt_tui.server.services import services_of

router = APIRouter(tags=["v1"])

READING = ("reader", "statistics", "changes")
WRITING = ("writer", "trash", "tags")
"""The protocols of a store that the routes of `/api/v1` speak."""


@router.get(
    "/api/capabilities",
    responses=answers(
        ok=object_of(version=TEXT, api=TEXT, parts=TEXTS, max_bytes=COUNT, batch=COUNT),
    ),
)
async def capabilities(request: Request) -> Json:
    """Name the parts of a store that this server offers; without this route it is M2 alone."""
    options = services_of(request).options
    return json_of(
        {
            "version": __version__,
            "api": "v1",
            "parts": [*READING, *(() if options.read_only else WRITING)],
            "max_bytes": options.max_bytes,
            "batch": BATCH_MOST,
        }
    )

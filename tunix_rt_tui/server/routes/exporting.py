"""All traces that a query finds, as lines."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import StreamingResponse

from tunix_rt_tui.formats.writing.documents import canonical_line
from tunix_rt_tui.library.exporting import fetch
from tunix_rt_tui.library.finding import oldest_first, results_of
from tunix_rt_tui.server.looking import in_time
from tunix_rt_tui.server.parameters import text_of
from tunix_rt_tui.server.schemas import QUERY, TEXT, answers, asks
from tunix_rt_tui.server.services import services_of
from tunix_rt_tui.store.contract import Reader

router = APIRouter(tags=["traces"])

_LINES = "application/x-ndjson"

_PART = 262_144
"""Bytes that are sent at a time."""

_DOCUMENTED = answers(422, ok=TEXT)
_DOCUMENTED[200] = {"description": "A document a line", "content": {_LINES: {"schema": TEXT}}}


@router.get("/api/traces/export", responses=_DOCUMENTED, openapi_extra=asks(QUERY))
async def export(request: Request) -> StreamingResponse:
    """Send the documents that a query finds, oldest first or in its order, a line each."""
    reader = services_of(request).store
    results = results_of(reader, text_of(request, "q"))
    await in_time(request, results.load())
    return StreamingResponse(_lines(reader, oldest_first(results)), media_type=_LINES)


async def _lines(reader: Reader, keys: Sequence[int]) -> AsyncIterator[bytes]:
    parts: list[bytes] = []
    size = 0
    async for trace in fetch(reader, keys):
        line = canonical_line(trace.text)
        parts.append(line)
        size += len(line)
        if size >= _PART:
            yield b"".join(parts)
            parts, size = [], 0
    yield b"".join(parts)

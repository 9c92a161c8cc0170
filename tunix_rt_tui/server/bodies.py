"""Bodies of requests: their bytes, as many as are allowed, and the documents in them."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any, TypeVar

from starlette.requests import ClientDisconnect, Request

from tunix_rt_tui.server.answers import problem_details, refuse, too_large
from tunix_rt_tui.server.options import BATCH_MOST
from tunix_rt_tui.sources.pieces import Flaw, PieceBuffer
from tunix_rt_tui.sources.splitting import split_array
from tunix_rt_tui.trace.parsing import ParsedTrace, Problem, RefusedTrace, parse_trace

_BIG = 65_536
"""Bytes from which on a body is parsed in a thread, so that others are answered meanwhile."""

_SIMPLE_MOST = 1_048_576
"""Bytes of a body that is no trace."""

Read = TypeVar("Read")


async def read_body(request: Request, limit: int) -> bytes:
    """Read a body that is JSON by what it is said to be, and count its bytes as they arrive."""
    kind = request.headers.get("content-type", "application/json").partition(";")[0].strip().lower()
    if kind != "application/json" and not kind.endswith("+json"):
        refuse(415, "Send JSON, with the header Content-Type: application/json")
    declared = request.headers.get("content-length", "")
    if declared.isascii() and declared.isdigit() and int(declared[:20]) > limit:
        too_large(limit)
    parts: list[bytes] = []
    size = 0
    try:
        async for part in request.stream():
            size += len(part)
            if size > limit:
                too_large(limit)
            parts.append(part)
    except ClientDisconnect:
        refuse(400, "The request ended before its body did")
    return b"".join(parts)


async def read_trace(request: Request, max_bytes: int) -> ParsedTrace:
    """Read a body that is a trace; ends the request with everything that is wrong with it."""
    body = await read_body(request, max_bytes)
    outcome = await _aside(len(body), lambda: parse_trace(body, max_bytes=max_bytes))
    if isinstance(outcome, RefusedTrace):
        refuse(422, problem_details(outcome.problems))
    return outcome


async def read_batch(request: Request, max_bytes: int, limit: int) -> list[ParsedTrace]:
    """Read a body that is an array of traces, of which all are good or none is taken."""
    body = await read_body(request, limit)
    return await _aside(len(body), lambda: _traces_of(body, max_bytes))


async def read_object(request: Request) -> dict[str, Any]:
    """Read a body that is a small JSON object."""
    body = await read_body(request, _SIMPLE_MOST)
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        value = None
    if not isinstance(value, dict):
        refuse(422, "The body must be a JSON object")
    return value


def _traces_of(body: bytes, max_bytes: int) -> list[ParsedTrace]:
    if not body.lstrip().startswith(b"["):
        message = "The body must be an array of traces."
        refuse(422, problem_details([Problem("E_TYPE", "", message, None, None)]))
    traces: list[ParsedTrace] = []
    details: list[dict[str, Any]] = []
    for place, piece in enumerate(split_array([body], PieceBuffer(max_bytes))):
        if place == BATCH_MOST and not isinstance(piece, Flaw):
            message = f"A batch has at most {BATCH_MOST} traces."
            refuse(422, problem_details([Problem("E_LENGTH", "", message, None, None)]))
        if isinstance(piece, Flaw):
            flaw = Problem(piece.code, "", piece.message, piece.line, piece.column)
            details += problem_details([flaw])
            continue
        if piece.raw is None:
            too_large(max_bytes)
        outcome = parse_trace(piece.raw, max_bytes=max_bytes)
        if isinstance(outcome, RefusedTrace):
            details += problem_details(outcome.problems, place)
        else:
            traces.append(outcome)
    if details:
        refuse(422, details)
    return traces


async def _aside(size: int, read: Callable[[], Read]) -> Read:
    return read() if size < _BIG else await asyncio.to_thread(read)

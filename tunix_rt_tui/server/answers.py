"""Answers in JSON, and the faults that end a request."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from typing import Any, NoReturn

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from tunix_rt_tui.errors import NotFound, ReadOnlyStore, StoreFault, TunixError, UsageFault
from tunix_rt_tui.library.gathering import TooBusy
from tunix_rt_tui.trace.parsing import Problem
from tunix_rt_tui.trace.text import one_line

RETRY_SECONDS = "1"
"""When it is worth while to ask a store again that could not answer."""

_log = logging.getLogger("tunix-rt.server")
_LOGGED_CHARS = 400

_STATUS: tuple[tuple[type[TunixError], int], ...] = (
    (NotFound, 404),
    (ReadOnlyStore, 403),
    (StoreFault, 503),
    (UsageFault, 422),
)


class Json(Response):
    """JSON that was written already."""

    media_type = "application/json"


def json_of(value: Any, status: int = 200, headers: dict[str, str] | None = None) -> Json:
    """Answer with plain values."""
    return Json(json_bytes(value), status, headers)


def json_bytes(value: Any) -> bytes:
    """Write plain values as JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def refuse(status: int, detail: Any, headers: dict[str, str] | None = None) -> NoReturn:
    """End a request with a status and the reason."""
    raise HTTPException(status, detail, headers)


def too_large(limit: int) -> NoReturn:
    """Refuse a body for its size; the connection ends, since the rest of it is not read."""
    refuse(413, f"Payload size exceeds maximum of {limit} bytes", {"Connection": "close"})


async def fault_answer(_request: Request, error: Exception) -> Response:
    """Answer with what has happened; where the store is, only the server's log tells."""
    fault = error if isinstance(error, TunixError) else None
    message = public_message(fault) if fault else "The server has failed; its log says how."
    status = next((code for kind, code in _STATUS if isinstance(fault, kind)), 500)
    headers = {"Retry-After": RETRY_SECONDS} if status == 503 else None
    return json_of({"detail": message}, status, headers)


def public_message(fault: TunixError) -> str:
    """What a client is told of a fault: of the store's own no more than its name."""
    if isinstance(fault, StoreFault) and not isinstance(fault, TooBusy):
        _log.warning("%s", one_line(str(fault), _LOGGED_CHARS))
        return fault.title
    return fault.message


def problem_details(problems: Sequence[Problem], *around: int) -> list[dict[str, Any]]:
    """Describe what is wrong with a body; `around` is the place of the document in it."""
    return [
        {
            "loc": ["body", *around, *_parts(problem.path)],
            "msg": problem.message,
            "type": problem.code.lower(),
        }
        for problem in problems
    ]


def _parts(pointer: str) -> list[str | int]:
    """Take a JSON Pointer apart; a number is the place in an array."""
    parts = pointer.split("/")[1:]
    return [
        int(part)
        if part.isascii() and part.isdigit()
        else part.replace("~1", "/").replace("~0", "~")
        for part in parts
    ]

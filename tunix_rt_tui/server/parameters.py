"""What stands behind the question mark of an address, taken strictly."""

from __future__ import annotations

import re
from typing import NoReturn
from uuid import UUID

from starlette.requests import Request

from tunix_rt_tui.server.answers import refuse
from tunix_rt_tui.trace.query.dates import is_date

MAX_PAGE = 100
"""Rows of a page at most."""

MAX_OFFSET = 2**63 - 1
"""Beyond it no store can count."""

MAX_WORD = 200
"""Characters of a source or a tag."""

_WHOLE = re.compile(r"[+-]?[0-9]{1,30}")


def whole(request: Request, name: str, default: int, low: int, high: int) -> int:
    """A whole number between two, both allowed."""
    text = request.query_params.get(name)
    if text is None:
        return default
    if not _WHOLE.fullmatch(text) or not low <= int(text) <= high:
        upper = f" to {high}" if high < MAX_OFFSET else " on"
        refuse(422, f"{name} must be a whole number from {low}{upper}")
    return int(text)


def text_of(request: Request, name: str) -> str:
    """A text, empty where it is not there."""
    text = request.query_params.get(name, "")
    if "\0" in text:
        refuse(422, f"{name} must not hold a NUL character")
    return text


def date_of(request: Request, name: str) -> str | None:
    """A date or a time, as queries take it; None where it is not there."""
    text = request.query_params.get(name)
    if not text:
        return None
    text = text.replace(" ", "+")  # what a + of a zone becomes that was not escaped
    if not is_date(text):
        refuse(422, f"{name} must be a date or a time, like 2026-09-01 or 2026-09-01T10:30:00Z")
    return text


def id_of(text: str) -> UUID:
    """A trace's id."""
    try:
        return UUID(text)
    except ValueError:
        no_id(text)


def no_id(text: str) -> NoReturn:
    """Refuse what is no id, in the words of the original service."""
    refuse(
        422,
        [{"loc": ["path", "trace_id"], "msg": f"{text[:64]} is no UUID", "type": "uuid_parsing"}],
    )

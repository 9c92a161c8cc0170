"""The id of a trace as it is written: hexadecimal, with dashes."""

from __future__ import annotations

import re

_ID = re.compile(r"([0-9a-f]{1,8})([0-9a-f]{,4})([0-9a-f]{,4})([0-9a-f]{,4})([0-9a-f]{,12})")
"""An id, or the start of one, in its parts, without the dashes that belong between them."""


def start_of_id(typed: str) -> str | None:
    """Put the dashes where they belong; None for what is no start of an id, with or without."""
    bare = typed.replace("-", "")
    parts = _ID.fullmatch(bare)
    if not parts:
        return None
    prefix = "-".join(filter(None, parts.groups()))
    return prefix if typed.rstrip("-") in (bare, prefix) else None

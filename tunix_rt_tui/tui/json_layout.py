"""JSON text laid out over lines, without touching a single value.

Numbers keep their spelling, strings their escapes, repeated keys their places: only the white
space between them changes. That is why this works on tokens and not on parsed values.
"""

from __future__ import annotations

import json
import re

_PIECE = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[{}\[\],:]|[^\s{}\[\],:"]+', re.DOTALL)
_INDENT = "  "


def lay_out(text: str) -> str | None:
    """Give well-formed JSON one member a line, two spaces a level; None for what is not JSON."""
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return None
    parts: list[str] = []
    depth = 0
    opened = False
    for match in _PIECE.finditer(text):
        piece = match.group()
        if piece in "}]":
            depth -= 1
            if not opened:
                parts.append("\n" + _INDENT * depth)
            opened = False
            parts.append(piece)
            continue
        if opened:
            parts.append("\n" + _INDENT * depth)
            opened = False
        if piece in "{[":
            depth += 1
            opened = True
            parts.append(piece)
        elif piece == ",":
            parts.append(",\n" + _INDENT * depth)
        elif piece == ":":
            parts.append(": ")
        else:
            parts.append(piece)
    return "".join(parts)

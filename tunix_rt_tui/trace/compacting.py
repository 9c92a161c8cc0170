"""A document on one line."""

from __future__ import annotations

import re

_BREAK_AND_INDENT = re.compile(r"[\r\n][ \t\r\n]*")


def on_one_line(document: str) -> str:
    """Fold a JSON document that was parsed strictly to one line; it stays equal as JSON.

    Inside a JSON string a line break can only be written as an escape (RFC 8259, section 7), so a
    raw one, and the indentation after it, is white space between two tokens, where any amount
    means the same. Line separators of Unicode inside strings stay: JSON Lines ends its lines with
    LF alone.
    """
    return _BREAK_AND_INDENT.sub(" ", document).strip(" \t\r\n")

"""How the documents of a text stand beside one another, told from how it begins."""

from __future__ import annotations

import re
from typing import Literal

from tunix_rt_tui.sources.pieces import JSON_SPACE

Layout = Literal["array", "lines", "values"]
"""One JSON array of documents; a document a line; documents over as many lines as they like."""

_TOKEN = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+("?)|[\[\]{}]', re.DOTALL)
_VALUE_ENDS = b",}]:"
_BEGINS_A_VALUE = b'"{[-0123456789tfn'


def layout_of(head: bytes, *, complete: bool) -> Layout | None:
    """Tell the layout of a text from its first bytes; None where more of them are needed.

    `complete` says that there are no more. Only a first line that opens an object and leaves it
    open, at a place where JSON may go on with what the next line begins with, is the beginning of
    a document of several lines. Every other text is taken line by line, so that a broken line
    spoils none but itself.
    """
    text = head.lstrip(JSON_SPACE)
    if text[:1] == b"[":
        return "array"
    if text[:1] not in (b"", b"{"):
        return "lines"
    line, newline, rest = text.partition(b"\n")
    rest = rest.lstrip(JSON_SPACE)
    if not rest and not complete:
        return None
    if not newline or not rest:
        return "lines"
    return "values" if _goes_on(line.rstrip(JSON_SPACE), rest[:1]) else "lines"


def _goes_on(line: bytes, following: bytes) -> bool:
    """Tell whether a first line is the beginning of a document that `following` continues."""
    opened: list[bytes] = []
    for token in _TOKEN.finditer(line):
        if token[1] is not None:
            if not token[1]:
                return False  # no string goes over the end of a line
        elif token[0] in b"[{":
            opened.append(token[0])
        else:
            opened.pop()
            if not opened:
                return False
    last = line[-1:]
    if last == b"{" or (last == b"," and opened[-1] == b"{"):
        return following in b'"}'
    if last in b"[,:":
        return following in _BEGINS_A_VALUE or (last == b"[" and following == b"]")
    return following in _VALUE_ENDS

"""What text of a trace may never do to a terminal: the bytes that were sent are searched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

OWN_SEQUENCES = re.compile(
    rb"\x1b\[[0-9;:]*m"  # colours
    rb"|\x1b\[[0-9;]*[HKJABCDGX]"  # moving and clearing
    rb"|\x1b\[\?(?:7|25|47|1000|1002|1003|1004|1006|1015|1016|1049|2004|2026|2027|2031|2048)(?:[hl]|\$p)"
    rb"|\x1b\[[<>=]?[0-9;]*u"  # the keyboard protocol
    rb"|\x1b\[\?u"
    rb"|\x1b\[>[0-9]*q"
    rb"|\x1b\[(?:0|)c"  # which terminal is this
    rb"|\x1b\[6n"
    rb"|\x1b\[\?(?:996)n"
    rb"|\x1b[()][A-B0]"
    rb"|\x1b[78=>]"
    rb"|\x1b\]22;[a-z-]*(?:\x07|\x1b\\\\)"  # the shape of the pointer
)
"""Everything that the program itself has reason to send."""

NEVER_DRAWN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
    "\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
"""Controls, and what is invisible or reorders text."""


def texts_of(value: Any) -> Iterator[str]:
    """Every string inside a JSON value, keys included."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from texts_of(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts_of(inner)


def leaks(sent: bytes, documents: list[Any]) -> list[str]:
    """Name what of the documents has reached the terminal as more than text."""
    found = []
    rest = OWN_SEQUENCES.sub(b"", sent)
    found += [f"sequence {match[0]!r}" for match in re.finditer(rb"\x1b.{0,12}", rest, re.DOTALL)]
    for match in NEVER_DRAWN.finditer(rest.decode("utf-8", "replace")):
        if match[0] not in "\x0e\x0f\x1b":
            found.append(f"character U+{ord(match[0]):04X}")
    for document in documents:
        for text in texts_of(document):
            for match in re.finditer("[\x1b\x80-\x9f].{3,12}", text, re.DOTALL):
                data = match[0].encode()
                if not OWN_SEQUENCES.fullmatch(data) and data in sent:
                    found.append(f"data {match[0]!r}")
    return sorted(set(found))

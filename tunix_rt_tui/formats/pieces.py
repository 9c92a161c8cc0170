"""A text that is too long for one field, in pieces that are not."""

from __future__ import annotations

import re
from typing import NamedTuple

_SENTENCE_END = re.compile(r"[.!?。！？]['\")\]]{0,3}(?=\s)")


class Piece(NamedTuple):
    """A part of a text, and exactly what stood between it and the part before."""

    before: str
    content: str


def pieces_of(text: str, limit: int) -> list[Piece]:
    """Cut a text into pieces of at most `limit` characters, none of them empty.

    A cut is at the last blank line, line break, end of a sentence or space in the second half of
    what a piece may have, and anywhere where there is none of these.
    """
    pieces: list[Piece] = []
    start, before = 0, ""
    while len(text) - start > limit:
        end, following = place_to_cut(text, start, limit)
        pieces.append(Piece(before, text[start:end]))
        start, before = following, text[end:following]
    pieces.append(Piece(before, text[start:]))
    return pieces


def place_to_cut(text: str, start: int, limit: int) -> tuple[int, int]:
    """Choose where a piece ends and where the next one starts, with one separator between.

    The text is longer than `limit` from `start` on.
    """
    half, full = start + (limit + 1) // 2, start + limit
    for separator in ("\n\n", "\n"):
        if (end := text.rfind(separator, half, full)) > 0:
            return end, end + len(separator)
    end = max((found.end() for found in _SENTENCE_END.finditer(text, half, full)), default=0)
    if end:
        return end, end
    if (end := text.rfind(" ", half, full)) > 0:
        return end, end + 1
    return full, full

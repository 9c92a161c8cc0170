"""Words of a text as PostgreSQL keeps them: each once, without their places.

The words are ours, so that a search finds what it finds in every other store. A text search vector
holds a megabyte and a word two kilobytes at most: many words go into several vectors, and of a long
word its beginning is kept, by which its trace is found, to be looked at more closely.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from typing import NamedTuple

from tunix_rt_tui.trace.query.tokens import tokens
from tunix_rt_tui.trace.text import SearchText

MOST_CHARS = 500
"""Code points of a word that are kept: two kilobytes at most."""

MOST_BYTES = 500_000
"""Bytes of the words of one vector, which has to store lengths and places beside them."""

_BESIDE = 8
"""Bytes that a vector has beside each word."""


class Vectors(NamedTuple):
    """The words of one row, in each place with spaces between them."""

    prompt: str
    steps: str
    answer: str


def vectors_of(text: SearchText) -> list[Vectors]:
    """Give the words of a trace, in as many rows as are needed; at least one."""
    parts = [list(_parts(place)) for place in (text.prompt, text.steps, text.answer)]
    return [Vectors(*row) for row in zip_longest(*parts, fillvalue="")] or [Vectors("", "", "")]


def is_whole(word: str) -> bool:
    """Tell whether all of a word is kept."""
    return len(word) <= MOST_CHARS


def lexeme(word: str) -> str:
    """What is kept of a word."""
    return word[:MOST_CHARS]


def quoted(word: str) -> str:
    """Write a word as an operand of a text search query."""
    doubled = word.replace("\\", "\\\\").replace("'", "''")
    return f"'{doubled}'"


def _parts(text: str) -> Iterator[str]:
    words = sorted({lexeme(word) for word in set(tokens(text))})
    whole = " ".join(words)
    if len(whole.encode()) + _BESIDE * len(words) <= MOST_BYTES:
        if whole:
            yield whole
        return
    part: list[str] = []
    size = 0
    for word in words:
        size += len(word.encode()) + _BESIDE
        if size > MOST_BYTES:
            yield " ".join(part)
            part, size = [], 0
        part.append(word)
    if part:
        yield " ".join(part)

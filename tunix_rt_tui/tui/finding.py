"""Finding words in a document: what is found is what is drawn, so that every hit can be seen."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from operator import attrgetter
from typing import NamedTuple

from tunix_rt_tui.trace.text import drawable
from tunix_rt_tui.tui.block_layout import Place
from tunix_rt_tui.tui.blocks import Document


class Hit(NamedTuple):
    """Where something was found: a block, and from which to before which character of it."""

    block: int
    start: int
    end: int


class Finding:
    """Every hit of a query in a document, and which of them is the current one.

    Capitals in the query have to match; a query without them finds both.
    """

    def __init__(self, document: Document, query: str) -> None:
        self.query = query
        self._hits = list(_hits(document, query)) if query else []
        self._current = 0

    def __len__(self) -> int:
        """Count the hits."""
        return len(self._hits)

    @property
    def current(self) -> Hit | None:
        """The current hit; None where nothing was found."""
        return self._hits[self._current] if self._hits else None

    @property
    def number(self) -> int:
        """The number of the current hit, from 1; 0 where nothing was found."""
        return self._current + 1 if self._hits else 0

    @property
    def tally(self) -> str:
        """Say which hit of how many is the current one."""
        return f"{self.number} of {len(self)}" if self._hits else "nothing found"

    def go_to(self, place: Place) -> None:
        """Make the first hit from a place on the current one; the first of all behind the last."""
        self._current = bisect_left(self._hits, (*place, 0))
        if self._current == len(self._hits):
            self._current = 0

    def move(self, direction: int) -> None:
        """Go to the next or the previous hit, around both ends."""
        if self._hits:
            self._current = (self._current + direction) % len(self._hits)

    def within(self, block: int, start: int, end: int) -> Iterator[Hit]:
        """Give the hits that a run of characters of a block shows, whole or a part of them."""
        first = bisect_left(self._hits, block, key=attrgetter("block"))
        last = bisect_right(self._hits, block, key=attrgetter("block"))
        first = bisect_right(self._hits, start, first, last, key=attrgetter("end"))
        for hit in self._hits[first:last]:
            if hit.start >= end:
                return
            yield hit


def _hits(document: Document, query: str) -> Iterator[Hit]:
    has_capitals = any(letter.isupper() for letter in query)
    flags = re.NOFLAG if has_capitals else re.IGNORECASE
    pattern = re.compile(re.escape(drawable(query, keep_newlines=False)), flags)
    for number in range(len(document.blocks)):
        for found in pattern.finditer(document.drawn(number)):
            yield Hit(number, *found.span())

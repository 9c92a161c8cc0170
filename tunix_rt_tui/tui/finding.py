"""Finding words in a document: what is found is what is drawn, so that every hit can be seen."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import accumulate
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

    Capitals in the query have to match; a query without them finds both. All hits are counted, but
    only those that are asked for are located: a letter may be found a hundred thousand times.
    """

    def __init__(self, document: Document, query: str) -> None:
        """`query` is not empty."""
        self.query = query
        self._document = document
        needle = drawable(query, keep_newlines=False)
        self._exact = any(letter.isupper() for letter in needle)
        self._needle = needle if self._exact else _fold(needle)
        counts = (self._text(block).count(self._needle) for block in range(len(document.blocks)))
        self._before = list(accumulate(counts, initial=0))
        self._starts: dict[int, list[int]] = {}
        self._current = 0

    def __len__(self) -> int:
        """Count the hits."""
        return self._before[-1]

    @property
    def current(self) -> Hit | None:
        """The current hit; None where nothing was found."""
        if not len(self):
            return None
        block = bisect_right(self._before, self._current) - 1
        return self._hit(block, self._located(block)[self._current - self._before[block]])

    @property
    def tally(self) -> str:
        """Say which hit of how many is the current one."""
        return f"{self._current + 1} of {len(self)}" if len(self) else "nothing found"

    def go_to(self, place: Place) -> None:
        """Make the first hit from a place on the current one; the first of all behind the last."""
        block, offset = place
        number = self._before[block] + bisect_left(self._located(block), offset)
        self._current = number if number < len(self) else 0

    def move(self, direction: int) -> None:
        """Go to the next or the previous hit, around both ends."""
        if len(self):
            self._current = (self._current + direction) % len(self)

    def within(self, block: int, start: int, end: int) -> Iterator[Hit]:
        """Give the hits that a run of characters of a block shows, whole or a part of them."""
        starts = self._located(block)
        first = bisect_right(starts, start - len(self._needle))
        for found in starts[first : bisect_left(starts, end)]:
            yield self._hit(block, found)

    def _hit(self, block: int, start: int) -> Hit:
        return Hit(block, start, start + len(self._needle))

    def _located(self, block: int) -> list[int]:
        """Tell where in a block the hits begin."""
        if block not in self._starts:
            text, starts = self._text(block), list[int]()
            here = text.find(self._needle)
            while here >= 0:
                starts.append(here)
                here = text.find(self._needle, here + len(self._needle))
            self._starts[block] = starts
        return self._starts[block]

    def _text(self, block: int) -> str:
        drawn = self._document.drawn(block)
        return drawn if self._exact else _fold(drawn)


def _fold(text: str) -> str:
    """Make letters small, one for one: a letter that would become two stays as it is."""
    folded = text.lower()
    if len(folded) == len(text):
        return folded
    return "".join(small if len(small := letter.lower()) == 1 else letter for letter in text)

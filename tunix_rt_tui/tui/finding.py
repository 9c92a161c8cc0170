"""Finding in a document: what is found is what is drawn, so that every hit can be seen."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple, Protocol

from tunix_rt_tui.trace.text import drawable
from tunix_rt_tui.tui.block_layout import Place
from tunix_rt_tui.tui.blocks import Document

if TYPE_CHECKING:  # few lists are searched, and patterns are slow to import
    from tunix_rt_tui.trace.query.seeking import Seeker
    from tunix_rt_tui.trace.query.terms import Place as TracePlace

_TOLD = frozenset({"facts", "lack"})

_PLACES: dict[str, TracePlace] = {
    "prompt": "prompt",
    "steps": "steps",
    "final_answer": "answer",
}
"""Places that a query can name, by the parts of a document."""


class Hit(NamedTuple):
    """Where something was found: a block, and from which to before which character of it."""

    block: int
    start: int
    end: int


Spans = Sequence[tuple[int, int]]
"""From and to before which characters of a block something is found; apart, in order."""


class Sought(Protocol):
    """Something to find in a document; two that find the same are equal."""

    def count(self, document: Document, block: int) -> int:
        """Count how often it is in a block."""
        ...

    def locate(self, document: Document, block: int) -> Spans:
        """Tell where in a block it is."""
        ...


class Letters:
    """What a person types into the line below a trace.

    Capitals have to match; a text without them finds both.
    """

    def __init__(self, text: str) -> None:
        """`text` is not empty."""
        needle = drawable(text, keep_newlines=False)
        self._exact = any(letter.isupper() for letter in needle)
        self._needle = needle if self._exact else _fold(needle)

    def count(self, document: Document, block: int) -> int:
        """Count them without telling where: a letter may be there a hundred thousand times."""
        return self._text(document, block).count(self._needle)

    def locate(self, document: Document, block: int) -> Spans:
        """Tell where they are."""
        text, length = self._text(document, block), len(self._needle)
        spans = []
        here = text.find(self._needle)
        while here >= 0:
            spans.append((here, here + length))
            here = text.find(self._needle, here + length)
        return spans

    def _text(self, document: Document, block: int) -> str:
        """Give what is searched of a block; what is told of the trace is no part of it."""
        if document.blocks[block].kind in _TOLD:
            return ""
        drawn = document.drawn(block)
        return drawn if self._exact else _fold(drawn)


class Query:
    """What the list was searched for, in the places that the query names."""

    def __init__(self, seekers: Sequence[Seeker]) -> None:
        self._seekers = seekers

    def count(self, document: Document, block: int) -> int:
        """Count them."""
        return len(self.locate(document, block))

    def locate(self, document: Document, block: int) -> Spans:
        """Tell where they are; headings and what is not text of the trace have none."""
        from tunix_rt_tui.trace.query.locating import spans_in

        shown = document.blocks[block]
        if shown.part not in _PLACES or shown.kind == "heading":
            return ()
        return spans_in(self._seekers, _PLACES[shown.part], document.drawn(block))


class Finding:
    """Every hit of something in a document, and which of them is the current one.

    All are counted, but only those that are asked for are located.
    """

    def __init__(self, document: Document, sought: Sought) -> None:
        self.sought = sought
        self._document = document
        counts = (sought.count(document, block) for block in range(len(document.blocks)))
        self._before = list(accumulate(counts, initial=0))
        self._spans: dict[int, Spans] = {}
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
        return Hit(block, *self._located(block)[self._current - self._before[block]])

    @property
    def tally(self) -> str:
        """Say which hit of how many is the current one."""
        return f"{self._current + 1} of {len(self)}" if len(self) else "nothing found"

    def go_to(self, place: Place) -> None:
        """Make the first hit from a place on the current one; the first of all behind the last.

        The place may be one of a longer document, which was shown before.
        """
        block, offset = place
        block = min(block, len(self._document.blocks) - 1)
        starts = [start for start, _ in self._located(block)]
        number = self._before[block] + bisect_left(starts, offset)
        self._current = number if number < len(self) else 0

    def go_to_last(self) -> None:
        """Make the last hit the current one."""
        self._current = max(0, len(self) - 1)

    def is_at_end(self, direction: int) -> bool:
        """Tell whether no hit follows the current one, or none comes before it."""
        return self._current == (len(self) - 1 if direction > 0 else 0) or not len(self)

    def move(self, direction: int) -> None:
        """Go to the next or the previous hit, around both ends."""
        if len(self):
            self._current = (self._current + direction) % len(self)

    def within(self, block: int, start: int, end: int) -> Iterator[Hit]:
        """Give the hits that a run of characters of a block shows, whole or a part of them."""
        spans = self._located(block)
        first = bisect_right(spans, start, key=lambda span: span[1])
        for found in spans[first : bisect_left(spans, end, key=lambda span: span[0])]:
            yield Hit(block, *found)

    def _located(self, block: int) -> Spans:
        if block not in self._spans:
            self._spans[block] = self.sought.locate(self._document, block)
        return self._spans[block]


def _fold(text: str) -> str:
    """Make letters small, one for one: a letter that would become two stays as it is."""
    folded = text.lower()
    if len(folded) == len(text):
        return folded
    return "".join(small if len(small := letter.lower()) == 1 else letter for letter in text)

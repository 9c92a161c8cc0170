"""Hits: where in the traces that a query finds its words stand."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from typing import NamedTuple
from uuid import UUID

from tunix_rt_tui.store.contract import Reader
from tunix_rt_tui.trace.query.locating import PlacedHits, locate, read_texts
from tunix_rt_tui.trace.query.seeking import Seeker

SNIPPET_CHARS = 120
"""Code points of a snippet at most, but for a hit that is longer."""

_BEFORE = 40
_FIELDS = {"prompt": "prompt", "steps": "step", "answer": "final_answer"}


class Snippet(NamedTuple):
    """A stretch of text around hits, on one line but not yet safe to draw.

    `spans` say where in `text` they are. It is `cut` at its start, at its end, or not at all.
    """

    text: str
    spans: tuple[tuple[int, int], ...]
    cut_before: bool
    cut_after: bool


class Hit(NamedTuple):
    """The hits in one text of a trace; `field` is prompt, step or final_answer.

    `step` is the `i` of the step; `hits` are all there, of which the snippet shows the first.
    """

    trace_id: UUID
    field: str
    step: int | None
    hits: int
    snippet: Snippet


async def hits_in(
    reader: Reader, keys: Sequence[int], seekers: Sequence[Seeker]
) -> AsyncIterator[Hit]:
    """Look through traces, in the order of their keys; aside, since a pattern may take its time."""
    for stored in await reader.traces(keys):
        for found in await asyncio.to_thread(_located, seekers, stored.text):
            snippet = snippet_of(found)
            field = _FIELDS[found.place]
            yield Hit(stored.summary.id, field, found.step, len(found.spans), snippet)


def _located(seekers: Sequence[Seeker], document: str) -> list[PlacedHits]:
    return list(locate(seekers, read_texts(document)))


def snippet_of(found: PlacedHits) -> Snippet:
    """Take the surroundings of the first hit, with white space folded to single spaces."""
    first_start, first_end = found.spans[0]
    start = max(0, first_start - _BEFORE)
    if start:  # not in the middle of a word, if one begins soon
        space = found.text.find(" ", start, first_start)
        start = space + 1 if space >= 0 else start
    end = min(len(found.text), max(first_end, start + SNIPPET_CHARS))
    spans = [span for span in found.spans if span[1] <= end]
    folded = list(_folded(found.text, start, end))
    places = {at: place for place, (at, _) in enumerate(folded)}
    text = "".join(letter for _, letter in folded)
    inside = tuple((_place(places, low), _place(places, high - 1) + 1) for low, high in spans)
    return Snippet(text, inside, cut_before=start > 0, cut_after=end < len(found.text))


def _folded(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """Give the characters and where they stand; of a run of white space one space."""
    before = False
    for at in range(start, end):
        space = text[at].isspace()
        if not (space and before):
            yield at, " " if space else text[at]
        before = space


def _place(places: dict[int, int], at: int) -> int:
    """Find where a character went; one that was folded away is where its space is."""
    while at not in places:
        at -= 1
    return places[at]

"""Where in a trace a query's words and patterns stand."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tunix_rt_tui.trace.query.seeking import Seeker
from tunix_rt_tui.trace.query.terms import Condition, Place, sought_text


class Texts(NamedTuple):
    """The texts of a trace: its prompt, the contents of its steps with their `i`, its answer."""

    prompt: str
    steps: Sequence[tuple[int, str]]
    answer: str


def read_texts(document: str) -> Texts:
    """Take the texts out of a document that was accepted once, without checking it again."""
    fields = json.loads(document)
    steps = [(step["i"], step["content"]) for step in fields["steps"]]
    return Texts(fields["prompt"], steps, fields["final_answer"])


class PlacedHits(NamedTuple):
    """All hits in one text of a trace; `step` is the `i` of the step, None elsewhere.

    `spans` say from and to before which characters, in order and apart; `text` is the whole.
    """

    place: Place
    step: int | None
    text: str
    spans: tuple[tuple[int, int], ...]


def seekers_of(condition: Condition | None) -> tuple[Seeker, ...]:
    """Make what finds the texts that a query looks for; nothing where it looks for none."""
    return tuple(Seeker(sought) for sought in dict.fromkeys(sought_text(condition)))


def locate(seekers: Sequence[Seeker], texts: Texts) -> Iterator[PlacedHits]:
    """Give each text of a trace that has hits, in the order of reading: prompt, steps, answer."""
    yield from _within(seekers, "prompt", None, texts.prompt)
    for step, content in texts.steps:
        yield from _within(seekers, "steps", step, content)
    yield from _within(seekers, "answer", None, texts.answer)


def spans_in(seekers: Sequence[Seeker], place: Place | None, text: str) -> list[tuple[int, int]]:
    """Give what any of several finds in a text; what overlaps is one span.

    A pattern that takes too long is left out.
    """
    found: list[tuple[int, int]] = []
    for seeker in seekers:
        if seeker.place in {None, place}:
            found.extend(_in_time(seeker, text))
    found.sort()
    joined: list[tuple[int, int]] = []
    for start, end in found:
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _within(
    seekers: Sequence[Seeker], place: Place, step: int | None, text: str
) -> Iterator[PlacedHits]:
    spans = spans_in(seekers, place, text)
    if spans:
        yield PlacedHits(place, step, text, tuple(spans))


def _in_time(seeker: Seeker, text: str) -> list[tuple[int, int]]:
    found = []
    try:
        for span in seeker.spans(text):
            found.append(span)  # noqa: PERF402 - what was found before the time is up counts
    except TimeoutError:
        pass
    return found

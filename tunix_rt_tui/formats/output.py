"""One output of a model, taken apart: the steps of it, its answer, and what stands between."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from tunix_rt_tui.formats.contract import DraftStep
from tunix_rt_tui.formats.cutting import Span, Way, spans, steps_of
from tunix_rt_tui.formats.extracting import extract


class Output(NamedTuple):
    """What a model said: how it came to the answer, and the answer, empty where it gave none.

    `meta` has `extracted_answer` where the answer holds a short one, and `answer_source`, how
    that, or the answer of a text without tags, was found. `notes` has `text_sha256` of the text;
    where the answer is a piece of the text `answer_at`, the number of steps that stand before it,
    and `answer_before`, what separates it from them; and `tail`, what follows the last piece.
    """

    steps: tuple[DraftStep, ...]
    answer: str
    meta: Mapping[str, Any] = MappingProxyType({})
    notes: Mapping[str, Any] = MappingProxyType({})


class Region(NamedTuple):
    """A part of a text that is of one kind of step; `whole` parts are not cut any further."""

    type: str
    start: int
    end: int
    whole: bool = False


def assembled(text: str, regions: Iterable[Region], answer: Span | None) -> Output:
    """Put an output together from parts that stand in order, its answer between them."""
    typed: list[tuple[str, Span]] = []
    for region in regions:
        way: Way = "whole" if region.whole else "paragraph"
        found = spans(text, region.start, region.end, way)
        typed.extend((region.type, span) for span in found)
    return output_of(text, typed, answer)


def output_of(text: str, typed: list[tuple[str, Span]], answer: Span | None) -> Output:
    """Put an output together from what is a step each, and its answer."""
    at = 0
    if answer is not None:
        at = sum(span.start < answer.start for _, span in typed)
        typed = [*typed[:at], ("answer", answer), *typed[at:]]
    notes: dict[str, Any] = {"text_sha256": sha256(text)}
    pieces = steps_of(text, typed)
    if answer is not None:
        notes |= {"answer_at": at, "answer_before": pieces[at].before}
    if tail := text[typed[-1][1].end if typed else 0 :]:
        notes["tail"] = tail
    if answer is None:
        return Output(pieces, "", {}, notes)
    meta: dict[str, Any] = {}
    said = pieces[at].content
    if (found_in := extract(said)) is not None and found_in.answer != said:
        meta = {"extracted_answer": found_in.answer, "answer_source": found_in.source}
    return Output(pieces[:at] + pieces[at + 1 :], said, meta, notes)


def sha256(text: str) -> str:
    """Name a text, as it was found, by its content: 64 hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()

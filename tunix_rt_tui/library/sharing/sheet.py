"""What is handed on of a trace, safe to draw and in order; every form is written from this."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Literal, NamedTuple
from uuid import UUID

from tunix_rt_tui.formats.writing.contract import Outgoing
from tunix_rt_tui.store.contract import CANONICAL
from tunix_rt_tui.trace.counts import TextCounts, counts_of
from tunix_rt_tui.trace.model import ReasoningTrace
from tunix_rt_tui.trace.shortcomings import Shortcoming, shortcomings_of
from tunix_rt_tui.trace.text import escaped_in_json, flat, has_unsafe, replace_unsafe, visible
from tunix_rt_tui.trace.words import number, short_id

Kind = Literal["prompt", "step", "answer", "json"]

REPLACED = (
    "Characters of this trace that are invisible, or could do harm, are written out here: ␛ or "
    "‹U+202E› stand for one each. The trace itself still has them."
)
"""Said where a text is not letter by letter what the trace has."""


class Fact(NamedTuple):
    """Something that is known about a trace; each value is on one line.

    `foreign` tells that the values were chosen elsewhere, and may be any text.
    """

    name: str
    values: tuple[str, ...]
    foreign: bool


class Part(NamedTuple):
    """A stretch of a trace; `type` and `length` are of steps, prompt and answer.

    `anchor` is a name for it that no text of the trace is in. Of kind `json` the text is JSON that
    is equal to what the trace has; otherwise it is the text of the trace, but for what had to be
    made visible.
    """

    kind: Kind
    anchor: str
    title: str
    text: str
    type: str = ""
    length: TextCounts | None = None


class Sheet(NamedTuple):
    """A trace as it is handed on; `replaced` tells whether anything was made visible in it."""

    title: str
    facts: tuple[Fact, ...]
    lacks: tuple[Shortcoming, ...]
    parts: tuple[Part, ...]
    replaced: bool


def sheet_of(outgoing: Outgoing) -> Sheet:
    """Put down what is handed on of a trace."""
    trace = outgoing.trace
    return Sheet(
        title=f"Trace {short_id(UUID(outgoing.id))}",
        facts=tuple(_facts(outgoing)),
        lacks=shortcomings_of(trace),
        parts=tuple(_parts(trace)),
        replaced=any(map(has_unsafe, _texts(outgoing))),
    )


def _facts(outgoing: Outgoing) -> Iterator[Fact]:
    trace = outgoing.trace
    yield _own_fact("id", outgoing.id)
    yield _own_fact("created", outgoing.created_at)
    yield _foreign_fact("source", outgoing.source)
    yield _foreign_fact("version", trace.trace_version)
    yield _own_fact("steps", number(len(trace.steps)))
    if outgoing.tags:
        yield _foreign_fact("tags", *outgoing.tags)
    if outgoing.origin is not None:
        yield _foreign_fact("origin", outgoing.origin.file)
        yield _own_fact("record", number(outgoing.origin.record))
        if outgoing.origin.format not in (None, CANONICAL):
            yield _foreign_fact("format", outgoing.origin.format)


def _own_fact(name: str, value: str) -> Fact:
    return Fact(name, (value,), foreign=False)


def _foreign_fact(name: str, *values: str) -> Fact:
    return Fact(name, tuple(map(flat, values)), foreign=True)


def _parts(trace: ReasoningTrace) -> Iterator[Part]:
    yield _text_part("prompt", "prompt", "Prompt", trace.prompt)
    for place, step in enumerate(trace.steps, 1):
        title = f"Step {place} of {len(trace.steps)} · i {step.i}"
        yield _text_part("step", f"step-{place}", title, step.content, flat(step.type))
        if step.model_extra:
            title = f"Other fields of step {place}"
            yield _json_part(f"step-{place}-fields", title, step.model_extra)
    yield _text_part("answer", "final-answer", "Final answer", trace.final_answer)
    if trace.meta is not None:
        yield _json_part("meta", "Meta", trace.meta)
    if trace.model_extra:
        yield _json_part("other-fields", "Other fields", trace.model_extra)


def _text_part(kind: Kind, anchor: str, title: str, text: str, step_type: str = "") -> Part:
    return Part(kind, anchor, title, visible(text), step_type, counts_of(text))


def _json_part(anchor: str, title: str, value: object) -> Part:
    text = json.dumps(value, ensure_ascii=False, indent=2)
    return Part("json", anchor, title, replace_unsafe(text, escaped_in_json))


def _texts(outgoing: Outgoing) -> Iterator[str]:
    """Give every text that is handed on as text."""
    trace = outgoing.trace
    yield outgoing.source
    yield trace.trace_version
    yield from outgoing.tags
    if outgoing.origin is not None:
        yield outgoing.origin.file
    yield trace.prompt
    for step in trace.steps:
        yield step.type
        yield step.content
    yield trace.final_answer

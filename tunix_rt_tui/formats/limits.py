"""A draft to a document that keeps every limit of a trace, with no text dropped on the way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any

from pydantic_core import to_json

from tunix_rt_tui.formats.contract import Draft, DraftStep, Refusal
from tunix_rt_tui.formats.cutting import cut
from tunix_rt_tui.formats.mapped import Mapped
from tunix_rt_tui.formats.merging import FittedStep, merged
from tunix_rt_tui.formats.pieces import pieces_of, place_to_cut
from tunix_rt_tui.formats.plain import Cleaner, is_plain
from tunix_rt_tui.trace.limits import (
    DEFAULT_MAX_BYTES,
    MAX_ANSWER_CHARS,
    MAX_PROMPT_CHARS,
    MAX_STEP_CHARS,
    MAX_STEP_TYPE_CHARS,
    MAX_STEPS,
)
from tunix_rt_tui.trace.shortcomings import ANSWER_STEP, NO_ANSWER
from tunix_rt_tui.trace.words import counted, number

TRACE_VERSION = "1.0"
PROMPT_OVERFLOW, ANSWER_OVERFLOW = "prompt_overflow", "answer_overflow"
"""The types of steps that hold what a prompt or an answer has beyond its limit."""

BLANK_LINE = "\n\n"
"""What separates the steps of a text where `joins` does not say otherwise."""

_UNTYPED = "step"
_FLAGS = "PSNA0R"


def fit(draft: Draft, format_id: str, max_bytes: int = DEFAULT_MAX_BYTES) -> Mapped | Refusal:
    """Make a document of a draft, or say why none can be made.

    The flags in its notes name the limits that were met: P for a prompt, S for a step and A for
    an answer that was cut, N for steps that were put together, 0 for no answer, R for no
    reasoning. `max_bytes` limits the document as JSON, in UTF-8.
    """
    cleaner = Cleaner()
    draft = _cleaned(draft, cleaner)
    if (refusal := _unusable(draft)) is not None:
        return refusal
    flags: set[str] = set()
    draft = _with_steps_and_answer(draft, flags)
    prompt, head = _cut_off(draft.prompt, MAX_PROMPT_CHARS, PROMPT_OVERFLOW)
    answer, end = _cut_off(draft.answer, MAX_ANSWER_CHARS, ANSWER_OVERFLOW)
    body = [part for index, step in enumerate(draft.steps) for part in _parts(index, step)]
    steps = [*head, *body, *end]
    flags |= {"P"} if head else set()
    flags |= {"A"} if end else set()
    flags |= {"S"} if any(step.parts > 1 for step in body) else set()
    answer_at = draft.notes.get("answer_at")
    if len(steps) > MAX_STEPS:
        flags.add("N")
        steps = merged(steps, answer_at)
        if len(steps) > MAX_STEPS:
            limit = f"more than {number(MAX_STEPS)} steps"
            message = f"There are {limit}, even with neighbours of one type put together."
            return Refusal("too many steps", message, draft.number)
    document: dict[str, Any] = {
        "trace_version": TRACE_VERSION,
        "prompt": prompt,
        "final_answer": answer,
        "steps": [
            {"i": i, "type": step.type[:MAX_STEP_TYPE_CHARS] or _UNTYPED, "content": step.content}
            for i, step in enumerate(steps)
        ],
    }
    if draft.meta:
        document["meta"] = draft.meta
    text = to_json(document)  # faster than `json`, and what is plain is written by both
    if (size := len(text)) > max_bytes:
        message = f"The trace would have {counted(size, 'byte')}; {number(max_bytes)} are allowed."
        return Refusal("too large", message, draft.number)
    notes = _notes(draft.notes, steps, answer_at)
    if flags:
        notes["flags"] = "".join(flag for flag in _FLAGS if flag in flags)
    if cleaner.replaced:
        notes["replaced"] = cleaner.replaced
    return Mapped(document, format_id, notes, draft.number, text=text.decode())


def _cleaned(draft: Draft, cleaner: Cleaner) -> Draft:
    """Leave nothing in a draft that a trace may not have, and no step without content."""
    steps = draft.steps
    if not is_plain("".join(filter(None, chain.from_iterable(steps)))):
        steps = tuple(
            DraftStep(
                cleaner.text(step.type),
                cleaner.text(step.content),
                None if step.before is None else cleaner.text(step.before),
            )
            for step in steps
        )
    return Draft(
        prompt=cleaner.text(draft.prompt),
        steps=steps,
        answer=cleaner.text(draft.answer),
        meta=cleaner.fields(draft.meta),
        notes=cleaner.fields(draft.notes),
        number=draft.number,
    )


def _unusable(draft: Draft) -> Refusal | None:
    if not draft.prompt.strip():
        message = "The record has no prompt; --prompt-field KEY tells where to find it."
        return Refusal("no prompt", message, draft.number)
    if not draft.answer.strip() and not any(step.content.strip() for step in draft.steps):
        message = "The record has neither reasoning nor an answer."
        return Refusal("no reasoning and no answer", message, draft.number)
    return None


def _with_steps_and_answer(draft: Draft, flags: set[str]) -> Draft:
    """Give a draft what a trace cannot be without: a step, and an answer.

    An answer without reasoning that is too long for one becomes the steps, the last of which is
    the answer.
    """
    if not any(step.content for step in draft.steps):
        if len(draft.answer) > MAX_ANSWER_CHARS:
            flags.add("A")
            return _with_answer_as_steps(draft)
        flags.add("R")
        return draft._replace(steps=(DraftStep(ANSWER_STEP, draft.answer),))
    if not draft.answer.strip():
        flags.add("0")
        return draft._replace(answer=NO_ANSWER)
    return draft


def _with_answer_as_steps(draft: Draft) -> Draft:
    notes = {key: value for key, value in draft.notes.items() if key != "answer_at"}
    first, *others = cut(draft.answer)
    first = first._replace(before=f"{notes.pop('answer_before', '')}{first.before}")
    last = pieces_of([first, *others][-1].content, MAX_STEP_CHARS)[-1].content
    return draft._replace(steps=(first, *others), answer=last, notes=notes)


def _cut_off(text: str, limit: int, overflow: str) -> tuple[str, list[FittedStep]]:
    """Keep as much of a text as there may be; the rest becomes steps."""
    if len(text) <= limit:
        return text, []
    end, following = place_to_cut(text, 0, limit)
    first, *others = pieces_of(text[following:], MAX_STEP_CHARS)
    pieces = [first._replace(before=text[end:following]), *others]
    return text[:end], [FittedStep(overflow, content, before) for before, content in pieces]


def _parts(source: int, step: DraftStep) -> list[FittedStep]:
    """Cut a step that is too long into several of its type; one without content is none."""
    if not step.content:
        return []
    if len(step.content) <= MAX_STEP_CHARS:
        return [FittedStep(step.type, step.content, step.before, source)]
    pieces = pieces_of(step.content, MAX_STEP_CHARS)
    return [
        FittedStep(
            step.type, content, step.before if index == 0 else before, source, parts=len(pieces)
        )
        for index, (before, content) in enumerate(pieces)
    ]


def _notes(found: Mapping[str, Any], steps: Sequence[FittedStep], answer_at: Any) -> dict[str, Any]:
    """Say how the steps were cut and put together, by their index in the document."""
    joins: dict[str, str] = {}
    split: list[list[int]] = []
    grouped: list[list[int]] = []
    types: dict[str, str] = {}
    for index, step in enumerate(steps):
        if step.before is not None and step.before != ("" if index == 0 else BLANK_LINE):
            joins[str(index)] = step.before
        if step.merged > 1:
            grouped.append([index, step.merged])
        if len(step.type) > MAX_STEP_TYPE_CHARS:
            types[str(index)] = step.type
        if step.parts > 1 and (index == 0 or steps[index - 1].source != step.source):
            split.append([index, step.parts])
    notes = dict(found)
    if isinstance(answer_at, int):
        notes["answer_at"] = sum(
            step.type == PROMPT_OVERFLOW or (step.source is not None and step.source < answer_at)
            for step in steps
        )
    named = {"joins": joins, "split": split, "merged": grouped, "types": types}
    return notes | {key: value for key, value in named.items() if value}

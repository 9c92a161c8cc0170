"""A stored trace, ready to be read: its parts as blocks, in their order, and its steps."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from tunix_rt_tui.trace.counts import TextCounts, counts_of
from tunix_rt_tui.trace.shortcomings import Shortcoming, shortcomings_of
from tunix_rt_tui.trace.text import flat, is_right_to_left
from tunix_rt_tui.tui import words
from tunix_rt_tui.tui.blocks import Block, Kind

if TYPE_CHECKING:
    from tunix_rt_tui.store.contract import Origin, StoredTrace
    from tunix_rt_tui.trace.model import ReasoningTrace


class StepOutline(NamedTuple):
    """A step without its text."""

    i: int
    type: str
    counts: TextCounts


class OpenedTrace(NamedTuple):
    """A trace that is ready to be read; `text` is its document as it was given.

    `prompt` and `answer` tell how long those are.
    """

    id: UUID
    seq: int
    source: str
    origin: Origin | None
    text: str
    outline: tuple[StepOutline, ...]
    prompt: TextCounts
    answer: TextCounts
    lacks: tuple[Shortcoming, ...]
    reading: tuple[Block, ...]

    @property
    def steps(self) -> int:
        """How many steps it has."""
        return len(self.outline)

    @property
    def counts(self) -> TextCounts:
        """How long all of its texts are."""
        return sum((step.counts for step in self.outline), self.prompt + self.answer)

    @property
    def types(self) -> list[str]:
        """The types of its steps, each once, in the order in which they come."""
        return list(dict.fromkeys(step.type for step in self.outline))


def read_trace(stored: StoredTrace) -> OpenedTrace:
    """Prepare a trace for the trace view; takes milliseconds a megabyte, wraps nothing."""
    from tunix_rt_tui.trace.model import ReasoningTrace

    trace = ReasoningTrace.model_validate_json(stored.text)
    outline = tuple(StepOutline(step.i, step.type, counts_of(step.content)) for step in trace.steps)
    opened = OpenedTrace(
        id=stored.summary.id,
        seq=stored.summary.seq,
        source=stored.summary.source,
        origin=stored.origin,
        text=stored.text,
        outline=outline,
        prompt=counts_of(trace.prompt),
        answer=counts_of(trace.final_answer),
        lacks=shortcomings_of(trace),
        reading=(),
    )
    return opened._replace(reading=tuple(_reading_blocks(stored, trace, opened)))


def _reading_blocks(stored: StoredTrace, trace: ReasoningTrace, opened: OpenedTrace) -> list[Block]:
    gap = Block("gap", "")
    blocks = [*_section("Prompt", "prompt", "text", trace.prompt), gap]
    for number, step in enumerate(trace.steps):
        heading = f"Step {number + 1}/{len(trace.steps)} · i {step.i} · {step.type}"
        blocks.append(Block("heading", heading, number, "steps"))
        blocks.append(Block("text", step.content, number, "steps"))
        if step.model_extra:
            blocks.append(Block("json", _pretty(step.model_extra), number, "steps"))
        blocks.append(Block("gap", "", number, "steps"))
    blocks += _section(_answer_heading(opened.lacks), "final_answer", "text", trace.final_answer)
    if trace.meta is not None:
        blocks += [gap, *_section("Meta", "meta", "json", _pretty(trace.meta))]
    if trace.model_extra:
        blocks += [gap, *_section("Other fields", "other", "json", _pretty(trace.model_extra))]
    right_to_left = any(is_right_to_left(block.text) for block in blocks)
    facts = Block("facts", _facts(stored, opened.counts, right_to_left=right_to_left))
    lacking = [Block("lack", "⚠ " + ", ".join(opened.lacks))] if opened.lacks else []
    return [facts, *lacking, gap, *blocks]


def _answer_heading(lacks: Sequence[Shortcoming]) -> str:
    """Say at the answer, too, that there is none, or that its end is missing."""
    said = [lack for lack in lacks if lack != "no reasoning"]
    return " · ".join(["Final answer", *said])


def _section(heading: str, part: str, kind: Kind, text: str) -> list[Block]:
    return [Block("heading", heading, part=part), Block(kind, text, part=part)]


def _facts(stored: StoredTrace, counts: TextCounts, *, right_to_left: bool) -> str:
    summary = stored.summary
    facts = [
        f"version {summary.trace_version}",
        words.counted(summary.steps, "step"),
        words.counted(summary.bytes, "byte"),
    ]
    if summary.tags:
        facts.append("tags " + ", ".join(summary.tags))
    origin = f"created {words.moment(summary.created_at)} · source {summary.source}"
    if stored.origin is not None:
        origin += f" · {flat(stored.origin.file)}, record {words.number(stored.origin.record)}"
    lines = [str(summary.id), origin, " · ".join(facts), words.lengths(counts)]
    if right_to_left:
        lines.append("⇄ right-to-left text, shown in logical order")
    return "\n".join(lines)


def _pretty(value: Any) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False)

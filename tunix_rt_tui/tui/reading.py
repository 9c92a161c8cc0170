"""A stored trace as blocks: what is shown of it, and in which order."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from tunix_rt_tui.tui import words
from tunix_rt_tui.tui.blocks import Block
from tunix_rt_tui.tui.json_layout import lay_out

if TYPE_CHECKING:
    from tunix_rt_tui.store.contract import StoredTrace
    from tunix_rt_tui.trace.model import ReasoningTrace

_JSON_LINES = 64
"""Lines of JSON in a block: few enough to wrap at once, many enough that blocks stay few."""


class OpenedTrace(NamedTuple):
    """A trace that is ready to be read; `text` is its document as it was given."""

    id: UUID
    seq: int
    steps: int
    text: str
    reading: tuple[Block, ...]


def read_trace(stored: StoredTrace) -> OpenedTrace:
    """Prepare a trace for the trace view; takes milliseconds a megabyte, wraps nothing."""
    from tunix_rt_tui.trace.model import ReasoningTrace

    trace = ReasoningTrace.model_validate_json(stored.text)
    return OpenedTrace(
        id=stored.summary.id,
        seq=stored.summary.seq,
        steps=len(trace.steps),
        text=stored.text,
        reading=tuple(_reading_blocks(stored, trace)),
    )


def json_blocks(text: str) -> tuple[Block, ...]:
    """Lay a document out as JSON; every value keeps the spelling that it was given."""
    lines = (lay_out(text) or text).split("\n")
    return tuple(
        Block("json", "\n".join(lines[start : start + _JSON_LINES]))
        for start in range(0, len(lines), _JSON_LINES)
    )


def _reading_blocks(stored: StoredTrace, trace: ReasoningTrace) -> list[Block]:
    gap = Block("gap", "")
    blocks = [Block("facts", _facts(stored)), gap]
    blocks += [Block("heading", "Prompt"), Block("text", trace.prompt), gap]
    for number, step in enumerate(trace.steps):
        heading = f"Step {number + 1}/{len(trace.steps)} · i {step.i} · {step.type}"
        blocks.append(Block("heading", heading, number))
        blocks.append(Block("text", step.content, number))
        if step.model_extra:
            blocks.append(Block("json", _pretty(step.model_extra), number))
        blocks.append(Block("gap", "", number))
    blocks += [Block("heading", "Final answer"), Block("text", trace.final_answer)]
    if trace.meta is not None:
        blocks += [gap, Block("heading", "Meta"), Block("json", _pretty(trace.meta))]
    if trace.model_extra:
        blocks += [gap, Block("heading", "Other fields"), Block("json", _pretty(trace.model_extra))]
    return blocks


def _facts(stored: StoredTrace) -> str:
    summary = stored.summary
    facts = [
        f"version {summary.trace_version}",
        words.counted(summary.steps, "step"),
        words.counted(summary.bytes, "byte"),
    ]
    if summary.tags:
        facts.append("tags " + ", ".join(summary.tags))
    origin = f"created {words.moment(summary.created_at)} · source {summary.source}"
    return "\n".join([str(summary.id), origin, " · ".join(facts)])


def _pretty(value: Any) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False)

"""A stored trace as blocks: what is shown of it, and in which order."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Literal, NamedTuple
from uuid import UUID

from tunix_rt_tui.trace.text import is_right_to_left
from tunix_rt_tui.tui import words
from tunix_rt_tui.tui.blocks import Block, Document, Kind
from tunix_rt_tui.tui.json_sections import laid_out_lines, member, sections

if TYPE_CHECKING:
    from tunix_rt_tui.store.contract import StoredTrace
    from tunix_rt_tui.trace.model import ReasoningTrace

ViewName = Literal["reading", "json", "meta"]
"""What of a trace can be looked at: its parts for reading, all of its JSON, its meta alone."""

VIEWS: tuple[ViewName, ...] = ("reading", "json", "meta")
"""The views in the order in which one key goes through them."""

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


def document_for(opened: OpenedTrace, view: ViewName) -> Document:
    """Give what a view shows of a trace."""
    if view == "reading":
        return Document(opened.reading)
    lines = laid_out_lines(opened.text)
    return Document(_json_blocks(lines) if view == "json" else _meta_blocks(lines))


def _json_blocks(lines: list[str]) -> list[Block]:
    """Show a document as JSON; every value keeps the spelling that it was given."""
    return [
        Block("json", piece, section.step, section.part)
        for section in sections(lines)
        for piece in _pieces(lines[section.start : section.end])
    ]


def _meta_blocks(lines: list[str]) -> list[Block]:
    """Show the meta alone, in the spelling that it was given."""
    meta = member(lines, "meta")
    if meta is None or meta == ["null"]:
        return [Block("facts", ""), Block("facts", "This trace has no meta.", part="meta")]
    heading = Block("heading", "Meta", part="meta")
    return [heading, *(Block("json", piece, part="meta") for piece in _pieces(meta))]


def _pieces(lines: list[str]) -> Iterator[str]:
    for start in range(0, len(lines), _JSON_LINES):
        yield "\n".join(lines[start : start + _JSON_LINES])


def _reading_blocks(stored: StoredTrace, trace: ReasoningTrace) -> list[Block]:
    gap = Block("gap", "")
    blocks = [*_section("Prompt", "prompt", "text", trace.prompt), gap]
    for number, step in enumerate(trace.steps):
        heading = f"Step {number + 1}/{len(trace.steps)} · i {step.i} · {step.type}"
        blocks.append(Block("heading", heading, number, "steps"))
        blocks.append(Block("text", step.content, number, "steps"))
        if step.model_extra:
            blocks.append(Block("json", _pretty(step.model_extra), number, "steps"))
        blocks.append(Block("gap", "", number, "steps"))
    blocks += _section("Final answer", "final_answer", "text", trace.final_answer)
    if trace.meta is not None:
        blocks += [gap, *_section("Meta", "meta", "json", _pretty(trace.meta))]
    if trace.model_extra:
        blocks += [gap, *_section("Other fields", "other", "json", _pretty(trace.model_extra))]
    right_to_left = any(is_right_to_left(block.text) for block in blocks)
    return [Block("facts", _facts(stored, right_to_left=right_to_left)), gap, *blocks]


def _section(heading: str, part: str, kind: Kind, text: str) -> list[Block]:
    return [Block("heading", heading, part=part), Block(kind, text, part=part)]


def _facts(stored: StoredTrace, *, right_to_left: bool) -> str:
    summary = stored.summary
    facts = [
        f"version {summary.trace_version}",
        words.counted(summary.steps, "step"),
        words.counted(summary.bytes, "byte"),
    ]
    if summary.tags:
        facts.append("tags " + ", ".join(summary.tags))
    origin = f"created {words.moment(summary.created_at)} · source {summary.source}"
    lines = [str(summary.id), origin, " · ".join(facts)]
    if right_to_left:
        lines.append("⇄ right-to-left text, shown in logical order")
    return "\n".join(lines)


def _pretty(value: Any) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False)

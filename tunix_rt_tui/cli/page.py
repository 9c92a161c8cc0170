"""A whole trace as a page of text."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from tunix_rt_tui.library.describing import timestamp
from tunix_rt_tui.store.contract import CANONICAL
from tunix_rt_tui.trace.text import flat
from tunix_rt_tui.trace.words import counted

if TYPE_CHECKING:
    from tunix_rt_tui.store.contract import StoredTrace

_FIELDS = ("trace_version", "prompt", "final_answer", "steps", "meta")
_STEP_FIELDS = ("i", "type", "content")
_INDENT = "  "


def page_of(trace: StoredTrace) -> str:
    """Write what is known of a trace, its prompt, its steps, its answer and its meta.

    What has a line to itself stays on it. Texts stand as they are, indented, and are not yet safe
    to draw.
    """
    return "\n".join(_lines(trace))


def _lines(trace: StoredTrace) -> Iterator[str]:
    summary = trace.summary
    document: dict[str, Any] = json.loads(trace.text)
    yield f"id       {summary.id}"
    yield f"added    {timestamp(summary.created_at)}"
    yield f"source   {flat(summary.source)}"
    if trace.origin:
        yield f"origin   {flat(trace.origin.file)}, record {trace.origin.record}"
        if trace.origin.format not in (None, CANONICAL):
            yield f"format   {flat(trace.origin.format)}"
    if summary.tags:
        yield f"tags     {flat(', '.join(summary.tags))}"
    yield f"version  {flat(summary.trace_version)}"
    yield f"size     {counted(summary.bytes, 'byte')}, {counted(summary.steps, 'step')}"
    yield from _section("Prompt", document["prompt"])
    for number, step in enumerate(document["steps"], 1):
        yield from _section(
            f"Step {number} · i {step['i']} · {flat(step['type'])}", step["content"]
        )
        yield from _others(step, _STEP_FIELDS)
    yield from _section("Final answer", document["final_answer"])
    if document.get("meta") is not None:
        yield from _section("Meta", _pretty(document["meta"]))
    if any(name not in _FIELDS for name in document):
        yield from ("", "Other fields")
        yield from _others(document, _FIELDS)


def _section(title: str, text: str) -> Iterator[str]:
    yield ""
    yield title
    yield textwrap.indent(text, _INDENT, lambda _: True)


def _others(fields: Mapping[str, Any], known: tuple[str, ...]) -> Iterator[str]:
    for name, value in fields.items():
        if name not in known:
            yield textwrap.indent(f"{flat(name)}: {_pretty(value)}", _INDENT)


def _pretty(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)

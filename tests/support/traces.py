"""Traces for tests: small, all different, and the same on every run."""

from __future__ import annotations

import json
from typing import Any

from tunix_rt_tui.store.contract import NewTrace, Origin
from tunix_rt_tui.trace.parsing import ParsedTrace, parse_trace


def make_document(
    n: int = 1, *, steps: int | list[dict[str, Any]] = 2, **fields: Any
) -> dict[str, Any]:
    """A document that differs from that of any other `n`; `fields` replace or add to its own.

    `steps` are its steps, or how many to make.
    """
    if isinstance(steps, int):
        steps = [
            {"i": i, "type": "reason" if i % 2 == 0 else "check", "content": f"Step {i} of {n}."}
            for i in range(steps)
        ]
    return {
        "trace_version": "1.0",
        "prompt": f"What is {n} plus {n}?",
        "final_answer": f"It is {2 * n}.",
        "steps": steps,
        "meta": {"number": n, "model": "tiny"},
        **fields,
    }


def parsed(document: dict[str, Any] | str) -> ParsedTrace:
    """A document, or its text, that must be a trace."""
    text = document if isinstance(document, str) else json.dumps(document, ensure_ascii=False)
    result = parse_trace(text)
    assert isinstance(result, ParsedTrace), result
    return result


def make_trace(
    n: int = 1,
    *,
    source: str = "test",
    tags: tuple[str, ...] = (),
    origin: Origin | None = None,
    **fields: Any,
) -> NewTrace:
    """Trace number `n` on its way into a store."""
    return NewTrace(parsed(make_document(n, **fields)), source, tags, origin)


def make_traces(count: int, *, first: int = 1) -> list[NewTrace]:
    """Several traces with numbers that follow one another."""
    return [make_trace(n) for n in range(first, first + count)]

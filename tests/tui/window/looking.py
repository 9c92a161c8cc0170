"""Traces to look at through a window, and what is seen there."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from tests.support.traces import make_document, parsed
from tunix_rt_tui.store.contract import Origin, StoredTrace, TraceSummary
from tunix_rt_tui.tui.reading import OpenedTrace, read_trace
from tunix_rt_tui.tui.window.window import TraceWindow

HEIGHT = 20


def opened(*, origin: Origin | None = None, **fields: Any) -> OpenedTrace:
    """A trace that is ready to be read, of a document's fields."""
    trace = parsed(make_document(**fields))
    summary = TraceSummary(
        seq=1,
        id=UUID(int=1),
        created_at=datetime(2026, 1, 1, tzinfo=UTC),
        trace_version="1.0",
        source="test",
        steps=len(trace.trace.steps),
        bytes=len(trace.text),
        prompt_preview="",
        tags=(),
        deleted_at=None,
    )
    return read_trace(StoredTrace(summary, trace.text, origin))


def window(width: int = 60, height: int = HEIGHT, **fields: Any) -> TraceWindow:
    """A window onto a trace of a document's fields."""
    return TraceWindow(opened(**fields), width, height)


def lines(view: TraceWindow, height: int = HEIGHT) -> list[str]:
    """What is seen, with the mark."""
    seen = [view.line(y) for y in range(height)]
    return [("▸ " if line.marked else "  ") + line.text for line in seen if line]


def text(view: TraceWindow) -> str:
    """What is seen, as one text."""
    return "\n".join(lines(view))


def steps_of(content: str, count: int) -> list[dict[str, Any]]:
    """Steps of one type that differ in how they begin."""
    return [{"i": 2 * n, "type": "reason", "content": f"{n}: {content}"} for n in range(count)]


def steps_like(types: str, content: str = "words") -> list[dict[str, Any]]:
    """A step for each letter, which is its type."""
    return [{"i": n, "type": kind, "content": f"{n}: {content}"} for n, kind in enumerate(types)]

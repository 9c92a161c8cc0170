"""Traces on their way out, for tests."""

from __future__ import annotations

import json
from typing import Any

from tunix_rt_tui.formats.writing.contract import Outgoing, OutputFormat, Source

ID = "3f2a81c0-5a3e-4a53-9a3c-0b7f1a2b3c4d"
CREATED = "2026-01-02T04:53:19.000000Z"


def outgoing(document: dict[str, Any], origin: Source | None = None, **fields: Any) -> Outgoing:
    """A trace with everything known about it."""
    text = json.dumps(document, ensure_ascii=False)
    known: dict[str, Any] = {"id": ID, "created_at": CREATED, "source": "test", "tags": ("good",)}
    return Outgoing(**{**known, "text": text, "origin": origin, **fields})


def noted(**notes: Any) -> Source:
    """The origin of a trace of which only these notes are known."""
    return Source("a.jsonl", 1, None, "prompt_completion", notes)


def steps(*typed: tuple[str, str]) -> list[dict[str, Any]]:
    """Steps by their types and contents."""
    return [{"i": i, "type": kind, "content": content} for i, (kind, content) in enumerate(typed)]


def record_of(form: OutputFormat, trace: Outgoing) -> dict[str, Any]:
    """What a format writes of one trace."""
    [line] = form.open()(trace).data.splitlines(keepends=False)
    record: dict[str, Any] = json.loads(line)
    return record

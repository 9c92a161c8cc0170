"""Traces as the routes write them."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from tunix_rt_tui.library.describing import timestamp
from tunix_rt_tui.store.contract import AddedTrace, StoredTrace, TraceSummary


def describe_added(added: AddedTrace) -> dict[str, Any]:
    """What became of a trace that was sent."""
    return {
        "id": str(added.id),
        "created_at": timestamp(added.created_at),
        "trace_version": added.trace_version,
    }


def describe_listed(row: TraceSummary) -> dict[str, Any]:
    """A row of the list, as the original service has it."""
    return {
        "id": str(row.id),
        "created_at": timestamp(row.created_at),
        "trace_version": row.trace_version,
    }


def trace_bytes(trace: StoredTrace) -> bytes:
    """A trace with its payload, which stands there as it was given."""
    known = json.dumps(describe_listed(trace.summary), ensure_ascii=False)
    return f'{known[:-1]},"payload":{trace.text}}}'.encode()


def etag_of(trace: StoredTrace) -> str:
    """Name what `trace_bytes` gives; a stored document never changes."""
    return f'"{hashlib.sha256(trace.text.encode()).hexdigest()[:32]}"'

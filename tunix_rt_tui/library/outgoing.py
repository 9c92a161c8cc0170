"""What the formats that write are given of a stored trace."""

from __future__ import annotations

from tunix_rt_tui.formats.writing.contract import Outgoing, Source
from tunix_rt_tui.library.describing import timestamp
from tunix_rt_tui.store.contract import Origin, StoredTrace


def outgoing_of(trace: StoredTrace) -> Outgoing:
    """Give what formats write of a trace."""
    summary = trace.summary
    return Outgoing(
        id=str(summary.id),
        created_at=timestamp(summary.created_at),
        source=summary.source,
        tags=summary.tags,
        text=trace.text,
        origin=None if trace.origin is None else _source_of(trace.origin),
    )


def _source_of(origin: Origin) -> Source:
    return Source(origin.file, origin.record, origin.raw, origin.format, origin.notes)

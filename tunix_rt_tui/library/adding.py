"""Adding one document."""

from __future__ import annotations

from tunix_rt_tui.store.contract import AddedTrace, NewTrace, Writer
from tunix_rt_tui.trace.parsing import ParsedTrace


async def add_trace(writer: Writer, parsed: ParsedTrace, *, source: str) -> AddedTrace:
    """Add a trace even where its twin is there already; the twin is then named."""
    [outcome] = await writer.add_many([NewTrace(parsed, source)])
    if not isinstance(outcome, AddedTrace):
        raise TypeError(outcome)
    return outcome

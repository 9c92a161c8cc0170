"""Writing traces out, as they came in."""

from __future__ import annotations

from array import array
from collections.abc import AsyncIterator, Callable, Sequence

from tunix_rt_tui.library.compacting import on_one_line
from tunix_rt_tui.store.contract import Reader, StoredTrace

SLICE_ROWS = 500
"""Traces whose sizes are asked for at a time."""

SLICE_BYTES = 4_194_304
"""Bytes of documents that are fetched at a time, unless a single one has more."""

ExportProgress = Callable[[int, int], None]
"""Called with how many traces are done, and of how many."""


async def export_traces(
    reader: Reader,
    write: Callable[[bytes], object],
    *,
    progress: ExportProgress | None = None,
) -> int:
    """Write every live trace as a line of canonical JSON Lines in UTF-8; return how many.

    In the order of their arrival, oldest first, so that importing them keeps the order. What
    arrives after the beginning is not among them. Only a few are in memory at a time.
    """
    newest_first = array("q")
    async for keys in reader.keys():
        newest_first.extend(keys)
    oldest_first = newest_first[::-1]
    written = 0
    for start in range(0, len(oldest_first), SLICE_ROWS):
        keys = oldest_first[start : start + SLICE_ROWS]
        async for trace in _fetch(reader, keys):
            write(on_one_line(trace.text).encode() + b"\n")
            written += 1
        if progress:
            progress(start + len(keys), len(oldest_first))
    return written


async def _fetch(reader: Reader, keys: Sequence[int]) -> AsyncIterator[StoredTrace]:
    """Fetch traces that are still live, as many at a time as their sizes allow."""
    pending: list[int] = []
    size = 0
    for summary in await reader.summaries(keys):
        if summary.deleted_at is not None:
            continue
        if pending and size + summary.bytes > SLICE_BYTES:
            for trace in await reader.traces(pending):
                yield trace
            pending, size = [], 0
        pending.append(summary.seq)
        size += summary.bytes
    for trace in await reader.traces(pending):
        yield trace

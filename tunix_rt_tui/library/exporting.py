"""Writing traces out, as they came in."""

from __future__ import annotations

from array import array
from collections.abc import AsyncIterator, Callable, Sequence

from tunix_rt_tui.library.compacting import on_one_line
from tunix_rt_tui.library.slicing import Progress, in_slices
from tunix_rt_tui.store.contract import Reader, StoredTrace
from tunix_rt_tui.store.salvage import Salvage, Unread

SLICE_ROWS = 500
"""Traces whose sizes are asked for at a time."""

SLICE_BYTES = 4_194_304
"""Bytes of documents that are fetched at a time, unless a single one has more."""


class Export:
    """Writes live traces, each as a line of canonical JSON Lines in UTF-8.

    In the order of their arrival, oldest first, so that importing them keeps the order, unless they
    are given in another. What arrives after the beginning is not among them. Only a few are in
    memory at a time.
    """

    def __init__(
        self, write: Callable[[bytes], object], progress: Progress = lambda *_: None
    ) -> None:
        self._write = write
        self._progress = progress
        self._last_key = 0
        self.written = 0
        """How many traces were written so far."""

    async def run(self, reader: Reader) -> None:
        """Write every live trace; where that ends with `DamagedStore`, `salvage` goes on."""
        newest_first = array("q")
        async for keys in reader.keys():
            newest_first.extend(keys)
        await self.run_for(reader, newest_first[::-1])

    async def run_for(self, reader: Reader, keys: Sequence[int]) -> None:
        """Write those of these traces that are live, in the order of their keys."""
        for some in in_slices(keys, SLICE_ROWS, self._progress):
            async for trace in _fetch(reader, some):
                self._write_line(trace.text)
                self._last_key = trace.summary.seq

    async def salvage(self, salvage: Salvage) -> list[Unread]:
        """Write what can be read of a damaged store beyond what was; return what cannot."""
        unread: list[Unread] = []
        async for found in salvage.documents(self._last_key):
            for document in found.documents:
                self._write_line(document)
            unread += found.unread
            self._progress(found.reached, found.newest)
        return unread

    def _write_line(self, document: str) -> None:
        self._write(on_one_line(document).encode() + b"\n")
        self.written += 1


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

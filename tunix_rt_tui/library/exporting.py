"""Writing traces out, as they came in or in a format of others."""

from __future__ import annotations

import asyncio
import time
from array import array
from collections import Counter
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from typing import NamedTuple

from tunix_rt_tui.formats.writing.contract import OutputFormat
from tunix_rt_tui.formats.writing.documents import CANONICAL, canonical_line
from tunix_rt_tui.library.outgoing import outgoing_of
from tunix_rt_tui.library.slicing import Progress, in_slices
from tunix_rt_tui.store.contract import Reader, StoredTrace
from tunix_rt_tui.store.salvage import Salvage, Unread

SLICE_ROWS = 500
"""Traces whose sizes are asked for at a time."""

SLICE_BYTES = 4_194_304
"""Bytes of documents that are fetched at a time, unless a single one has more."""

BREATH = 0.01
"""Seconds of work after which other tasks get their turn."""


class Exported(NamedTuple):
    """How many traces were written, and of how many of them something is to be said."""

    written: int
    remarks: Mapping[str, int]


class Export:
    """Writes live traces in a format, usually each as a line of canonical JSON Lines in UTF-8.

    In the order of their arrival, oldest first, so that importing them keeps the order, unless they
    are given in another. What arrives after the beginning is not among them. Only a few are in
    memory at a time.
    """

    def __init__(
        self,
        write: Callable[[bytes], object],
        progress: Progress = lambda *_: None,
        form: OutputFormat = CANONICAL,
    ) -> None:
        self._write = write
        self._progress = progress
        self._form = form
        self._write_as = form.open()
        self._remarks: Counter[str] = Counter()
        self._between = b""
        self._breathed = time.monotonic()
        self._last_key = 0
        self.written = 0
        """How many traces were written so far."""

    @property
    def can_salvage(self) -> bool:
        """Whether the format can hold what is saved of a damaged store: the documents alone."""
        return self._form is CANONICAL

    @property
    def done(self) -> Exported:
        """What was written so far."""
        return Exported(self.written, dict(self._remarks))

    async def run(self, reader: Reader) -> None:
        """Write every live trace; where that ends with `DamagedStore`, `salvage` goes on."""
        newest_first = array("q")
        async for keys in reader.keys():
            newest_first.extend(keys)
        await self.run_for(reader, newest_first[::-1])

    async def run_for(self, reader: Reader, keys: Sequence[int]) -> None:
        """Write those of these traces that are live, in the order of their keys."""
        if self._form.header:
            self._write(self._form.header)
        for some in in_slices(keys, SLICE_ROWS, self._progress):
            async for trace in fetch(reader, some):
                self._write_trace(trace)
                self._last_key = trace.summary.seq
                await self._breathe()

    async def salvage(self, salvage: Salvage) -> list[Unread]:
        """Write what can be read of a damaged store beyond what was; return what cannot.

        Of what is saved the documents alone are known, so that it can only be written as canonical.
        """
        unread: list[Unread] = []
        async for found in salvage.documents(self._last_key):
            for document in found.documents:
                self._write(canonical_line(document))
                self.written += 1
            unread += found.unread
            self._progress(found.reached, found.newest)
        return unread

    def _write_trace(self, trace: StoredTrace) -> None:
        data, remark = self._write_as(outgoing_of(trace))
        if data:
            self._write(self._between + data)
            self._between = self._form.between
        if remark is not None:
            self._remarks[remark] += 1
        self.written += 1

    async def _breathe(self) -> None:
        if time.monotonic() - self._breathed > BREATH:
            await asyncio.sleep(0)
            self._breathed = time.monotonic()


async def fetch(reader: Reader, keys: Sequence[int]) -> AsyncIterator[StoredTrace]:
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

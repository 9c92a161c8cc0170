"""Exporting: many traces into one file."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tunix_rt_tui.formats.writing.contract import OutputFormat
from tunix_rt_tui.library.aside import left_aside
from tunix_rt_tui.library.exporting import Export
from tunix_rt_tui.library.packing import write_packed
from tunix_rt_tui.tui.jobs.listing import Post
from tunix_rt_tui.tui.screens.exporting.messages import ExportAdvanced, ExportDone, ExportedFile

if TYPE_CHECKING:
    from tunix_rt_tui.store.contract import Reader

_TOLD_APART = 0.25
"""Seconds between two words about how far an export is."""


async def export_traces(
    reader: Reader, keys: Sequence[int], form: OutputFormat, target: Path, post: Post
) -> None:
    """Write traces into a file, over one that is there; where it is given up, nothing is left.

    Raises `TargetFault`, `UsageFault` and `StoreFault`.
    """
    async with left_aside(write_packed(target)) as write:
        export = Export(write, _Progress(post), form)
        await export.run_for(reader, keys)
    stat = await asyncio.to_thread(target.stat)
    post(ExportDone(ExportedFile(export.done, target, stat.st_size)))


class _Progress:
    """Tells how far an export is, but not of one that is quick."""

    def __init__(self, post: Post) -> None:
        self._post = post
        self._last = time.monotonic()

    def __call__(self, done: int, total: int) -> None:
        if time.monotonic() - self._last > _TOLD_APART:
            self._last = time.monotonic()
            self._post(ExportAdvanced(done, total))

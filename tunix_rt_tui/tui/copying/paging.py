"""A trace in the pager of the person's own choice."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tunix_rt_tui.tui import words
from tunix_rt_tui.tui.copying.page import page_of
from tunix_rt_tui.tui.outside_editor import Run
from tunix_rt_tui.tui.reading import OpenedTrace
from tunix_rt_tui.tui.state.private_file import write_privately


async def read_in_pager(
    opened: OpenedTrace, command: Sequence[str], run: Run, *, ascii_only: bool
) -> None:
    """Let a trace be read in a pager; raises `OSError` where that cannot be started.

    The pager gets a file, which is for its reader alone, and is removed in the end.
    """
    folder = Path(await asyncio.to_thread(tempfile.mkdtemp, prefix="tunix-rt-"))
    short = words.short_id(opened.id)
    file = folder / f"trace-{short}.txt"
    try:
        page = page_of(opened, ascii_only=ascii_only, end=f"End of trace {short}")
        await asyncio.to_thread(write_privately, file, page)
        await run([*command, str(file)])
    finally:
        await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)

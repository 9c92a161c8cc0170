"""Sharing: a trace into a file, and into the pager."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from tunix_rt_tui.errors import NotFound, TargetFault
from tunix_rt_tui.library.sharing.forms import NAMES, Form, write_as
from tunix_rt_tui.library.targets import write_text
from tunix_rt_tui.tui import words
from tunix_rt_tui.tui.copying.paging import read_in_pager
from tunix_rt_tui.tui.jobs.listing import Post
from tunix_rt_tui.tui.messages import Copied, CopyRefused
from tunix_rt_tui.tui.outside_editor import Run
from tunix_rt_tui.tui.reading import OpenedTrace

if TYPE_CHECKING:
    from tunix_rt_tui.store.contract import Reader


async def write_trace(reader: Reader, key: int, form: Form, target: Path, post: Post) -> None:
    """Write a trace into a new file, and tell where that is; `NotFound` where it was purged."""
    found = await reader.traces([key])
    if not found:
        raise NotFound("Trace gone", "That trace is no longer in the store.", "Press f5.")
    text = await asyncio.to_thread(write_as, form, found[0])
    try:
        await asyncio.to_thread(write_text, target, text)
    except TargetFault as fault:
        post(CopyRefused(f"{fault.title}: {fault.message}"))
    else:
        size = words.size(len(text.encode()))
        post(Copied(f"Wrote the trace as {NAMES[form]} ({size}) to {target}"))


async def page_trace(
    opened: OpenedTrace, command: Sequence[str], run: Run, post: Post, *, ascii_only: bool
) -> None:
    """Let a trace be read in a pager, and say so where that cannot be."""
    try:
        await read_in_pager(opened, command, run, ascii_only=ascii_only)
    except SuspendNotSupported:
        post(CopyRefused("There is no screen here that could be lent to a pager."))
    except OSError as error:
        post(CopyRefused(f"{command[0]} cannot be used: {error.strerror or error}."))

"""Checking, laying out and uploading the text of the editor."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import TypeVar

from tunix_rt_tui.library.adding import add_trace
from tunix_rt_tui.samples import load_example
from tunix_rt_tui.store.contract import Writer
from tunix_rt_tui.trace.parsing import RefusedTrace, parse_trace
from tunix_rt_tui.tui.counting import count
from tunix_rt_tui.tui.jobs.listing import Post
from tunix_rt_tui.tui.json_layout import lay_out
from tunix_rt_tui.tui.messages import (
    ExampleRead,
    TextChecked,
    TextEdited,
    TextLaidOut,
    TraceUploaded,
    UploadRefused,
)
from tunix_rt_tui.tui.outside_editor import Run, edit_outside

SOURCE = "editor"
"""Where traces come from that were uploaded in the app."""

_BIG = 65_536
"""Characters from which on a text is worked on beside the loop, so that keys are answered."""

Result = TypeVar("Result")


async def check_text(text: str, max_bytes: int, request: int, post: Post) -> None:
    """Count and parse a text."""
    counts = await _apart(text, count)
    outcome = await _apart(text, lambda text: parse_trace(text, max_bytes=max_bytes))
    post(TextChecked(request, counts, outcome))


async def lay_text_out(text: str, post: Post) -> None:
    """Lay a text out as JSON, if it is."""
    post(TextLaidOut(text, await _apart(text, lay_out)))


async def read_example(post: Post) -> None:
    """Read the example trace."""
    post(ExampleRead(await asyncio.to_thread(load_example)))


async def upload_text(writer: Writer, text: str, max_bytes: int, post: Post) -> None:
    """Add a text to the store, or say why it is none that can be added."""
    outcome = await _apart(text, lambda text: parse_trace(text, max_bytes=max_bytes))
    if isinstance(outcome, RefusedTrace):
        post(UploadRefused(outcome))
        return
    post(TraceUploaded(text, await add_trace(writer, outcome, source=SOURCE)))


async def edit_text_outside(text: str, command: Sequence[str], run: Run, post: Post) -> None:
    """Let a text be edited in another program."""
    post(TextEdited(await edit_outside(text, command, run)))


async def _apart(text: str, work: Callable[[str], Result]) -> Result:
    return work(text) if len(text) < _BIG else await asyncio.to_thread(work, text)

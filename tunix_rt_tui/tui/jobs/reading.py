"""Fetching a trace, to be read or to be copied."""

from __future__ import annotations

import asyncio
from uuid import UUID

from tunix_rt_tui.errors import NotFound
from tunix_rt_tui.library.identifying import resolve_id
from tunix_rt_tui.store.contract import Reader, Scope
from tunix_rt_tui.tui.jobs.listing import Post
from tunix_rt_tui.tui.json_layout import lay_out
from tunix_rt_tui.tui.messages import CopyRead, TraceOpened, TraceReread
from tunix_rt_tui.tui.reading import read_trace


async def open_trace(reader: Reader, trace_id: UUID, request: int, post: Post) -> None:
    """Read a trace by its id; `NotFound` where there is none."""
    stored = await reader.get(trace_id)
    post(TraceOpened(request, await asyncio.to_thread(read_trace, stored)))


async def open_given(reader: Reader, given: str, request: int, post: Post) -> None:
    """Read the trace that an id or a prefix means; raises what `resolve_id` raises."""
    await open_trace(reader, await resolve_id(reader, given), request, post)


async def open_key(reader: Reader, key: int, scope: Scope, request: int, post: Post) -> None:
    """Read the trace of a row; `NotFound` where it is no longer where it was listed."""
    stored = await reader.traces([key])
    if not stored or (stored[0].summary.deleted_at is None) != (scope == "live"):
        where = "store" if scope == "live" else "trash"
        raise NotFound("Trace gone", f"That trace is no longer in the {where}.", "Press f5.")
    post(TraceOpened(request, await asyncio.to_thread(read_trace, stored[0])))


async def read_again(reader: Reader, key: int, post: Post) -> None:
    """Read a trace that is open already, if it is still there."""
    for stored in await reader.traces([key]):
        post(TraceReread(await asyncio.to_thread(read_trace, stored)))


async def read_copy(reader: Reader, trace_id: UUID, post: Post) -> None:
    """Read the text of a trace, laid out for the editor."""
    stored = await reader.get(trace_id)
    laid_out = await asyncio.to_thread(lay_out, stored.text)
    post(CopyRead(laid_out or stored.text))

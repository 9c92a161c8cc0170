"""Copying: reading what is to be copied, and taking it out of the app."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING
from uuid import UUID

from tunix_rt_tui.tui.copying.copier import Copier, Send
from tunix_rt_tui.tui.copying.pieces import Piece, name_of, original
from tunix_rt_tui.tui.copying.ways import told
from tunix_rt_tui.tui.jobs.listing import Post
from tunix_rt_tui.tui.messages import Copied, CopyRefused, ToCopyRead
from tunix_rt_tui.tui.reading import OpenedTrace, read_trace

if TYPE_CHECKING:
    from tunix_rt_tui.store.contract import Reader


async def read_to_copy(reader: Reader, trace_id: UUID, post: Post) -> None:
    """Read a trace of which something is to be copied; `NotFound` where there is none."""
    stored = await reader.get(trace_id)
    post(ToCopyRead(await asyncio.to_thread(read_trace, stored)))


async def copy_piece(
    opened: OpenedTrace, piece: Piece, step: int | None, copier: Copier, send: Send, post: Post
) -> None:
    """Copy a piece of a trace, and tell which way it went."""
    text = await asyncio.to_thread(original, opened, piece, step)
    try:
        way = await copier.copy(text, send)
    except OSError as error:
        post(CopyRefused(f"Nothing could be copied: {error.strerror or error}."))
    else:
        post(Copied(told(name_of(piece, step), len(text.encode()), way)))

"""Moving a trace to the trash and back."""

from __future__ import annotations

from uuid import UUID

from tunix_rt_tui.store.contract import Trash
from tunix_rt_tui.tui.jobs.listing import Post
from tunix_rt_tui.tui.messages import TraceRestored, TraceTrashed


async def move_to_trash(trash: Trash, trace_id: UUID, seq: int, post: Post) -> None:
    """Move a trace to the trash; `seq` is its key, for whoever goes back to its row."""
    moved = await trash.delete([trace_id])
    post(TraceTrashed(trace_id, seq, bool(moved)))


async def bring_back(trash: Trash, trace_id: UUID, seq: int, post: Post) -> None:
    """Bring a trace back from the trash; `seq` as above."""
    moved = await trash.restore([trace_id])
    post(TraceRestored(trace_id, seq, bool(moved)))

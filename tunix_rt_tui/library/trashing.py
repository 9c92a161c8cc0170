"""Moving many traces: to the trash, out of it, and out of the world."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from uuid import UUID

from tunix_rt_tui.library.slicing import Progress, in_slices
from tunix_rt_tui.store.contract import Reader

AT_A_TIME = 1_000
"""Traces that one transaction moves, so that other writers get their turn in between."""

Move = Callable[[Sequence[UUID]], Awaitable[list[UUID]]]
"""Moves traces by their ids; gives back those that it really moved."""


async def move_all(
    move: Move, ids: Sequence[UUID], progress: Progress = lambda *_: None
) -> list[UUID]:
    """Move many traces, some at a time; returns those that were really moved."""
    moved: list[UUID] = []
    for some in in_slices(ids, AT_A_TIME, progress):
        moved += await move(some)
    return moved


async def ids_of(reader: Reader, keys: Sequence[int]) -> list[UUID]:
    """Name traces by their keys, in the same order; those that were purged are left out."""
    ids: list[UUID] = []
    for some in in_slices(keys, AT_A_TIME):
        ids += [row.id for row in await reader.summaries(some)]
    return ids

"""Moving many traces: to the trash, out of it, and out of the world."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from uuid import UUID

from tunix_rt_tui.store.contract import Reader

AT_A_TIME = 1_000
"""Traces that one transaction moves, so that other writers get their turn in between."""

Progress = Callable[[int, int], object]
"""Called with how many traces are done, and of how many."""

Move = Callable[[Sequence[UUID]], Awaitable[list[UUID]]]
"""Moves traces by their ids; gives back those that it really moved."""


async def move_all(
    move: Move, ids: Sequence[UUID], progress: Progress = lambda *_: None
) -> list[UUID]:
    """Move many traces, some at a time; returns those that were really moved."""
    moved: list[UUID] = []
    for start in range(0, len(ids), AT_A_TIME):
        some = ids[start : start + AT_A_TIME]
        moved += await move(some)
        progress(start + len(some), len(ids))
    return moved


async def ids_of(reader: Reader, keys: Sequence[int]) -> list[UUID]:
    """Name traces by their keys, in the same order; those that were purged are left out."""
    ids: list[UUID] = []
    for start in range(0, len(keys), AT_A_TIME):
        ids += [row.id for row in await reader.summaries(keys[start : start + AT_A_TIME])]
    return ids

"""To the trash, out of it, and out of the world."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol
from uuid import UUID

from tunix_rt_tui.library.browsing import ResultSet
from tunix_rt_tui.library.identifying import resolve_ids
from tunix_rt_tui.store.contract import Reader, Trash

PURGED_AT_A_TIME = 1_000
"""Traces that one transaction removes, so that other writers get their turn in between."""


class TrashStore(Reader, Trash, Protocol):
    """What is needed to find traces and to move them."""


async def delete_traces(store: TrashStore, given: Sequence[str]) -> list[UUID]:
    """Move traces to the trash, by ids or prefixes; nothing is moved unless each names one."""
    return await store.delete(await resolve_ids(store, given))


async def restore_traces(store: TrashStore, given: Sequence[str]) -> list[UUID]:
    """Move traces out of the trash, by ids or prefixes; nothing is moved unless each names one."""
    return await store.restore(await resolve_ids(store, given, "trash"))


async def purge_traces(store: TrashStore, ids: Sequence[UUID]) -> list[UUID]:
    """Remove traces that are in the trash for good; those that are not in it are left alone."""
    purged: list[UUID] = []
    for start in range(0, len(ids), PURGED_AT_A_TIME):
        purged += await store.purge(ids[start : start + PURGED_AT_A_TIME])
    return purged


async def ids_in_trash(store: TrashStore) -> list[UUID]:
    """Name everything that is in the trash at this moment, newest first."""
    trashed = ResultSet(store, "trash")
    await trashed.load()
    ids: list[UUID] = []
    for start in range(0, len(trashed), PURGED_AT_A_TIME):
        ids += [summary.id for summary in await trashed.page(start, PURGED_AT_A_TIME)]
    return ids

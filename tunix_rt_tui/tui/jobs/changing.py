"""Changing traces, one or a million: to the trash, back, for good, and their tags."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Protocol
from uuid import UUID

from tunix_rt_tui.library.tagging import TagStore, change_tags, rename_tag, undo_tags
from tunix_rt_tui.library.trashing import Move, ids_of, move_all
from tunix_rt_tui.store.contract import Reader, TagChange, Trash
from tunix_rt_tui.tui.jobs.listing import Post
from tunix_rt_tui.tui.messages import (
    ChangeAdvanced,
    TagsChanged,
    TagsCounted,
    TracesPurged,
    TracesRestored,
    TracesTrashed,
)

TOLD_APART = 0.5
"""Seconds between two words about how far a long change is."""


class TrashStore(Reader, Trash, Protocol):
    """What is needed to find traces and to move them."""


async def move_to_trash(store: TrashStore, keys: Sequence[int], post: Post) -> None:
    """Move traces to the trash."""
    moved = await _move(store.delete, await ids_of(store, keys), post)
    post(TracesTrashed(keys, moved))


async def bring_back(store: Trash, ids: Sequence[UUID], keys: Sequence[int], post: Post) -> None:
    """Bring traces back from the trash; `keys` are theirs, for whoever goes to their rows."""
    post(TracesRestored(keys, ids, await _move(store.restore, ids, post)))


async def restore_keys(store: TrashStore, keys: Sequence[int], post: Post) -> None:
    """Bring traces back by their keys."""
    await bring_back(store, await ids_of(store, keys), keys, post)


async def purge(store: TrashStore, keys: Sequence[int], post: Post) -> None:
    """Remove traces of the trash for good."""
    post(TracesPurged(keys, len(await _move(store.purge, await ids_of(store, keys), post))))


async def tag(
    store: TagStore, keys: Sequence[int], add: Sequence[str], remove: Sequence[str], post: Post
) -> None:
    """Put tags on traces and take others off."""
    post(TagsChanged(await change_tags(store, keys, add, remove, _Progress(post)), undone=False))


async def rename(store: TagStore, old: str, new: str, post: Post) -> None:
    """Put a tag in the place of another; `NotFound` where no trace has it."""
    post(TagsChanged(await rename_tag(store, old, new), undone=False))


async def change_back(store: TagStore, done: Sequence[TagChange], post: Post) -> None:
    """Undo what was done to tags."""
    post(TagsChanged(await undo_tags(store, done), undone=True))


async def count_tags(store: TagStore, post: Post) -> None:
    """Count how many traces have each tag."""
    post(TagsCounted(await store.count_tags()))


async def _move(move: Move, ids: Sequence[UUID], post: Post) -> list[UUID]:
    return await move_all(move, ids, _Progress(post))


class _Progress:
    """Tells how far a change is, but not of one that is quick."""

    def __init__(self, post: Post) -> None:
        self._post = post
        self._last = time.monotonic()

    def __call__(self, done: int, total: int) -> None:
        if time.monotonic() - self._last > TOLD_APART:
            self._last = time.monotonic()
            self._post(ChangeAdvanced(done, total))

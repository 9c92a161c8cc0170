"""Tags: what one may be, and putting them on many traces."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Protocol

from tunix_rt_tui.errors import NotFound, UsageFault
from tunix_rt_tui.library.slicing import Progress, in_slices
from tunix_rt_tui.store.contract import Reader, TagChange, Tags

MAX_TAG_CHARS = 64

KEYS_AT_A_TIME = 10_000
"""Traces that one transaction tags, so that other writers get their turn in between."""


class TagStore(Reader, Tags, Protocol):
    """What is needed to find traces and to tag them."""


def checked_tag(given: str) -> str:
    """Take a tag as it is, if it can be one; raises `UsageFault`."""
    wrong = None
    if not given:
        wrong = "A tag has at least one character."
    elif len(given) > MAX_TAG_CHARS:
        wrong = f"A tag has at most {MAX_TAG_CHARS} characters; this one has {len(given)}."
    elif given.startswith("-"):
        wrong = f"'{given}' begins with a dash, which would mean to take it away."
    elif any(letter.isspace() or unicodedata.category(letter)[0] == "C" for letter in given):
        wrong = f"'{given}' has a space or a character that cannot be seen."
    if wrong:
        raise UsageFault("Not a tag", wrong, "Tags are words, like good, to-do or wrong_unit.")
    return given


async def change_tags(
    store: TagStore,
    keys: Sequence[int],
    add: Sequence[str] = (),
    remove: Sequence[str] = (),
    progress: Progress = lambda *_: None,
) -> list[TagChange]:
    """Put tags on traces and take others off; returns what has changed, for `undo`."""
    done: list[TagChange] = []
    for some in in_slices(keys, KEYS_AT_A_TIME, progress):
        changes = [TagChange(tag, some, added=True) for tag in add]
        changes += [TagChange(tag, some, added=False) for tag in remove]
        done += await store.change_tags(changes)
    return done


async def rename_tag(store: TagStore, old: str, new: str) -> list[TagChange]:
    """Give all traces with a tag another in its place, in one transaction; `NotFound` for none."""
    keys = await store.tagged(old)
    if not keys:
        raise NotFound("No such tag", f"No trace has the tag '{old}'.", "See: tunix-rt tag --list")
    return await store.change_tags(
        [TagChange(new, keys, added=True), TagChange(old, keys, added=False)]
    )


async def undo_tags(store: TagStore, done: Sequence[TagChange]) -> list[TagChange]:
    """Change back what was changed."""
    back = [change._replace(added=not change.added) for change in reversed(done)]
    return await store.change_tags(back)


def tagged_traces(changes: Sequence[TagChange]) -> int:
    """Count the traces that were changed, each once."""
    return len(set().union(*(change.keys for change in changes)))

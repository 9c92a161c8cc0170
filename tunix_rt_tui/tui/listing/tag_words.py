"""Tags as they are typed for some traces: `good -bad` puts one on and takes one off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from tunix_rt_tui.errors import UsageFault
from tunix_rt_tui.library.tagging import checked_tag

_OFFERED = 8


class TagWords(NamedTuple):
    """Tags to put on, and tags to take off."""

    add: tuple[str, ...]
    remove: tuple[str, ...]


def read_tags(text: str) -> TagWords:
    """Read what was typed; raises `UsageFault` for what can be no tag."""
    words = text.replace(",", " ").split()
    add = tuple(checked_tag(word) for word in words if not word.startswith("-"))
    remove = tuple(checked_tag(word.removeprefix("-")) for word in words if word.startswith("-"))
    return TagWords(add, remove)


def wrong_with_tags(text: str) -> str | None:
    """Say what is wrong with what was typed; None where it will do."""
    if not text:
        return "Type a tag to put on, or one with a - before it to take off."
    try:
        read_tags(text)
    except UsageFault as fault:
        return f"{fault.message} {fault.hint}"
    return None


def wrong_with_tag(text: str) -> str | None:
    """The same for a single tag."""
    try:
        checked_tag(text)
    except UsageFault as fault:
        return f"{fault.message} {fault.hint}"
    return None


def tags_that_follow(
    typed: str, counts: Mapping[str, int], on_trace: Sequence[str]
) -> tuple[int, list[str]]:
    """Tell how what is typed may go on, the commonest tags first; behind a - what can go off."""
    word = typed.replace(",", " ").rpartition(" ")[2]
    begun = word.removeprefix("-")
    start = len(typed) - len(begun)
    if begun != word:
        known = list(on_trace) or sorted(counts)
    else:
        known = sorted(counts, key=lambda tag: -counts[tag])
    found = [tag for tag in known if tag.startswith(begun) and tag != begun]
    return start, found[:_OFFERED]

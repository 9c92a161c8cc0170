"""Doing something with many, some at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

Item = TypeVar("Item")

Progress = Callable[[int, int], object]
"""Called with how many are done, and of how many."""


def in_slices(
    items: Sequence[Item], size: int, progress: Progress = lambda *_: None
) -> Iterator[Sequence[Item]]:
    """Give so many items at a time, and tell of each slice when it is done."""
    for start in range(0, len(items), size):
        some = items[start : start + size]
        yield some
        progress(start + len(some), len(items))

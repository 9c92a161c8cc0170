"""Room for what is held back until later records of a file complete it."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from typing import Generic, TypeVar

HELD_CHARS = 67_108_864
"""Characters of text that are held at most; beyond that, what came first is let go."""

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Held(Generic[K, V]):
    """Values by key in the order in which they came, and how many characters each of them has."""

    def __init__(self, room: int = HELD_CHARS) -> None:
        self._values: dict[K, V] = {}
        self._chars: dict[K, int] = {}
        self._room = room

    def get(self, key: K) -> V | None:
        """Find what is still held under a key."""
        return self._values.get(key)

    def hold(self, key: K, value: V, chars: int) -> None:
        """Hold a value; one that is held already has become so many characters longer."""
        self._values[key] = value
        self._chars[key] = self._chars.get(key, 0) + chars
        self._room -= chars

    def overflowing(self) -> Iterator[tuple[K, V]]:
        """Let go of what came first until the rest has room; the newest value stays."""
        while self._room < 0 and len(self._values) > 1:
            yield self._let_go()

    def all(self) -> Iterator[tuple[K, V]]:
        """Let go of everything, the oldest first."""
        while self._values:
            yield self._let_go()

    def _let_go(self) -> tuple[K, V]:
        key = next(iter(self._values))
        self._room += self._chars.pop(key)
        return key, self._values.pop(key)

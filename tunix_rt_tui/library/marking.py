"""Marks on traces: which of them an action is meant for."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator


class Marks:
    """A set of keys, one bit each: a million take an eighth of a megabyte."""

    def __init__(self) -> None:
        self._bits = bytearray()
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def __contains__(self, key: object) -> bool:
        if not isinstance(key, int):
            return False
        place, bit = divmod(key, 8)
        return place < len(self._bits) and bool(self._bits[place] & 1 << bit)

    def __iter__(self) -> Iterator[int]:
        """Give the keys, the newest first."""
        for place in range(len(self._bits) - 1, -1, -1):
            byte = self._bits[place]
            if byte:
                for bit in range(7, -1, -1):
                    if byte & 1 << bit:
                        yield place * 8 + bit

    def keys(self) -> array[int]:
        """Give all keys at once, the newest first."""
        return array("q", self)

    def add(self, keys: Iterable[int]) -> None:
        """Mark traces."""
        for key in keys:
            place, bit = divmod(key, 8)
            self._reach(place)
            if not self._bits[place] & 1 << bit:
                self._bits[place] |= 1 << bit
                self._count += 1

    def turn(self, keys: Iterable[int]) -> None:
        """Mark what is not marked of these, and the other way round."""
        for key in keys:
            place, bit = divmod(key, 8)
            self._reach(place)
            self._bits[place] ^= 1 << bit
            self._count += 1 if self._bits[place] & 1 << bit else -1

    def clear(self) -> None:
        """Mark nothing."""
        self._bits.clear()
        self._count = 0

    def _reach(self, place: int) -> None:
        if place >= len(self._bits):
            self._bits.extend(bytes(place + 1 - len(self._bits)))

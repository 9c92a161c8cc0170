"""How soon a frame may follow on those before it."""

from __future__ import annotations

from collections.abc import Callable

_AT_ONCE = 4
"""Frames that may follow at once after a pause: a dialog opens in so many and shall not stutter."""


class Pace:
    """Lets at most so many frames through in any second: a few at once, then evenly spaced."""

    def __init__(self, frames_a_second: int, *, clock: Callable[[], float]) -> None:
        """`clock` gives seconds that only grow."""
        self._most = min(_AT_ONCE, frames_a_second // 2)
        self._rate = frames_a_second - self._most
        self._clock = clock
        self._free = float(self._most)
        self._seen = clock()

    def wait(self) -> float:
        """Seconds until a frame may be sent; 0 or less where it may be now."""
        now = self._clock()
        self._free = min(self._most, self._free + (now - self._seen) * self._rate)
        self._seen = now
        return (1 - self._free) / self._rate

    def note_frame(self) -> None:
        """Count a frame that is being sent."""
        self.wait()
        self._free -= 1

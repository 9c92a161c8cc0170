"""How many keys are looked through at a time.

The first windows are small, so that a first page never waits. Each takes about as long as the last
one or so: they grow while looking is fast and shrink where it is slow, as under a pattern.
"""

from __future__ import annotations

FIRST_WINDOW = 16_384
"""Keys of the first window: some milliseconds, where nothing has to be read through."""

FIRST_WINDOW_READ = 256
"""Keys of the first window where documents are read through."""

LEAST_WINDOW = 64

FAST, SLOW = 0.06, 0.25
"""Seconds of a window below which the next one is much larger, and above which it is smaller.

While one is looked through, other programs may have to wait with what they commit. In between they
still grow, as there are questions that cost the same in every window, such as a short prefix.
"""

LEAP, GROWTH, SHRINKAGE = 8, 2, 4


def next_window(window: int, seconds: float) -> int:
    """Size the window after one that took so long."""
    if seconds > SLOW:
        return max(LEAST_WINDOW, window // SHRINKAGE)
    return window * (LEAP if seconds < FAST else GROWTH)

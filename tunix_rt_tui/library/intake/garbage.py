"""Looking for garbage now and then only, in a process that does nothing but import."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_COLLECT_AFTER = (100_000, 50, 100)
"""Python looks for garbage after so many objects: a batch that waits is a hundred thousand of them
that are none, and looking at them again and again took a fifth of the time."""


@contextmanager
def collecting_rarely() -> Iterator[None]:
    """Look for garbage less often to the end of the block."""
    before = gc.get_threshold()
    gc.set_threshold(*_COLLECT_AFTER)
    try:
        yield
    finally:
        gc.set_threshold(*before)

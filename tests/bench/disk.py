"""Where the bench writes: beside the checkout's files, since a temporary folder may be memory."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

RESULTS = Path("bench-results")


@contextmanager
def folder_on_disk() -> Iterator[Path]:
    """A folder that is removed with all that is in it."""
    RESULTS.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=RESULTS) as name:
        yield Path(name).resolve()

"""Files that are written whole or not at all, and that their owner alone can read."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """Write a file that appears at `path`, on the disk, only when the block has ended well.

    Whoever reads meanwhile sees what was there before, and if the block fails, that stays. Raises
    `OSError`.
    """
    # Named before it is made: an interrupt at any moment finds what to remove.
    part = path.parent / f".tunix-rt-{os.urandom(8).hex()}.part"
    try:
        with open(part, "xb", opener=_for_owner) as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _for_owner(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)

"""What kind of filesystem a path is on."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

MOUNTS = Path("/proc/self/mounts")

LOCAL_KINDS = frozenset(
    {"ext2", "ext3", "ext4", "xfs", "btrfs", "zfs", "f2fs", "bcachefs", "tmpfs", "overlay"}
)
"""Kinds whose locks and shared memory one kernel looks after; all others count as a network's."""


class Filesystem(NamedTuple):
    """A kind by its kernel name (`ext4`, `nfs4`, `lustre`), None where it cannot be known."""

    kind: str | None

    @property
    def local(self) -> bool:
        """Whether it is known to belong to this machine alone."""
        return self.kind in LOCAL_KINDS

    def __str__(self) -> str:
        if self.kind is None:
            return "unknown"
        return f"{self.kind} ({'local' if self.local else 'not known to be local'})"


def filesystem_of(path: Path, mounts: Path = MOUNTS) -> Filesystem:
    """Find the filesystem of a path, which need not exist, in the kernel's table of mounts."""
    try:
        table = mounts.read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return Filesystem(None)
    places = (path.resolve(), *path.resolve().parents)
    kinds = {}
    for line in table.splitlines():
        _, mounted_at, kind, *_ = line.split(" ")
        kinds[Path(_unescape(mounted_at))] = kind  # a later mount hides an earlier one
    return Filesystem(next((kinds[place] for place in places if place in kinds), None))


def _unescape(field: str) -> str:
    """Undo the kernel's octal escapes of blanks and backslashes."""
    return re.sub(r"\\([0-7]{3})", lambda match: chr(int(match[1], 8)), field)

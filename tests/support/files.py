"""Files as tests look at them, in plain functions that asynchronous tests may call."""

from __future__ import annotations

from pathlib import Path


def content(path: Path) -> bytes:
    """What is in a file."""
    return path.read_bytes()


def write(path: Path, data: bytes) -> Path:
    """Put something in a file; return its path."""
    path.write_bytes(data)
    return path


def mode(path: Path) -> int:
    """The permission bits of a file or folder."""
    return path.stat().st_mode & 0o777


def names(folder: Path) -> set[str]:
    """What is in a folder."""
    return {entry.name for entry in folder.iterdir()}

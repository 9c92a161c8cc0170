"""Knowing from its first bytes what cannot be read, so that a person is told what it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

_UNPACK = "Unpack it and name what comes out."


@dataclass(frozen=True, slots=True)
class Kind:
    """What a file is, in words that follow "is" or "holds", and what to do with it."""

    name: str
    way_out: str


def _compressed(by: str) -> Kind:
    return Kind(f"data compressed with {by}", f"Unpack it: {by} -dc FILE | tunix-rt import -")


FOREIGN: Mapping[bytes, Kind] = {
    b"\x1f\x8b": _compressed("gzip"),
    b"\x28\xb5\x2f\xfd": _compressed("zstd"),
    b"BZh": _compressed("bzip2"),
    b"\xfd7zXZ\x00": _compressed("xz"),
    b"PK\x03\x04": Kind("a zip archive", _UNPACK),
    b"PK\x05\x06": Kind("a zip archive", _UNPACK),
    b"7z\xbc\xaf\x27\x1c": Kind("a 7z archive", _UNPACK),
    b"PAR1": Kind("an Apache Parquet file", _UNPACK),
    b"SQLite format 3\x00": Kind(
        "an SQLite database", "To work on a store of traces, name it with --db."
    ),
    b"version https://git-lfs": Kind(
        "a Git LFS pointer, not the data itself", "Fetch the data: git lfs pull"
    ),
}
"""By what it begins with. Some of these are read where they stand by themselves in a file."""

_TAR = Kind("a tar archive", _UNPACK)
_BINARY = Kind("binary data, not text", "Give JSON or JSON Lines.")
_TAR_MARK = slice(257, 262)


def binary_kind(head: bytes) -> Kind:
    """Name what has a NUL in its first line."""
    return _TAR if head[_TAR_MARK] == b"ustar" else _BINARY

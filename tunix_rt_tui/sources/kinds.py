"""Knowing from its first bytes what is no text, so that a person is told what it is."""

from __future__ import annotations

import codecs
from collections.abc import Sequence
from dataclasses import dataclass

from tunix_rt_tui.sources.pieces import JSON_SPACE

HEAD_BYTES = 8192
"""Bytes of a file that are looked at; a git pointer file has about 130 in all."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What a file is, in words that follow "is", and what to do with it."""

    name: str
    way_out: str


_UTF16 = Kind("text in UTF-16 or UTF-32", "Convert it: iconv -f UTF-16 -t UTF-8 FILE > NEW")
_BINARY = Kind("binary data, not text", "Give JSON or JSON Lines in UTF-8.")


def _compressed(by: str) -> Kind:
    return Kind(f"compressed with {by}", f"Unpack it: {by} -dc FILE | tunix-rt import -")


_BEGINNINGS: Sequence[tuple[bytes, Kind]] = (
    (b"\x1f\x8b", _compressed("gzip")),
    (b"\x28\xb5\x2f\xfd", _compressed("zstd")),
    (b"BZh", _compressed("bzip2")),
    (b"\xfd7zXZ\x00", _compressed("xz")),
    (b"PK\x03\x04", Kind("a zip archive", "Unpack it and name the folder.")),
    (b"PAR1", Kind("an Apache Parquet file", "Convert it to JSON Lines first.")),
    (
        b"SQLite format 3\x00",
        Kind("an SQLite database", "To work on a store of traces, name it with --db."),
    ),
    (
        b"version https://git-lfs",
        Kind("a Git LFS pointer, not the data itself", "Fetch the data: git lfs pull"),
    ),
    (codecs.BOM_UTF16_LE, _UTF16),
    (codecs.BOM_UTF16_BE, _UTF16),
    (b"{\x00", _UTF16),
    (b"[\x00", _UTF16),
    (b"\x00{", _UTF16),
    (b"\x00[", _UTF16),
)


def foreign_kind(head: bytes) -> Kind | None:
    """Name the kind of what begins like this; None where it may be JSON in UTF-8.

    A text that begins like JSON is left to the parser even if there is a NUL in it.
    """
    for beginning, kind in _BEGINNINGS:
        if head.startswith(beginning):
            return kind
    text = head.removeprefix(codecs.BOM_UTF8).lstrip(JSON_SPACE)
    if b"\x00" in text and text[:1] not in (b"{", b"["):
        return _BINARY
    return None

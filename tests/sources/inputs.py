"""Bytes as sources, and what is read of them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from contextlib import nullcontext

from tunix_rt_tui.sources.finding import Source
from tunix_rt_tui.sources.reading import read_records
from tunix_rt_tui.sources.record import Record, UnreadRecord

MANY = 1_000_000

Read = Record | UnreadRecord


class Pipe(io.BytesIO):
    """A stream that can be read only forward."""

    def seekable(self) -> bool:
        return False

    def seek(self, offset: int, whence: int = 0, /) -> int:
        raise io.UnsupportedOperation("seek")


def read(
    data: bytes,
    *,
    name: str = "a",
    hold: int = MANY,
    chunk_size: int = 64,
    silent: bool = False,
    columns: AbstractSet[str] = frozenset(),
) -> list[Read]:
    """Read bytes as a file."""
    source = Source(name, lambda: nullcontext(io.BytesIO(data)), silent=silent)
    return list(read_records([source], columns, hold=hold, chunk_size=chunk_size))


def read_pipe(data: bytes, *, hold: int = MANY) -> list[Read]:
    """Read bytes that can be read only once."""
    return list(read_records([Source("stdin", lambda: nullcontext(Pipe(data)))], hold=hold))


def good(found: list[Read]) -> list[Record]:
    """Give the records."""
    return [each for each in found if isinstance(each, Record)]


def bad(found: list[Read]) -> list[UnreadRecord]:
    """Give what is no record."""
    return [each for each in found if isinstance(each, UnreadRecord)]


def raws(found: list[Read]) -> list[bytes]:
    """Give the bytes of the records."""
    return [record.raw for record in good(found)]


def messages(found: list[Read]) -> list[str]:
    """Say what is wrong, with its code."""
    return [f"{each.problem.code} {each.problem.message}" for each in bad(found)]


def zipped(members: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Put members into an archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()

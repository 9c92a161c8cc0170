"""Files that are compressed as their names say: `.gz` by gzip, `.zst` by Zstandard."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from tunix_rt_tui.library.targets import write_whole

Write = Callable[[bytes], object]
"""Takes what comes next in a file."""

_Pack = Callable[[BinaryIO], AbstractContextManager[Any]]


@contextmanager
def write_packed(target: Path) -> Iterator[Write]:
    """Write a file as `write_whole` does, compressed if its name says so; raises `TargetFault`."""
    pack = _packer(target.suffix)
    with write_whole(target) as file:
        if pack is None:
            yield file.write
        else:
            with pack(file) as packed:
                yield packed.write


def _packer(suffix: str) -> _Pack | None:
    match suffix:
        case ".gz":
            return _gzipped
        case ".zst":
            return _zstandard
        case _:
            return None


def _gzipped(file: BinaryIO) -> gzip.GzipFile:
    """Compress without name and time, so that the same traces always give the same file."""
    return gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0)


def _zstandard(file: BinaryIO) -> AbstractContextManager[Any]:
    from zstandard import ZstdCompressor

    return ZstdCompressor().stream_writer(file, closefd=False)

"""How a database is named to SQLite, by what is to be done with it."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote

from tunix_rt_tui.errors import StoreFault
from tunix_rt_tui.store.sqlite.location import beside, real_path

_JOURNAL_BYTES = slice(18, 20)
"""Where the header of a database says how it is kept (https://sqlite.org/fileformat2.html)."""

_WITH_LOG = b"\x02\x02"


def to_write(path: Path) -> str:
    """Name a database that is there already; opening it makes no file."""
    return _uri(path, "mode=rw")


def to_read(path: Path) -> str:
    """Name a database that is read for a while, and that others may write meanwhile.

    Where it has a write-ahead log, reading takes files beside it. In a folder that takes none it
    is read as it is, if all of it is in its file, or through the files of who has it open. Raises
    `StoreFault` where neither can be.
    """
    if _is_all_in_its_file(path) and not _takes_files(path):
        return _uri(path, "mode=ro&immutable=1")
    if has_log(path) and not _takes_files(path) and not beside(path, "-shm").exists():
        raise StoreFault(
            "Log cannot be read",
            f"What was written last to {path} is in a log beside it, and to read that, files must"
            f" be made in the folder {real_path(path).parent}, which may not be written.",
            "Let its owner open it once, or copy it together with its -wal file to a folder of"
            " your own.",
        )
    return _uri(path, "mode=ro")


def to_look(path: Path) -> str:
    """Name a database that is read for a moment; nothing is made beside it if that can be."""
    return _uri(path, "mode=ro&immutable=1") if _is_all_in_its_file(path) else to_read(path)


def has_log(path: Path) -> bool:
    """Tell whether a database is kept with a write-ahead log; the file itself says so."""
    with path.open("rb") as file:
        return file.read(_JOURNAL_BYTES.stop)[_JOURNAL_BYTES] == _WITH_LOG


def _is_all_in_its_file(path: Path) -> bool:
    """Tell whether a database has a log, but none with anything in it."""
    log = beside(path, "-wal")
    return has_log(path) and not (log.exists() and log.stat().st_size)


def _takes_files(path: Path) -> bool:
    return os.access(real_path(path).parent, os.W_OK)


def _uri(path: Path, how: str) -> str:
    return f"file:{quote(str(path.absolute()))}?{how}"

"""How a database is named to SQLite, by what is to be done with it."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote

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
    is read as it is, provided that all of it is in its file.
    """
    if os.access(real_path(path).parent, os.W_OK) or not is_complete_with_log(path):
        return _uri(path, "mode=ro")
    return _uri(path, "mode=ro&immutable=1")


def to_look(path: Path) -> str:
    """Name a database that is read for a moment; nothing is made beside it if that can be."""
    return _uri(path, "mode=ro&immutable=1" if is_complete_with_log(path) else "mode=ro")


def has_log(path: Path) -> bool:
    """Tell whether a database is kept with a write-ahead log; the file itself says so."""
    with path.open("rb") as file:
        return file.read(_JOURNAL_BYTES.stop)[_JOURNAL_BYTES] == _WITH_LOG


def is_complete_with_log(path: Path) -> bool:
    """Tell whether a database has a log in which nothing is that is not in its file."""
    log = beside(path, "-wal")
    return has_log(path) and not (log.exists() and log.stat().st_size)


def _uri(path: Path, how: str) -> str:
    return f"file:{quote(str(path.absolute()))}?{how}"

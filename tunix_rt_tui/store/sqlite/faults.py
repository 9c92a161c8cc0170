"""What SQLite and the operating system report, as a sentence and a way out."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tunix_rt_tui.errors import DamagedStore, ReadOnlyStore, StoreFault

_UNFINISHED = (
    sqlite3.SQLITE_READONLY_ROLLBACK,
    sqlite3.SQLITE_READONLY_RECOVERY,
    sqlite3.SQLITE_READONLY_CANTLOCK,
    sqlite3.SQLITE_READONLY_CANTINIT,
)
_UNDECODABLE = "Could not decode to UTF-8"
"""What Python says, without a code, of text that SQLite has read without complaint."""

_DISK_FULL = (errno.ENOSPC, errno.EDQUOT)
_FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)

SALVAGE = (
    "Leave the file as it is. Save what can be read with: tunix-rt export -o saved.jsonl; then put"
    " a backup in its place with: tunix-rt db restore BACKUP"
)


@contextmanager
def faults_of(path: Path) -> Iterator[None]:
    """Raise `StoreFault` for every error of SQLite or of the system inside the block."""
    try:
        yield
    except sqlite3.ProgrammingError:
        raise
    except sqlite3.Error as error:
        raise database_fault(error, path) from error
    except OSError as error:
        raise os_fault(error, path) from error


def database_fault(error: sqlite3.Error, path: Path) -> StoreFault:
    """Say what an error of SQLite means for the database at `path`."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
    if code in _UNFINISHED:
        return StoreFault(
            "Unfinished write",
            f"A write to {path} was cut off, and clearing up after it needs the right to write.",
            "Open it once without --read-only, where its file and folder can be written.",
        )
    if code == sqlite3.SQLITE_READONLY_DBMOVED:
        return StoreFault(
            "Store was replaced",
            f"The file {path} was moved, replaced or deleted while it was open.",
            "Nothing was written to it. Start the program again.",
        )
    if _UNDECODABLE in str(error):
        return damaged(f"Text in the database {path} is damaged.")
    primary = code & 0xFF
    described = _DESCRIBED.get(primary)
    if described is None:
        return StoreFault(
            "Database error", f"SQLite answered for {path}: {error}.", "See: tunix-rt db check"
        )
    kind, title, message, hint = described
    return kind(title, message.format(path=path, error=error), hint)


def damaged(what: str) -> DamagedStore:
    """Say what was found to be damaged, in a sentence."""
    return DamagedStore("Store is damaged", what, SALVAGE)


def os_fault(error: OSError, path: Path) -> StoreFault:
    """Say what an error of the system means for the database at `path`."""
    place = error.filename or path
    if os.fsdecode(place).startswith(os.path.realpath(path)):
        place = path  # a file that is made beside it, and whose name nobody has given
    reason = error.strerror or str(error)
    if error.errno in _DISK_FULL:
        return _full(path)
    if error.errno in _FORBIDDEN:
        return ReadOnlyStore(
            "Store cannot be written",
            f"{place} cannot be made or written: {reason}.",
            "Open it with --read-only if it exists, or choose another place with --db.",
        )
    return StoreFault(
        "Store out of reach", f"{place} cannot be used: {reason}.", "Choose another with --db."
    )


def _full(path: Path) -> StoreFault:
    _, title, message, hint = _DESCRIBED[sqlite3.SQLITE_FULL]
    return StoreFault(title, message.format(path=path, error=""), hint)


_DESCRIBED: dict[int, tuple[type[StoreFault], str, str, str]] = {
    sqlite3.SQLITE_READONLY: (
        ReadOnlyStore,
        "Store is read-only",
        "The database {path} may not be written.",
        "Open it with --read-only, or choose another place with --db.",
    ),
    sqlite3.SQLITE_FULL: (
        StoreFault,
        "Disk is full",
        "There is no room left for {path}; what was being written was taken back.",
        "Make room or raise the quota, then run the same again.",
    ),
    sqlite3.SQLITE_IOERR: (
        StoreFault,
        "Disk error",
        "The disk refused to read or write {path}: {error}.",
        "A quota, a limit on file sizes, or a failing disk or network; mend it and try again.",
    ),
    sqlite3.SQLITE_BUSY: (
        StoreFault,
        "Store is busy",
        "Another program has kept {path} locked for too long.",
        "Wait until it is done and try again; an import or a backup may be running.",
    ),
    sqlite3.SQLITE_LOCKED: (
        StoreFault,
        "Store is busy",
        "Another part of this program has kept {path} locked for too long.",
        "Wait until it is done and try again.",
    ),
    sqlite3.SQLITE_NOTADB: (
        StoreFault,
        "Not a database",
        "The file {path} is no SQLite database.",
        "Check --db. If it was a store, put a backup in its place: tunix-rt db restore BACKUP",
    ),
    sqlite3.SQLITE_CORRUPT: (
        DamagedStore,
        "Store is damaged",
        "The database {path} is damaged: {error}.",
        SALVAGE,
    ),
    sqlite3.SQLITE_CANTOPEN: (
        StoreFault,
        "Store cannot be opened",
        "The database {path}, or what SQLite keeps beside it, cannot be opened.",
        "Check that the file is there, and that its folder can be read and written.",
    ),
    sqlite3.SQLITE_PERM: (
        StoreFault,
        "Store cannot be opened",
        "The database {path} may not be used by this user.",
        "Ask its owner for the right to it, or choose another with --db.",
    ),
    sqlite3.SQLITE_INTERRUPT: (
        StoreFault,
        "Interrupted",
        "Reading {path} was cut short.",
        "Try again.",
    ),
}

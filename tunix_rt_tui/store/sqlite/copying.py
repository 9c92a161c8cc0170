"""Copies of a database that is in use, checked before they are believed."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from tunix_rt_tui.errors import StoreFault
from tunix_rt_tui.store.sqlite.faults import faults_of
from tunix_rt_tui.store.sqlite.location import companions, create_private, sync_folder
from tunix_rt_tui.store.sqlite.uris import to_write


@contextmanager
def named_when_done(target: Path) -> Iterator[Path]:
    """Lend a place beside a new file; what was put there gets its name when the block ends well.

    Whatever ends it otherwise, there is nothing by that name. Raises `StoreFault` where there is
    something already.
    """
    part = target.with_name(target.name + ".part")
    with faults_of(target):
        if os.path.lexists(target):
            raise _exists_already(target)
        try:
            yield part
            _give_name(part, target)
            sync_folder(target.parent)
        finally:
            discard(part)


def checked_copy(connection: sqlite3.Connection, part: Path) -> None:
    """Copy what a connection sees to `part`, which is made anew, to the disk itself; check it."""
    discard(part)
    create_private(part)
    with closing(sqlite3.connect(to_write(part), uri=True)) as copy:
        connection.backup(copy)
        # a copy must be readable where nothing can be written beside it, as WAL would need
        copy.execute("PRAGMA journal_mode = DELETE").fetchall()
        if problem := first_problem(copy):
            raise StoreFault(
                "Copy is damaged",
                f"The copy does not pass SQLite's check and was removed: {problem}.",
                "See what is wrong with the store itself: tunix-rt db check",
            )
    descriptor = os.open(part, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _give_name(part: Path, target: Path) -> None:
    try:
        os.link(part, target)
    except FileExistsError:
        raise _exists_already(target) from None
    except OSError:  # a filesystem without links
        if os.path.lexists(target):
            raise _exists_already(target) from None
        part.rename(target)


def _exists_already(target: Path) -> StoreFault:
    return StoreFault(
        "Backup exists already",
        f"There is something at {target}, and a backup never overwrites.",
        "Give another name.",
    )


def discard(part: Path) -> None:
    """Remove a copy that was not finished, with what SQLite keeps beside it."""
    for file in (part, *companions(part)):
        file.unlink(missing_ok=True)


def first_problem(connection: sqlite3.Connection) -> str | None:
    """Name the first thing that SQLite's quick check finds wrong; None when all is well."""
    answer = str(connection.execute("PRAGMA quick_check(1)").fetchone()[0])
    return None if answer == "ok" else answer

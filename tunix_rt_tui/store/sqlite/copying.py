"""Copies of a database that is in use, checked before they are believed."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from tunix_rt_tui.errors import StoreFault
from tunix_rt_tui.store.sqlite.faults import faults_of
from tunix_rt_tui.store.sqlite.location import companions, create_private, sync_folder
from tunix_rt_tui.store.sqlite.uris import to_write


def copy_database(connection: sqlite3.Connection, target: Path) -> None:
    """Copy what a connection sees to a new file, check the copy, and only then give it its name.

    Raises `StoreFault` where there is something by that name already, or where the copy is bad.
    """
    part = target.with_name(target.name + ".part")
    with faults_of(target):
        try:
            create_private(target)
        except FileExistsError:
            raise StoreFault(
                "Backup exists already",
                f"There is something at {target}, and a backup never overwrites.",
                "Give another name.",
            ) from None
        try:
            checked_copy(connection, part)
            part.replace(target)
            sync_folder(target.parent)
        except BaseException:
            discard(part)
            target.unlink(missing_ok=True)
            raise


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


def discard(part: Path) -> None:
    """Remove a copy that was not finished, with what SQLite keeps beside it."""
    for file in (part, *companions(part)):
        file.unlink(missing_ok=True)


def first_problem(connection: sqlite3.Connection) -> str | None:
    """Name the first thing that SQLite's quick check finds wrong; None when all is well."""
    answer = str(connection.execute("PRAGMA quick_check(1)").fetchone()[0])
    return None if answer == "ok" else answer

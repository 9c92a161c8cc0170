"""A checked backup put in the place of a database, and the old one moved aside."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from tunix_rt_tui.errors import StoreFault
from tunix_rt_tui.store.migrations.known import History
from tunix_rt_tui.store.sqlite.copying import checked_copy, first_problem
from tunix_rt_tui.store.sqlite.faults import database_fault, faults_of
from tunix_rt_tui.store.sqlite.location import (
    check_readable,
    companions,
    prepare_folder,
    stamp,
    sync_folder,
)
from tunix_rt_tui.store.sqlite.revision import check_known, read_revision
from tunix_rt_tui.store.sqlite.transaction import Patience, is_busy
from tunix_rt_tui.store.sqlite.uris import to_look, to_write


def put_in_place(
    backup: Path, path: Path, history: History, now: datetime, patience: Patience
) -> Path | None:
    """Copy a backup to where the database is; return where the old database went, if there was one.

    At every moment there is a whole database by the name: a crash leaves the old one or the new.
    Raises `StoreFault` for a backup that is damaged or too new, and while another program writes.
    """
    check_readable(backup)
    prepare_folder(path)
    part = path.with_name(path.name + ".restoring")
    with faults_of(backup), closing(_open(to_look(backup), patience)) as connection:
        _check(connection, backup, history)
        checked_copy(connection, part)
    try:
        with faults_of(path):
            if path.exists():
                with _locked(path, patience):
                    return _swap(part, path, stamp(now))
            part.replace(path)
            sync_folder(path.parent)
            return None
    finally:
        part.unlink(missing_ok=True)


def _check(connection: sqlite3.Connection, backup: Path, history: History) -> None:
    if problem := first_problem(connection):
        raise StoreFault(
            "Backup is damaged", f"{backup}: {problem}.", "Restore another; nothing was changed."
        )
    revision = read_revision(connection, backup)
    if revision is None:
        raise StoreFault(
            "Not a backup", f"There are no traces in {backup}.", "Nothing was changed."
        )
    check_known(revision, backup, history)


@contextmanager
def _locked(path: Path, patience: Patience) -> Iterator[None]:
    """Keep everyone from the old database, if it still is one, with all its pages in one file."""
    with closing(_open(to_write(path), patience)) as connection:
        try:
            connection.execute("PRAGMA journal_mode = DELETE").fetchall()
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.DatabaseError as error:
            if is_busy(error):
                raise database_fault(error, path) from error
            # damaged, which may be why it is replaced: it is moved as it is
        yield


def _swap(part: Path, path: Path, stamped: str) -> Path:
    aside = path.with_name(f"{path.name}.before-restore-{stamped}")
    for companion in companions(path):  # before the file: a journal must not meet the new one
        if companion.exists():
            companion.rename(aside.with_name(aside.name + companion.name[len(path.name) :]))
    try:
        os.link(path, aside)
    except OSError:  # a filesystem without links
        path.rename(aside)
    part.replace(path)
    sync_folder(path.parent)
    return aside


def _open(uri: str, patience: Patience) -> sqlite3.Connection:
    return sqlite3.connect(uri, uri=True, timeout=patience.busy, isolation_level=None)

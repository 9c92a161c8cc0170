"""A checked backup put in the place of a database, and the old one moved aside."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import datetime
from pathlib import Path

from tunix_rt_tui.errors import StoreFault
from tunix_rt_tui.store.migrations.known import History
from tunix_rt_tui.store.sqlite.copying import checked_copy, discard, first_problem
from tunix_rt_tui.store.sqlite.faults import database_fault, faults_of
from tunix_rt_tui.store.sqlite.location import (
    beside,
    check_folder,
    check_readable,
    companions,
    prepare_folder,
    real_path,
    stamp,
    sync_folder,
)
from tunix_rt_tui.store.sqlite.revision import check_known, read_revision
from tunix_rt_tui.store.sqlite.transaction import Patience, is_busy
from tunix_rt_tui.store.sqlite.uris import to_look, to_write

_OTHER = "Nothing was changed. Name another backup."


def put_in_place(
    backup: Path, path: Path, history: History, now: datetime, patience: Patience
) -> Path | None:
    """Copy a backup to where the database is; return where the old database went, if there was one.

    At every moment there is a whole database by the name: a crash leaves the old one or the new.
    Raises `StoreFault` for a backup that is damaged or too new, and while another program writes.
    """
    with closing(_open_backup(backup, history, patience)) as connection, faults_of(path):
        real, part = real_path(path), beside(path, ".restoring")
        prepare_folder(real)
        check_folder(path)
        try:
            checked_copy(connection, part)
            if real.exists():
                with _locked(path, patience):
                    return _swap(part, real, stamp(now))
            part.replace(real)
            sync_folder(real.parent)
            return None
        finally:
            discard(part)


def _open_backup(backup: Path, history: History, patience: Patience) -> sqlite3.Connection:
    """Open a backup that can take the place of a store; raises what else it is."""
    try:
        check_readable(backup)
        with faults_of(backup):
            connection = _open(to_look(backup), patience)
            try:
                _check(connection, backup, history)
            except BaseException:
                connection.close()
                raise
    except StoreFault as fault:
        fault.hint = _OTHER
        raise
    return connection


def _check(connection: sqlite3.Connection, backup: Path, history: History) -> None:
    if problem := first_problem(connection):
        raise StoreFault("Backup is damaged", f"{backup}: {problem}.", _OTHER)
    revision = read_revision(connection, backup)
    if revision is None:
        raise StoreFault("Not a backup", f"There are no traces in {backup}.", _OTHER)
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
    """Move the old database aside and the new one to its place, or nothing at all."""
    aside = path.with_name(f"{path.name}.before-restore-{stamped}")
    with ExitStack() as undone:
        for companion in companions(path):  # before the file: a journal must not meet the new one
            if companion.exists():
                moved = companion.rename(beside(aside, companion.name[len(path.name) :]))
                undone.callback(moved.rename, companion)
        try:
            os.link(path, aside)
        except OSError:  # a filesystem without links
            path.rename(aside)
        undone.callback(aside.unlink, missing_ok=True)
        undone.callback(aside.replace, path)  # does nothing where both are one file by two names
        part.replace(path)
        undone.pop_all()
    sync_folder(path.parent)
    return aside


def _open(uri: str, patience: Patience) -> sqlite3.Connection:
    return sqlite3.connect(uri, uri=True, timeout=patience.busy, isolation_level=None)

"""The schema of one database file: what it has, moving it up and down, restoring a backup."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from tunix_rt_tui.errors import UsageFault
from tunix_rt_tui.store.contract import Moved
from tunix_rt_tui.store.migrations.known import BASE, HEAD, SQLITE, History
from tunix_rt_tui.store.sqlite.copying import checked_copy, named_when_done
from tunix_rt_tui.store.sqlite.faults import faults_of
from tunix_rt_tui.store.sqlite.location import beside, check_readable, prepare_for_writing, stamp
from tunix_rt_tui.store.sqlite.restoring import put_in_place
from tunix_rt_tui.store.sqlite.revision import check_current, check_known, read_revision
from tunix_rt_tui.store.sqlite.transaction import Patience, look_patiently, transaction
from tunix_rt_tui.store.sqlite.uris import to_look, to_write


def utc_now() -> datetime:
    """Read the clock."""
    return datetime.now(UTC)


class SqliteSchema:
    """The `Schema` of a SQLite file; blocking, and it holds nothing open between two calls."""

    def __init__(
        self,
        path: Path,
        *,
        clock: Callable[[], datetime] = utc_now,
        patience: Patience | None = None,
        history: History = SQLITE,
    ) -> None:
        self._path = path
        self._history = history
        self._clock = clock
        self._patience = patience or Patience()

    def current(self) -> str | None:
        """Name the revision of the database; None where there is no database yet."""
        with faults_of(self._path):
            if not self._path.exists():
                return None
            check_readable(self._path)
            return self._read_revision(to_look(self._path))

    def make_current(self) -> None:
        """Make the database where there is none, and move it up where it is not at the head."""
        prepare_for_writing(self._path)
        with faults_of(self._path):  # opened for writing, it clears up after one cut off
            revision = self._read_revision(to_write(self._path))
        if revision != self._history.head:
            self.upgrade()

    def require_current(self) -> None:
        """Raise `StoreFault` unless there is a database that can be read as it stands."""
        check_readable(self._path)
        check_current(self.current(), self._path, self._history)

    def history(self) -> list[tuple[str, str]]:
        """List every revision, oldest first, with what it brings."""
        return list(self._history.revisions)

    def upgrade(self, revision: str = HEAD) -> Moved:
        """Move up to a revision, after a backup where there is data.

        Makes the file where there is none. Of several programs that start at once, one moves the
        database, all in one transaction; the others wait, look again and find nothing to do.
        """
        target = self._resolve(revision)
        prepare_for_writing(self._path)
        return self._move(target, up=True)

    def downgrade(self, revision: str) -> Moved:
        """Move down to a revision, after a backup where there is data."""
        target = self._resolve(revision)
        check_readable(self._path)
        prepare_for_writing(self._path)
        return self._move(target, up=False)

    def restore(self, backup: Path) -> Path | None:
        """Put a checked backup in the place of the database; return where the old one went.

        The old one, with what SQLite keeps beside it, is moved aside and never deleted.
        """
        return put_in_place(backup, self._path, self._history, self._clock(), self._patience)

    def _resolve(self, revision: str) -> str:
        if revision == HEAD:
            return self._history.head
        if revision != BASE and revision not in dict(self._history.revisions):
            raise UsageFault(
                "No such revision",
                f"There is no revision '{revision}' of the schema.",
                "See them all with: tunix-rt db history",
            )
        return revision

    def _move(self, target: str, *, up: bool) -> Moved:
        # Alembic brings SQLAlchemy: loaded only when a schema has to be made or moved
        from tunix_rt_tui.store.migrations.running import sqlite_steps

        with faults_of(self._path):
            connection = self._connect(to_write(self._path))
            steps_of = sqlite_steps(self._history, connection)
            with steps_of as steps, transaction(connection, self._patience):
                revision = read_revision(connection, self._path)
                check_known(revision, self._path, self._history)
                here = revision or BASE
                ahead = self._history.place(here) - self._history.place(target)
                if ahead >= 0 if up else ahead <= 0:
                    return Moved(here, None)
                backup = self._back_up(connection, here)
                if up:
                    steps.up(target)
                else:
                    steps.down(target)
                return Moved(target, backup)

    def _back_up(self, writing: sqlite3.Connection, revision: str) -> Path | None:
        """Copy the database as it was before, over a second connection, if it holds a trace."""
        if revision == BASE or not writing.execute("SELECT 1 FROM traces LIMIT 1").fetchone():
            return None
        backup = beside(self._path, f".backup-{revision}-{stamp(self._clock())}")
        with (
            named_when_done(backup) as part,
            closing(self._connect(to_write(self._path))) as reading,
        ):
            checked_copy(reading, part)
        return backup

    def _read_revision(self, uri: str) -> str | None:
        with closing(self._connect(uri)) as connection:
            return look_patiently(partial(read_revision, connection, self._path), self._patience)

    def _connect(self, uri: str) -> sqlite3.Connection:
        return sqlite3.connect(uri, uri=True, timeout=self._patience.busy, isolation_level=None)

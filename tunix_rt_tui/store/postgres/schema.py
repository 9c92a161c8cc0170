"""The schema of a database: what it has, and moving it up and down."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import asyncpg

from tunix_rt_tui.errors import StoreFault, UsageFault
from tunix_rt_tui.store.contract import Moved
from tunix_rt_tui.store.migrations.known import BASE, HEAD, POSTGRES, History
from tunix_rt_tui.store.postgres.engine import Place
from tunix_rt_tui.store.postgres.faults import faults_of

T = TypeVar("T")

_TABLE = "SELECT to_regclass('alembic_version') IS NOT NULL"
_REVISION = "SELECT version_num FROM alembic_version"


def utc_now() -> datetime:
    """Read the clock."""
    return datetime.now(UTC)


class PostgresSchema:
    """The `Schema` of a PostgreSQL database; blocking, and it holds nothing open between calls.

    Each move is one transaction, so nothing is backed up before: it is made whole, or not at all.
    """

    def __init__(self, place: Place, history: History = POSTGRES) -> None:
        self._place = place
        self._history = history

    def current(self) -> str | None:
        """Name the revision of the database; None where it has no tables yet."""
        return _run(self._current)

    def make_current(self) -> None:
        """Make the tables where there are none, and move them up where they are not the newest."""
        if self.current() != self._history.head:
            self.upgrade()

    def require_current(self) -> None:
        """Raise `StoreFault` unless the database can be read as it stands."""
        revision = self.current()
        self._check_known(revision)
        if revision != self._history.head:
            raise StoreFault(
                "Schema too old",
                f"{self._place.name} is at revision {revision or BASE}; this program reads"
                f" {self._history.head}.",
                "Move it up, by a user who may: tunix-rt db upgrade",
            )

    def history(self) -> list[tuple[str, str]]:
        """List every revision, oldest first, with what it brings."""
        return list(self._history.revisions)

    def upgrade(self, revision: str = HEAD) -> Moved:
        """Move up to a revision; of several programs that start at once, one moves it."""
        return self._move(self._resolve(revision), up=True)

    def downgrade(self, revision: str) -> Moved:
        """Move down to a revision."""
        return self._move(self._resolve(revision), up=False)

    def restore(self, backup: Path) -> Path | None:
        """Say how a backup is put back: that is an affair of the server's owner."""
        raise UsageFault(
            "Not done from here",
            f"{self._place.name} is a database of a server, which others may be using.",
            f"Put the backup back with: pg_restore --clean --if-exists --dbname=DATABASE {backup}",
        )

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

    def _check_known(self, revision: str | None) -> None:
        if revision is not None and revision not in dict(self._history.revisions):
            raise StoreFault(
                "Schema too new",
                f"{self._place.name} is at revision {revision}, which this program does not know.",
                "Use a newer version of tunix-rt.",
            )

    def _move(self, target: str, *, up: bool) -> Moved:
        # Alembic brings SQLAlchemy: loaded only when a schema has to be made or moved
        from tunix_rt_tui.store.migrations.running import postgres_steps

        def move(steps: Any, revision: str | None) -> Moved:
            self._check_known(revision)
            here = revision or BASE
            ahead = self._history.place(here) - self._history.place(target)
            if ahead >= 0 if up else ahead <= 0:
                return Moved(here, None)
            if up:
                steps.up(target)
            else:
                steps.down(target)
            return Moved(target, None)

        with faults_of(self._place.name):
            return _run(lambda: postgres_steps(self._history, self._place.url, move))

    async def _current(self) -> str | None:
        with faults_of(self._place.name):
            connection = await asyncpg.connect(self._place.url, timeout=self._place.timeout)
            try:
                if not await connection.fetchval(_TABLE):
                    return None
                found: str | None = await connection.fetchval(_REVISION)
                return found
            finally:
                await connection.close()


def _run(work: Callable[[], Awaitable[T]]) -> T:
    """Run something asynchronous to its end, in a thread: here a loop may be running already."""

    async def body() -> T:
        return await work()

    with ThreadPoolExecutor(1) as threads:
        return threads.submit(asyncio.run, body()).result()

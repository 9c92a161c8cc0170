"""Looking after a database: how it is, what is wrong with it, copies of it, its index."""

from __future__ import annotations

import shutil
import sqlite3
from functools import partial
from pathlib import Path

from tunix_rt_tui.errors import StoreFault
from tunix_rt_tui.store.contract import StoreStatus
from tunix_rt_tui.store.sqlite import checking, index
from tunix_rt_tui.store.sqlite.copying import checked_copy, named_when_done
from tunix_rt_tui.store.sqlite.engine import Engine
from tunix_rt_tui.store.sqlite.faults import faults_of
from tunix_rt_tui.store.sqlite.filesystem import filesystem_of
from tunix_rt_tui.store.sqlite.location import size_on_disk
from tunix_rt_tui.store.sqlite.reader import count_traces
from tunix_rt_tui.store.sqlite.revision import read_revision
from tunix_rt_tui.store.sqlite.uris import has_log
from tunix_rt_tui.trace.words import size


class SqliteAdmin:
    """The `Admin` of a SQLite database, but for closing it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    async def status(self) -> StoreStatus:
        """Tell how the store is."""
        return await self._engine.read(self._status)

    async def check(self) -> list[str]:
        """Name everything that is wrong; the rows are only looked at where the pages are sound."""
        if problems := await self._engine.read(checking.pages):
            return problems
        if not self._engine.read_only:
            problems += await self._engine.write(checking.words)
        for question in checking.ROWS:
            problems += await self._engine.read(question)
        return problems

    async def backup(self, target: Path) -> Path:
        """Copy the store over a connection of its own, so that reading goes on."""
        if not target.parent.is_dir():
            raise StoreFault(
                "Folder missing",
                f"There is no folder {target.parent} to put a backup in.",
                "Make the folder first, or name another.",
            )
        with named_when_done(target) as part:
            connection = await self._engine.start_reader()
            try:
                await connection.run(partial(_copy, part))
            finally:
                await connection.close()  # when it is done, even if nobody waits for it any more
        return target

    async def rebuild_index(self) -> int:
        """Make the full-text index anew, or go on where that was cut off, slice by slice."""
        await self._engine.write(index.begin_rebuild)
        while await self._engine.write(index.continue_rebuild):
            pass
        return await self._engine.read(index.count_indexed)

    def _status(self, connection: sqlite3.Connection) -> StoreStatus:
        path = self._engine.path
        taken = size_on_disk(path)
        return StoreStatus(
            kind="sqlite",
            location=str(path),
            traces=count_traces("live", connection),
            trashed=count_traces("trash", connection),
            bytes=taken,
            revision=read_revision(connection, path) or "none",
            read_only=self._engine.read_only,
            facts=self._facts(taken),
        )

    def _facts(self, taken: int) -> dict[str, str]:
        path = self._engine.path
        with faults_of(path):
            free = shutil.disk_usage(path.parent).free
        facts = {
            "size on disk": size(taken),
            "free space": size(free),
            "filesystem": str(filesystem_of(path)),
            "journal mode": self._journal(),
            "SQLite": sqlite3.sqlite_version,
        }
        if self._engine.journal and self._engine.journal.risk:
            facts["risk"] = f"the journal mode was set: {self._engine.journal.risk}"
        return facts

    def _journal(self) -> str:
        chosen, kept = self._engine.journal, self._engine.journal_mode
        if chosen is None:  # a connection that cannot write tells its own, not that of the file
            return f"{'wal' if has_log(self._engine.path) else 'rollback'} (as the file is kept)"
        if kept != chosen.mode:
            return f"{kept} ({chosen.mode} was wanted, but another program had the store open)"
        return f"{kept} ({chosen.why})"


def _copy(part: Path, connection: sqlite3.Connection) -> None:
    checked_copy(connection, part)

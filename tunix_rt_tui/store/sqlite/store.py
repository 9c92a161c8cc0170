"""A store in a SQLite file: its parts, joined."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from uuid import UUID, uuid4

from tunix_rt_tui.store.joined import JoinedStore, Parts
from tunix_rt_tui.store.sqlite.admin import SqliteAdmin
from tunix_rt_tui.store.sqlite.changes import Changes
from tunix_rt_tui.store.sqlite.counting import SqliteStatistics
from tunix_rt_tui.store.sqlite.engine import Engine
from tunix_rt_tui.store.sqlite.filesystem import filesystem_of
from tunix_rt_tui.store.sqlite.journal import JournalMode, choose_journal
from tunix_rt_tui.store.sqlite.reader import SqliteReader
from tunix_rt_tui.store.sqlite.schema import SqliteSchema, utc_now
from tunix_rt_tui.store.sqlite.tagging import SqliteTags
from tunix_rt_tui.store.sqlite.transaction import Patience
from tunix_rt_tui.store.sqlite.trash import SqliteTrash
from tunix_rt_tui.store.sqlite.views import SqliteViews
from tunix_rt_tui.store.sqlite.writer import SqliteWriter


async def open_sqlite(
    path: Path,
    *,
    read_only: bool = False,
    journal_mode: JournalMode = "auto",
    clock: Callable[[], datetime] = utc_now,
    new_id: Callable[[], UUID] = uuid4,
    patience: Patience | None = None,
) -> SqliteStore:
    """Open the store in a file; made, or brought up to date, unless it is only to be read.

    Raises `StoreFault` that says what stands in the way, and `ReadOnlyStore` where opening with
    `read_only` would help.
    """
    patience = patience or Patience()
    schema = SqliteSchema(path, clock=clock, patience=patience)
    if read_only:
        await asyncio.to_thread(schema.require_current)
        journal = None
    else:
        await asyncio.to_thread(schema.make_current)
        journal = choose_journal(journal_mode, filesystem_of(path), sqlite3.sqlite_version_info)
    engine = Engine(path, patience, journal)
    try:
        await engine.open()
        return SqliteStore(engine, clock, new_id)
    except BaseException:  # an interrupt may come at any moment, and the threads would stay
        await engine.close()
        raise


class SqliteStore(JoinedStore):
    """The `Store` of a SQLite file."""

    _changes: Changes

    def __init__(
        self, engine: Engine, clock: Callable[[], datetime], new_id: Callable[[], UUID]
    ) -> None:
        super().__init__(
            Parts(
                SqliteReader(engine, clock),
                SqliteWriter(engine, clock, new_id),
                SqliteTrash(engine, clock),
                SqliteTags(engine),
                SqliteViews(engine),
                SqliteStatistics(engine),
                SqliteAdmin(engine),
                Changes(engine),
                engine.close,
            )
        )
        self._engine = engine

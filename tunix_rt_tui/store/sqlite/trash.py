"""Taking away: into the trash, out of it, and for good."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from uuid import UUID

from tunix_rt_tui.store.sqlite.engine import Engine
from tunix_rt_tui.store.sqlite.index import forget
from tunix_rt_tui.store.sqlite.tables import BESIDE, LISTING
from tunix_rt_tui.store.values import to_microseconds

_TO_TRASH = "UPDATE traces SET deleted_at = ? WHERE id = ? AND deleted_at IS NULL"
_FROM_TRASH = "UPDATE traces SET deleted_at = NULL WHERE id = ? AND deleted_at IS NOT NULL"
_TRASHED = "SELECT seq FROM traces WHERE id = ? AND deleted_at IS NOT NULL"


class SqliteTrash:
    """The `Trash` of a SQLite database."""

    def __init__(self, engine: Engine, clock: Callable[[], datetime]) -> None:
        self._engine = engine
        self._clock = clock

    async def delete(self, ids: Sequence[UUID]) -> list[UUID]:
        """Mark live traces as deleted now."""
        return await self._engine.write(partial(self._delete, ids))

    async def restore(self, ids: Sequence[UUID]) -> list[UUID]:
        """Take the mark away; key and date were kept."""
        return await self._engine.write(partial(_restore, ids))

    async def purge(self, ids: Sequence[UUID]) -> list[UUID]:
        """Remove every row of trashed traces, and their words from the full-text index."""
        return await self._engine.write(partial(_purge, ids))

    def _delete(self, ids: Sequence[UUID], connection: sqlite3.Connection) -> list[UUID]:
        now = to_microseconds(self._clock())
        return [
            trace_id
            for trace_id in ids
            if connection.execute(_TO_TRASH, (now, str(trace_id))).rowcount
        ]


def _restore(ids: Sequence[UUID], connection: sqlite3.Connection) -> list[UUID]:
    return [
        trace_id for trace_id in ids if connection.execute(_FROM_TRASH, (str(trace_id),)).rowcount
    ]


def _purge(ids: Sequence[UUID], connection: sqlite3.Connection) -> list[UUID]:
    purged = {}
    for trace_id in dict.fromkeys(ids):
        row = connection.execute(_TRASHED, (str(trace_id),)).fetchone()
        if row:
            purged[trace_id] = int(row[0])
    keys = list(purged.values())
    forget(keys, connection)
    for table in (*BESIDE, LISTING):
        connection.executemany(f"DELETE FROM {table.name} WHERE seq = ?", [(key,) for key in keys])
    return list(purged)

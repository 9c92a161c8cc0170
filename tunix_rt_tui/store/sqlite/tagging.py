"""Putting tags on traces and taking them off."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Sequence
from functools import partial

from tunix_rt_tui.store.contract import TagChange
from tunix_rt_tui.store.sqlite.engine import Engine
from tunix_rt_tui.store.sqlite.values import as_json

_ADD = """
    INSERT OR IGNORE INTO trace_tags (seq, tag)
    SELECT seq, ? FROM traces WHERE seq IN (SELECT value FROM json_each(?)) RETURNING seq
"""
_REMOVE = """
    DELETE FROM trace_tags WHERE tag = ? AND seq IN (SELECT value FROM json_each(?)) RETURNING seq
"""
_COUNT = """
    SELECT tag, count(*) FROM trace_tags JOIN traces USING (seq) WHERE deleted_at IS NULL
    GROUP BY tag ORDER BY tag
"""
_TAGGED = "SELECT seq FROM trace_tags WHERE tag = ? ORDER BY seq DESC"


class SqliteTags:
    """The `Tags` of a SQLite database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    async def change_tags(self, changes: Sequence[TagChange]) -> list[TagChange]:
        """Change them in one transaction."""
        return await self._engine.write(partial(_change, changes))

    async def count_tags(self) -> dict[str, int]:
        """Count by the index of tags."""
        return await self._engine.read(lambda connection: dict(connection.execute(_COUNT)))

    async def tagged(self, tag: str) -> array[int]:
        """Look a tag up in its index."""
        return await self._engine.read(partial(_tagged, tag))


def _change(changes: Sequence[TagChange], connection: sqlite3.Connection) -> list[TagChange]:
    done = []
    for tag, keys, added in changes:
        rows = connection.execute(_ADD if added else _REMOVE, (tag, as_json(keys))).fetchall()
        changed = array("q", [seq for (seq,) in rows])
        if changed:
            done.append(TagChange(tag, changed, added))
    return done


def _tagged(tag: str, connection: sqlite3.Connection) -> array[int]:
    return array("q", [seq for (seq,) in connection.execute(_TAGGED, (tag,))])

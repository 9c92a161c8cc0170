"""Views that were saved."""

from __future__ import annotations

import sqlite3
from functools import partial

from tunix_rt_tui.store.contract import View
from tunix_rt_tui.store.sqlite.engine import Engine

_SAVE = "INSERT OR REPLACE INTO views (name, query, layout) VALUES (?, ?, ?)"
_LIST = "SELECT name, query, layout FROM views ORDER BY name"
_FORGET = "DELETE FROM views WHERE name = ?"


class SqliteViews:
    """The `Views` of a SQLite database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    async def views(self) -> list[View]:
        """List them."""
        return await self._engine.read(_list)

    async def save_view(self, view: View) -> None:
        """Save one."""
        await self._engine.write(lambda connection: connection.execute(_SAVE, view))

    async def forget_view(self, name: str) -> bool:
        """Forget one."""
        return await self._engine.write(partial(_forget, name))


def _list(connection: sqlite3.Connection) -> list[View]:
    return [View(*row) for row in connection.execute(_LIST)]


def _forget(name: str, connection: sqlite3.Connection) -> bool:
    return connection.execute(_FORGET, (name,)).rowcount > 0

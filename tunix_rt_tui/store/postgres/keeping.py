"""Tags, the trash, and views."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import UUID

from tunix_rt_tui.store.contract import TagChange, View
from tunix_rt_tui.store.postgres.engine import Connection, Engine
from tunix_rt_tui.store.values import to_id, to_microseconds

TABLES = (
    *("trace_payloads", "trace_step_types", "trace_facts", "trace_tags", "trace_lacks"),
    *("trace_origins", "trace_search"),
)
"""The tables beside `traces` whose rows go with their trace."""

_ADD = """
    INSERT INTO trace_tags (seq, tag)
    SELECT seq, $1 FROM traces WHERE seq = ANY($2::bigint[]) ORDER BY seq
    ON CONFLICT DO NOTHING RETURNING seq
"""
_REMOVE = "DELETE FROM trace_tags WHERE tag = $1 AND seq = ANY($2::bigint[]) RETURNING seq"


class PostgresTags:
    """The `Tags` of a PostgreSQL database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    async def change_tags(self, changes: Sequence[TagChange]) -> list[TagChange]:
        """Change them in one transaction."""

        async def change(connection: Connection) -> list[TagChange]:
            done = []
            for tag, keys, added in changes:
                rows = await connection.fetch(_ADD if added else _REMOVE, tag, list(keys))
                if changed := array("q", sorted(row[0] for row in rows)):
                    done.append(TagChange(tag, changed, added))
            return done

        return await self._engine.write(change) if changes else []

    async def count_tags(self) -> dict[str, int]:
        """Count the live traces of each tag."""
        rows = await self._engine.rows(
            "SELECT tag, count(*) FROM trace_tags JOIN traces USING (seq)"
            " WHERE deleted_at IS NULL GROUP BY tag ORDER BY tag"
        )
        return {row[0]: row[1] for row in rows}

    async def tagged(self, tag: str) -> array[int]:
        """Look a tag up in its index."""
        query = "SELECT seq FROM trace_tags WHERE tag = :tag ORDER BY seq DESC"
        return array("q", [row[0] for row in await self._engine.rows(query, tag=tag)])


class PostgresTrash:
    """The `Trash` of a PostgreSQL database."""

    def __init__(self, engine: Engine, clock: Callable[[], datetime]) -> None:
        self._engine = engine
        self._clock = clock

    async def delete(self, ids: Sequence[UUID]) -> list[UUID]:
        """Mark live traces as deleted."""
        now = to_microseconds(self._clock())
        query = """
            UPDATE traces SET deleted_at = $2
            WHERE id = ANY($1::text[]) AND deleted_at IS NULL RETURNING id
        """
        return await self._move(ids, query, now)

    async def restore(self, ids: Sequence[UUID]) -> list[UUID]:
        """Take the mark away; key and date were kept."""
        query = """
            UPDATE traces SET deleted_at = NULL
            WHERE id = ANY($1::text[]) AND deleted_at IS NOT NULL RETURNING id
        """
        return await self._move(ids, query)

    async def purge(self, ids: Sequence[UUID]) -> list[UUID]:
        """Remove every row of trashed traces."""

        async def purge(connection: Connection) -> list[UUID]:
            rows = await connection.fetch(
                "DELETE FROM traces WHERE id = ANY($1::text[]) AND deleted_at IS NOT NULL"
                " RETURNING seq, id",
                [str(one) for one in ids],
            )
            keys = [row[0] for row in rows]
            for table in TABLES:
                await connection.execute(f"DELETE FROM {table} WHERE seq = ANY($1::bigint[])", keys)
            return _in_order(ids, [row[1] for row in rows])

        return await self._engine.write(purge) if ids else []

    async def _move(self, ids: Sequence[UUID], query: str, *values: object) -> list[UUID]:
        async def move(connection: Connection) -> list[UUID]:
            rows = await connection.fetch(query, [str(one) for one in ids], *values)
            return _in_order(ids, [row[0] for row in rows])

        return await self._engine.write(move) if ids else []


class PostgresViews:
    """The `Views` of a PostgreSQL database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    async def views(self) -> list[View]:
        """List them."""
        rows = await self._engine.rows("SELECT name, query, layout FROM views ORDER BY name")
        return [View(*row) for row in rows]

    async def save_view(self, view: View) -> None:
        """Save one."""
        query = """
            INSERT INTO views (name, query, layout) VALUES ($1, $2, $3)
            ON CONFLICT (name) DO UPDATE SET query = excluded.query, layout = excluded.layout
        """
        await self._engine.write(lambda connection: connection.execute(query, *view))

    async def forget_view(self, name: str) -> bool:
        """Forget one."""
        query = "DELETE FROM views WHERE name = $1 RETURNING name"

        async def forget(connection: Connection) -> bool:
            return await connection.fetchval(query, name) is not None

        return await self._engine.write(forget)


def _in_order(asked: Sequence[UUID], moved: Sequence[str]) -> list[UUID]:
    """Give what was moved in the order in which it was asked for, each once."""
    found = {to_id(one) for one in moved}
    return [one for one in dict.fromkeys(asked) if one in found]

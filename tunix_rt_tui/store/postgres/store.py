"""A store in PostgreSQL: its parts, joined."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime
from uuid import UUID, uuid4

from tunix_rt_tui.store.joined import JoinedStore, Parts
from tunix_rt_tui.store.postgres.admin import PostgresAdmin
from tunix_rt_tui.store.postgres.changes import Changes
from tunix_rt_tui.store.postgres.counting import PostgresStatistics
from tunix_rt_tui.store.postgres.engine import Engine, Place
from tunix_rt_tui.store.postgres.keeping import PostgresTags, PostgresTrash, PostgresViews
from tunix_rt_tui.store.postgres.reader import PostgresReader
from tunix_rt_tui.store.postgres.schema import PostgresSchema, utc_now
from tunix_rt_tui.store.postgres.writer import PostgresWriter


async def open_postgres(
    place: Place,
    *,
    clock: Callable[[], datetime] = utc_now,
    new_id: Callable[[], UUID] = uuid4,
) -> PostgresStore:
    """Open the store in a database; its tables are made, or moved up, unless it is only read.

    Raises `StoreFault` that says what stands in the way.
    """
    schema = PostgresSchema(place)
    move = schema.require_current if place.read_only else schema.make_current
    await asyncio.to_thread(move)
    engine = Engine(place)
    await engine.open()
    return PostgresStore(engine, clock, new_id)


class PostgresStore(JoinedStore):
    """The `Store` of a PostgreSQL database."""

    _changes: Changes

    def __init__(
        self, engine: Engine, clock: Callable[[], datetime], new_id: Callable[[], UUID]
    ) -> None:
        super().__init__(
            Parts(
                PostgresReader(engine, clock),
                PostgresWriter(engine, clock, new_id),
                PostgresTrash(engine, clock),
                PostgresTags(engine),
                PostgresViews(engine),
                PostgresStatistics(engine),
                PostgresAdmin(engine),
                Changes(engine),
                engine.close,
            )
        )
        self._engine = engine

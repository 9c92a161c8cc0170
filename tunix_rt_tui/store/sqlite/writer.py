"""Adding a batch: one transaction, one statement a table."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from uuid import UUID

from tunix_rt_tui.store.contract import (
    AddedTrace,
    Batch,
    OnDuplicate,
    Outcome,
)
from tunix_rt_tui.store.deciding import decide
from tunix_rt_tui.store.rows import Row, TraceRows, in_pieces
from tunix_rt_tui.store.sqlite.engine import Engine
from tunix_rt_tui.store.sqlite.reader import find_twins
from tunix_rt_tui.store.sqlite.tables import (
    FACTS,
    LACKS,
    LISTING,
    ORIGINS,
    PAYLOADS,
    SEARCH,
    STEP_TYPES,
    TAGS,
)
from tunix_rt_tui.store.sqlite.transaction import transaction
from tunix_rt_tui.store.sqlite.values import newest_key, to_name
from tunix_rt_tui.store.values import to_microseconds


class SqliteWriter:
    """The `Writer` of a SQLite database."""

    def __init__(
        self, engine: Engine, clock: Callable[[], datetime], new_id: Callable[[], UUID]
    ) -> None:
        self._engine = engine
        self._clock = clock
        self._new_id = new_id

    async def add_many(self, traces: Batch, *, on_duplicate: OnDuplicate = "add") -> list[Outcome]:
        """Add a batch; all of it was accepted at one moment, that of its transaction."""
        return await self._engine.on_writer(partial(self._add, traces, on_duplicate))

    def _add(
        self,
        traces: Batch,
        on_duplicate: OnDuplicate,
        connection: sqlite3.Connection,
    ) -> list[Outcome]:
        outcomes: list[Outcome] = []
        pieces = in_pieces(traces)
        piece = next(pieces, None)  # before the lock, which others wait for
        with transaction(connection, self._engine.patience):
            now = self._clock()
            while piece:
                twins = find_twins([rows.content_hash for rows in piece], connection)
                decided = decide(piece, on_duplicate, twins, now, self._new_id)
                _insert(piece, decided, connection)
                outcomes += decided
                piece = next(pieces, None)
        return outcomes


def _insert(
    piece: Sequence[TraceRows], outcomes: Sequence[Outcome], connection: sqlite3.Connection
) -> None:
    """Put what was added under keys that follow the newest, in the order of the piece."""
    added = [
        (rows, outcome)
        for rows, outcome in zip(piece, outcomes, strict=True)
        if isinstance(outcome, AddedTrace)
    ]
    first = newest_key(connection) + 1
    keyed = list(enumerate((rows for rows, _ in added), first))
    LISTING.insert(
        connection,
        [
            (key, str(outcome.id), to_microseconds(outcome.created_at), *rows.listing)
            for key, (rows, outcome) in enumerate(added, first)
        ],
    )
    PAYLOADS.insert(connection, [(key, rows.payload) for key, rows in keyed])
    STEP_TYPES.insert(connection, [(key, *row) for key, rows in keyed for row in rows.step_types])
    FACTS.insert(connection, [(key, *row) for key, rows in keyed for row in rows.facts])
    TAGS.insert(connection, [(key, tag) for key, rows in keyed for tag in rows.tags])
    LACKS.insert(connection, [(key, lacks) for key, rows in keyed for lacks in rows.lacks])
    ORIGINS.insert(connection, [_origin(key, rows.origin) for key, rows in keyed if rows.origin])
    SEARCH.insert(connection, [(key, *rows.search) for key, rows in keyed])


def _origin(key: int, origin: Row) -> Row:
    file, *others = origin
    return (key, to_name(file), *others)

"""Adding: a batch is one transaction, and its keys follow those that are visible before it."""

from __future__ import annotations

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
from tunix_rt_tui.store.postgres.engine import Connection, Engine
from tunix_rt_tui.store.postgres.searching import Indexed, index
from tunix_rt_tui.store.postgres.twins import find_twins
from tunix_rt_tui.store.rows import Row, TraceRows, in_pieces
from tunix_rt_tui.store.values import to_microseconds
from tunix_rt_tui.trace.text import SearchText

LISTING = (
    *("seq", "id", "created_at", "trace_version", "source", "steps", "bytes", "prompt_preview"),
    *("content_hash", "prompt_key", "answer_key", "chars", "tokens"),
)

_LOCK = "SELECT newest FROM trace_counter FOR UPDATE"
"""Whoever adds waits here for who adds already: so that keys become visible in their order, and
nothing can be added between a look for twins and the end of the transaction."""

_COUNT = "UPDATE trace_counter SET newest = $1"


class PostgresWriter:
    """The `Writer` of a PostgreSQL database."""

    def __init__(
        self, engine: Engine, clock: Callable[[], datetime], new_id: Callable[[], UUID]
    ) -> None:
        self._engine = engine
        self._clock = clock
        self._new_id = new_id

    async def add_many(self, traces: Batch, *, on_duplicate: OnDuplicate = "add") -> list[Outcome]:
        """Add a batch; all of it was accepted at one moment, that of its transaction."""
        return await self._engine.write(partial(self._add, traces, on_duplicate))

    async def _add(
        self, traces: Batch, on_duplicate: OnDuplicate, connection: Connection
    ) -> list[Outcome]:
        outcomes: list[Outcome] = []
        pieces = in_pieces(traces)
        piece = next(pieces, None)  # before the lock, which others wait for
        newest = await connection.fetchval(_LOCK)
        now = self._clock()
        while piece:
            twins = await find_twins(connection, [rows.content_hash for rows in piece])
            decided = decide(piece, on_duplicate, twins, now, self._new_id)
            newest += await _insert(newest + 1, piece, decided, connection)
            outcomes += decided
            piece = next(pieces, None)
        await connection.execute(_COUNT, newest)
        return outcomes


async def _insert(
    first: int, piece: Sequence[TraceRows], outcomes: Sequence[Outcome], connection: Connection
) -> int:
    """Put what was added under keys from `first` on, in the order of the piece, by COPY, and
    count it."""
    added = [
        (rows, outcome)
        for rows, outcome in zip(piece, outcomes, strict=True)
        if isinstance(outcome, AddedTrace)
    ]
    if not added:
        return 0
    keyed = list(enumerate((rows for rows, _ in added), first))
    listing = [
        (key, str(outcome.id), to_microseconds(outcome.created_at), *rows.listing)
        for key, (rows, outcome) in enumerate(added, first)
    ]
    await _copy(connection, "traces", LISTING, listing)
    await _copy(
        connection, "trace_payloads", ("seq", "payload"), [(key, one.payload) for key, one in keyed]
    )
    await _copy(
        connection,
        "trace_step_types",
        ("seq", "type", "n", "chars"),
        [(key, *row) for key, one in keyed for row in one.step_types],
    )
    await _copy(
        connection,
        "trace_facts",
        ("seq", "key", "text", "num"),
        [(key, *row) for key, one in keyed for row in one.facts],
    )
    await _copy(
        connection,
        "trace_tags",
        ("seq", "tag"),
        [(key, tag) for key, one in keyed for tag in one.tags],
    )
    await _copy(
        connection,
        "trace_lacks",
        ("seq", "lacks"),
        [(key, lacks) for key, one in keyed for lacks in one.lacks],
    )
    await _copy(
        connection,
        "trace_origins",
        ("seq", "file", "record", "raw", "format", "notes"),
        [_origin(key, one.origin) for key, one in keyed if one.origin],
    )
    await index(connection, [Indexed(key, SearchText(*one.search)) for key, one in keyed])
    return len(added)


async def _copy(
    connection: Connection, table: str, columns: Sequence[str], rows: Sequence[Row]
) -> None:
    if rows:
        await connection.copy_records_to_table(table, records=rows, columns=columns)


def _origin(key: int, origin: Row) -> Row:
    """The name of a file as its bytes: it need not be UTF-8."""
    file, *others = origin
    return (key, file.encode(errors="surrogateescape"), *others)

"""What goes wrong with a server is told in a sentence, and nothing acknowledged is lost by it."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from tests.library.inputs import write_numbered
from tests.support.postgres import new_database, place_of, url_of, why_not
from tests.support.stores import add, all_keys
from tests.support.traces import make_trace, make_traces
from tests.support.waiting import until
from tunix_rt_tui.errors import ReadOnlyStore, StoreFault, UsageFault
from tunix_rt_tui.library.importing import ImportOptions, import_records
from tunix_rt_tui.library.intake.portions import BatchLimits
from tunix_rt_tui.library.intake.taking import ImportListener
from tunix_rt_tui.library.intake.tally import ImportSummary
from tunix_rt_tui.store.contract import Change, View
from tunix_rt_tui.store.postgres.changes import Changes
from tunix_rt_tui.store.postgres.engine import Connection, Engine, Place
from tunix_rt_tui.store.postgres.faults import fault_of
from tunix_rt_tui.store.postgres.schema import PostgresSchema
from tunix_rt_tui.store.postgres.store import PostgresStore, open_postgres

_KILL = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


async def end_connections(url: str) -> None:
    """Do to a database what a restart of its server does: every connection ends."""
    connection = await asyncpg.connect(url)
    await connection.execute(_KILL)
    await connection.close()


@pytest.fixture
def bare_url(worker_id: str) -> Iterator[str]:
    """A database without tables."""
    if reason := why_not():
        pytest.skip(reason)
    with new_database(f"tunix_rt_bare_{os.getpid()}_{worker_id}", empty=True) as url:
        yield url


async def test_a_server_or_database_that_is_not_there_is_told_of(postgres_url: str) -> None:
    with pytest.raises(StoreFault, match="Nobody answers"):
        await open_postgres(Place("postgresql://u@127.0.0.1:9/x", "there"))
    with pytest.raises(StoreFault, match="There is no database"):
        await open_postgres(place_of(url_of("tunix_rt_nowhere")))


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (asyncpg.InvalidPasswordError("x"), "does not accept this user or password"),
        (asyncpg.TooManyConnectionsError("x"), "no more connections"),
        (asyncpg.DiskFullError("No space left"), "No space left"),
        (asyncpg.InsufficientPrivilegeError("denied"), "denied"),
        (asyncpg.UndefinedTableError("x"), "has not the tables"),
        (asyncpg.ProtocolViolationError("unsupported startup parameter"), "unsupported startup"),
        (asyncpg.DivisionByZeroError("by zero"), "by zero"),
        (TimeoutError(), "did not answer in time"),
        (OSError(113, "No route to host"), "No route to host"),
        (asyncpg.ConnectionDoesNotExistError("x"), "was lost"),
    ],
)
def test_each_fault_has_its_sentence(error: BaseException, said: str) -> None:
    fault = fault_of(error, "the place")
    assert said in fault.message
    assert "the place" in fault.message
    assert fault.hint.endswith((".", "upgrade"))


async def test_reading_and_writing_go_on_after_a_restart(
    store: PostgresStore, postgres_url: str
) -> None:
    await add(store, make_trace(1))
    await end_connections(postgres_url)
    assert await all_keys(store) == [1]
    await end_connections(postgres_url)
    await add(store, make_trace(2))
    assert await all_keys(store) == [2, 1]


async def test_a_write_that_is_cut_off_is_made_once(
    store: PostgresStore, postgres_url: str
) -> None:
    calls = 0

    async def write(connection: asyncpg.Connection) -> None:
        nonlocal calls
        calls += 1
        await connection.execute("INSERT INTO views VALUES ('a', '', '')")
        if calls == 1:
            await end_connections(postgres_url)

    await store._engine.write(write)
    assert calls == 2
    assert await store.views() == [View("a", "", "")]


async def test_a_write_whose_end_is_unknown_is_not_tried_again(store: PostgresStore) -> None:
    calls = 0

    class Transaction:
        async def start(self) -> None: ...

        async def commit(self) -> None:
            raise asyncpg.ConnectionDoesNotExistError("gone")

        async def rollback(self) -> None: ...

    class Connection:
        def transaction(self) -> Transaction:
            return Transaction()

        async def execute(self, _: str) -> None: ...

    async def write(_: object) -> None:
        nonlocal calls
        calls += 1

    with pytest.raises(StoreFault, match="it may be there, or not"):
        await store._engine._in_transaction(Connection(), write)
    assert calls == 1


async def test_a_statement_that_takes_too_long_is_given_up(postgres_url: str) -> None:
    store = await open_postgres(place_of(postgres_url, statement_timeout=0.05))
    try:
        with pytest.raises(StoreFault, match="gave a statement up"):
            await store._engine.value("SELECT pg_sleep(5)")
    finally:
        await store.close()


async def test_a_store_for_reading_only_takes_nothing(
    store: PostgresStore, postgres_url: str
) -> None:
    await add(store, make_trace(1))
    reading = await open_postgres(place_of(postgres_url, read_only=True))
    try:
        assert await all_keys(reading) == [1]
        with pytest.raises(ReadOnlyStore):
            await add(reading, make_trace(2))
    finally:
        await reading.close()


async def test_the_schema_moves_up_and_down(bare_url: str) -> None:
    schema = PostgresSchema(place_of(bare_url))
    assert schema.current() is None
    with pytest.raises(StoreFault, match="this program reads") as caught:
        await open_postgres(place_of(bare_url, read_only=True))
    assert "revision base" in str(caught.value)
    await asyncio.gather(*(asyncio.to_thread(schema.make_current) for _ in range(3)))
    assert schema.current() == schema.history()[-1][0]
    assert schema.upgrade().revision == schema.current()
    assert schema.downgrade("base").revision == "base"
    assert schema.current() is None
    with pytest.raises(UsageFault, match="no revision"):
        schema.upgrade("nonsense")
    schema.upgrade()
    connection = await asyncpg.connect(bare_url)
    await connection.execute("UPDATE alembic_version SET version_num = '9999'")
    await connection.close()
    for wrong in (schema.require_current, schema.upgrade):
        with pytest.raises(StoreFault, match="does not know"):
            wrong()


async def test_what_others_add_is_told_of_also_after_a_restart(
    store: PostgresStore, postgres_url: str
) -> None:
    other = await open_postgres(place_of(postgres_url))
    heard: list[Change] = []

    async def listen() -> None:
        async for change in store.changes():
            heard.append(change)  # noqa: PERF401 - it is looked at meanwhile

    listening = asyncio.create_task(listen())
    try:
        await until(lambda: store._changes._ready)
        await add(other, make_trace(1))
        await until(lambda: heard == [Change(1)])
        await end_connections(postgres_url)
        await add(other, make_trace(2))
        await until(lambda: heard[-1] == Change(2))
    finally:
        listening.cancel()
        await other.close()


class _OfReplica:
    """A connection to a server that does not let anybody listen, as a replica."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)

    async def add_listener(self, *_: object) -> None:
        raise asyncpg.ReadOnlySQLTransactionError("cannot execute LISTEN during recovery")


class _EngineOfReplica(Engine):
    async def connect(self) -> Connection:
        return _OfReplica(await super().connect())


async def test_on_a_replica_new_traces_are_looked_for(
    store: PostgresStore, postgres_url: str
) -> None:
    engine = _EngineOfReplica(place_of(postgres_url))
    await engine.open()
    changes = Changes(engine, again=0.01)
    heard: list[Change] = []

    async def listen() -> None:
        async for change in changes.subscribe():
            heard.append(change)  # noqa: PERF401 - it is looked at meanwhile

    listening = asyncio.create_task(listen())
    try:
        await until(lambda: heard == [Change(0)])
        await add(store, make_trace(1))
        await until(lambda: heard == [Change(0), Change(1)])
    finally:
        await changes.close()
        await listening
        await engine.close()


async def test_two_who_add_at_once_add_each_content_once(
    store: PostgresStore, postgres_url: str
) -> None:
    other = await open_postgres(place_of(postgres_url))
    traces = make_traces(30)
    try:
        await asyncio.gather(
            *(
                one.add_many(traces[start : start + 10], on_duplicate="skip")
                for one in (store, other)
                for start in (0, 10, 20)
            )
        )
    finally:
        await other.close()
    assert await all_keys(store) == list(range(30, 0, -1))


async def test_an_import_survives_restarts_or_is_completed_by_another(
    store: PostgresStore, postgres_url: str, tmp_path: Path
) -> None:
    options = ImportOptions(limits=BatchLimits(rows=20))
    file = write_numbered(tmp_path / "a.jsonl", range(300))
    restarts: dict[int, asyncio.Task[None]] = {}

    def restart(summary: ImportSummary) -> None:
        if summary.added not in restarts and len(restarts) < 5:
            restarts[summary.added] = asyncio.create_task(end_connections(postgres_url))

    acknowledged = 0
    listener = ImportListener(progress=restart)
    with suppress(StoreFault):
        summary = await import_records(
            store, [str(file)], options, stdin=BytesIO(), listener=listener
        )
        acknowledged = summary.added
    await asyncio.gather(*restarts.values())
    assert await store.count() >= acknowledged
    await import_records(store, [str(file)], ImportOptions(), stdin=BytesIO())
    kept = await store.traces(await all_keys(store))
    numbers = sorted(json.loads(trace.text)["meta"]["number"] for trace in kept)
    assert numbers == list(range(300))

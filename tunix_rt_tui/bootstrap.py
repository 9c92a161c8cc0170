"""The one place that joins settings, a store and a front end.

Only here are drivers and Textual imported, and only when they are needed.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from tunix_rt_tui.errors import UsageFault
from tunix_rt_tui.settings import LoadedSettings, PostgresDatabase, Settings, SqliteDatabase
from tunix_rt_tui.settings.folders import find_folders

if TYPE_CHECKING:
    import asyncio

    from fastapi import FastAPI

    from tunix_rt_tui.errors import TunixError
    from tunix_rt_tui.health.monitor import HealthMonitor
    from tunix_rt_tui.library.rehearsing import Known
    from tunix_rt_tui.server.options import ServerOptions
    from tunix_rt_tui.server.services import Services
    from tunix_rt_tui.store.contract import Schema, Store, StoreStatus
    from tunix_rt_tui.store.postgres.engine import Place
    from tunix_rt_tui.store.salvage import Salvage
    from tunix_rt_tui.tui.options import Options
    from tunix_rt_tui.tui.state.remembered import Memory


def database_file(settings: Settings) -> Path:
    """The SQLite file that the settings name; `UsageFault` for a database of another kind."""
    database = settings.database
    if not isinstance(database, SqliteDatabase):
        raise UsageFault(
            "Not a file",
            f"DATABASE_URL names {database}; this is done to an SQLite file.",
            "Name a file: tunix-rt --db /path/to/traces.db",
        )
    return database.path


def postgres_place(settings: Settings, database: PostgresDatabase) -> Place:
    """A PostgreSQL database with what is set about it; `UsageFault` where no driver is there."""
    from importlib.util import find_spec

    if find_spec("asyncpg") is None:
        raise UsageFault(
            "Driver missing",
            f"DATABASE_URL names {database}, and asyncpg, which speaks with it, is not installed.",
            "Install it: pip install 'tunix-rt-tui[postgres]'",
        )
    from tunix_rt_tui.store.postgres.engine import Place

    return Place(
        url=database.driver_url,
        name=str(database),
        size=settings.db_pool_size + settings.db_max_overflow,
        timeout=settings.db_pool_timeout,
        statement_timeout=settings.db_statement_timeout,
        read_only=settings.tunix_rt_read_only,
    )


@asynccontextmanager
async def open_store(settings: Settings) -> AsyncIterator[Store]:
    """Open the store, brought up to date if need be, and close it in the end."""
    store: Store
    if isinstance(database := settings.database, PostgresDatabase):
        from tunix_rt_tui.store.postgres.store import open_postgres

        store = await open_postgres(postgres_place(settings, database), clock=utc_now, new_id=uuid4)
    else:
        from tunix_rt_tui.store.sqlite.store import open_sqlite

        store = await open_sqlite(
            database.path,
            read_only=settings.tunix_rt_read_only,
            journal_mode=settings.tunix_rt_journal_mode,
            clock=utc_now,
            new_id=uuid4,
        )
    try:
        yield store
    finally:
        await store.close()


@asynccontextmanager
async def open_salvage(settings: Settings) -> AsyncIterator[Salvage]:
    """Open a damaged store for what can be read of it, and for nothing else."""
    from tunix_rt_tui.store.sqlite.salvaging import SqliteSalvage

    salvage = await SqliteSalvage(database_file(settings)).open()
    try:
        yield salvage
    finally:
        await salvage.close()


@asynccontextmanager
async def open_existing(settings: Settings) -> AsyncIterator[Store]:
    """Open the store for whoever has no use for a new one; none is made.

    Where none is at the place that is everybody's default, an empty one stands for it. Raises
    `StoreFault` where none is at a place that somebody has named.
    """
    from tunix_rt_tui.store.empty import EmptyStore

    if is_made(settings):
        async with open_store(settings) as store:
            yield store
    else:
        yield EmptyStore(str(settings.database))


def is_made(settings: Settings) -> bool:
    """Tell whether there is a store; `StoreFault` where none is though its place was named."""
    if schema(settings).current() is not None:
        return True
    if isinstance(settings.database, PostgresDatabase):
        return False
    from tunix_rt_tui.store.sqlite.location import no_store_at

    path = database_file(settings)
    if path != find_folders(os.environ).database_file:
        raise no_store_at(path)
    return False


@asynccontextmanager
async def open_known(settings: Settings) -> AsyncIterator[Known]:
    """Open what tells which contents the store has; nothing is made, moved or written."""
    from tunix_rt_tui.store.empty import EmptyStore

    if schema(settings).current() is None:
        yield EmptyStore(str(settings.database))
        return
    async with open_store(replace(settings, tunix_rt_read_only=True)) as store:
        yield store


def schema(settings: Settings) -> Schema:
    """The schema of the store, to be looked at or moved by hand."""
    if isinstance(database := settings.database, PostgresDatabase):
        from tunix_rt_tui.store.postgres.schema import PostgresSchema

        return PostgresSchema(postgres_place(settings, database))
    from tunix_rt_tui.store.sqlite.schema import SqliteSchema

    return SqliteSchema(database.path)


def health_monitor(
    settings: Settings, store_status: Callable[[], Awaitable[StoreStatus]]
) -> HealthMonitor:
    """Make what looks after the store, the API and RediAI; close it in the end."""
    from tunix_rt_tui.health.asking import Asker
    from tunix_rt_tui.health.monitor import HealthMonitor
    from tunix_rt_tui.health.probes import StoreProbe, api_probe, rediai_probe

    token = settings.tunix_rt_token
    asker = Asker()
    return HealthMonitor(
        store=StoreProbe(store_status),
        api=api_probe(asker, settings.tunix_rt_server, token.reveal() if token else None),
        rediai=rediai_probe(
            asker, settings.rediai_mode, settings.rediai_base_url, settings.rediai_health_path
        ),
        ttl=settings.rediai_health_cache_ttl_seconds,
    )


@asynccontextmanager
async def open_services(settings: Settings) -> AsyncIterator[Services]:
    """Open what the HTTP API works on; in the end, what was taken is added before all is closed."""
    from tunix_rt_tui.library.gathering import Gatherer
    from tunix_rt_tui.server.services import Services

    async with open_store(settings) as store:
        monitor = health_monitor(settings, store.status)
        gatherer = Gatherer(store)
        try:
            yield Services(store, gatherer, monitor, server_options(settings), _turns(settings))
        finally:
            await gatherer.close()
            await monitor.close()


def _turns(settings: Settings) -> asyncio.Semaphore:
    """Let so many search at once that a connection is left to others: a file has two that read."""
    import asyncio

    searching = 1 if isinstance(settings.database, SqliteDatabase) else settings.db_pool_size - 1
    return asyncio.Semaphore(max(1, searching))


def server_options(settings: Settings) -> ServerOptions:
    """How the HTTP API is served."""
    from tunix_rt_tui.server.options import ServerOptions

    token = settings.tunix_rt_token
    return ServerOptions(
        max_bytes=settings.trace_max_bytes,
        token=token.reveal() if token else None,
        open_reading=settings.tunix_rt_open_reading,
        origins=settings.tunix_rt_cors_origins,
        write_rate=settings.tunix_rt_write_rate,
        read_only=settings.tunix_rt_read_only,
    )


def make_server_app(settings: Settings) -> FastAPI:
    """Make the application of the HTTP API; nothing is opened before it starts."""
    from tunix_rt_tui.server.app import make_app

    return make_app(partial(open_services, settings), server_options(settings))


def run_server(settings: Settings, host: str, workers: int) -> None:
    """Serve the HTTP API until a signal ends it; the store is made or brought up to date first.

    Raises `UsageFault` where nobody can listen there, or where everybody could write.
    """
    from tunix_rt_tui.server.running import serve

    schema(settings).upgrade() if not settings.tunix_rt_read_only else is_made(settings)
    serve(partial(make_server_app, settings), host, settings.backend_port, workers)


def run_app(loaded: LoadedSettings, environ: Mapping[str, str], import_command: str) -> int:
    """Run the terminal app until it is left; return its exit code.

    Raises the error where the store could not be opened, once the terminal is restored, and
    `UsageFault` for a terminal or keys that cannot be used, before anything is drawn.
    """
    gc.disable()
    from tunix_rt_tui.logs import open_log
    from tunix_rt_tui.tui.app import TunixApp
    from tunix_rt_tui.tui.copying.copier import Copier
    from tunix_rt_tui.tui.state.drafts import Drafts
    from tunix_rt_tui.tui.state.remembered import Memory

    settings = loaded.settings
    memory = Memory(loaded.folders.state)
    options = app_options(loaded, memory, environ, import_command)
    log = open_log(loaded.folders.state)
    app = TunixApp(
        open_store=partial(open_store, settings),
        make_monitor=lambda store: health_monitor(settings, store.status),
        memory=memory,
        drafts=Drafts(loaded.folders.state, store=str(settings.database), clock=utc_now),
        copier=Copier(environ, loaded.folders.state),
        log=log,
        options=options,
        clock=utc_now,
        on_drawn=_collect_garbage,
    )
    try:
        fault: TunixError | None = app.run(mouse=settings.tunix_rt_mouse)
    finally:
        log.close()
    if fault is not None:
        raise fault
    return app.return_code or 0


def app_options(
    loaded: LoadedSettings, memory: Memory, environ: Mapping[str, str], import_command: str
) -> Options:
    """Decide how the app looks and is used; raises `UsageFault` where it cannot be."""
    from tunix_rt_tui.trace.limits import MAX_ANSWER_CHARS, MAX_PROMPT_CHARS, MAX_STEPS
    from tunix_rt_tui.tui.counting import Counts
    from tunix_rt_tui.tui.keymap import KeyTable
    from tunix_rt_tui.tui.options import Options
    from tunix_rt_tui.tui.surroundings import choose_ascii, choose_theme, refuse_dumb_terminal
    from tunix_rt_tui.tui.wire.driver import Wire

    settings = loaded.settings
    refuse_dumb_terminal(environ)
    slow = settings.tunix_rt_low_bandwidth
    coerced = bool(sys.flags.utf8_mode)
    return Options(
        limits=Counts(settings.trace_max_bytes, MAX_PROMPT_CHARS, MAX_ANSWER_CHARS, MAX_STEPS),
        read_only=settings.tunix_rt_read_only,
        state_folder=loaded.folders.state,
        import_command=import_command,
        theme=choose_theme(settings.tunix_rt_theme, memory.recall().theme, environ),
        colourless=bool(environ.get("NO_COLOR")),
        wire=Wire(
            ascii_only=choose_ascii(settings.tunix_rt_ascii, environ, coerced=coerced),
            few_colours=slow,
            frames_a_second=5 if slow else 15,
        ),
        keys=KeyTable(loaded.keys),
    )


def _collect_garbage() -> None:
    """Look for garbage from now on, but never among what the start has made, which stays.

    Looking for it while modules are imported and widgets mounted takes a tenth of the start.
    """
    gc.freeze()
    gc.enable()


def utc_now() -> datetime:
    """The time now, in UTC."""
    return datetime.now(UTC)

"""The kinds of store that keep the contract."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from tests.support.clock import CountingIds, SteppingClock
from tests.support.memory_store import MemoryStore
from tests.support.postgres import empty_tables, place_of
from tunix_rt_tui.store.contract import Store
from tunix_rt_tui.store.postgres.store import open_postgres
from tunix_rt_tui.store.sqlite.store import open_sqlite

KINDS = ("memory", "sqlite", "postgres")


async def open_store(
    kind: str, folder: Path, new_id: Callable[[], UUID] | None = None, url: str = ""
) -> Store:
    """A new, empty store, whose clock and ids are determined; `url` is of a PostgreSQL database."""
    new_id = new_id or CountingIds()
    if kind == "memory":
        return MemoryStore(clock=SteppingClock(), new_id=new_id)
    if kind == "postgres":
        await empty_tables(url)
        return await open_postgres(place_of(url), clock=SteppingClock(), new_id=new_id)
    return await open_sqlite(folder / "traces.db", clock=SteppingClock(), new_id=new_id)

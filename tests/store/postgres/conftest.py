"""A store in PostgreSQL, empty, and the database that it is in."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.support.clock import CountingIds, SteppingClock
from tests.support.postgres import empty_tables, place_of
from tunix_rt_tui.store.postgres.store import PostgresStore, open_postgres


@pytest.fixture
async def store(postgres_url: str) -> AsyncIterator[PostgresStore]:
    """An empty store."""
    await empty_tables(postgres_url)
    opened = await open_postgres(
        place_of(postgres_url), clock=SteppingClock(), new_id=CountingIds()
    )
    yield opened
    await opened.close()

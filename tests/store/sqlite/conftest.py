"""Stores in a file."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.support.clock import CountingIds, SteppingClock
from tunix_rt_tui.store.sqlite.store import SqliteStore, open_sqlite


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the store is, or is to be."""
    return tmp_path / "traces.db"


@pytest.fixture
async def store(path: Path) -> AsyncIterator[SqliteStore]:
    """An empty store."""
    opened = await open_sqlite(path, clock=SteppingClock(), new_id=CountingIds())
    yield opened
    await opened.close()

"""Every kind of store, one after the other, in the place of `store`."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.store.contract.kinds import KINDS, open_store
from tunix_rt_tui.store.contract import Store
from tunix_rt_tui.store.sqlite.schema import SqliteSchema


@pytest.fixture(params=KINDS)
async def store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Store]:
    """An empty store."""
    opened = await open_store(request.param, tmp_path)
    yield opened
    await opened.close()


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with its schema, to be copied."""
    path = tmp_path_factory.mktemp("empty") / "traces.db"
    SqliteSchema(path).upgrade()
    return path

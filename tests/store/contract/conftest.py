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
    url = request.getfixturevalue("postgres_url") if request.param == "postgres" else ""
    opened = await open_store(request.param, tmp_path, url=url)
    yield opened
    await opened.close()


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite database with its schema, to be copied."""
    path = tmp_path_factory.mktemp("empty") / "traces.db"
    SqliteSchema(path).upgrade()
    return path


@pytest.fixture(scope="session", params=["sqlite", "postgres"])
def empty(request: pytest.FixtureRequest) -> Path | str:
    """A database with its schema: a file to be copied, or a URL."""
    wanted = "empty_file" if request.param == "sqlite" else "postgres_url"
    found: Path | str = request.getfixturevalue(wanted)
    return found

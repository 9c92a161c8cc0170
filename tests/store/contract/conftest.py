"""Every kind of store, one after the other, in the place of `store`."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.store.contract.kinds import KINDS, open_store
from tunix_rt_tui.store.contract import Store


@pytest.fixture(params=KINDS)
async def store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Store]:
    """An empty store."""
    opened = await open_store(request.param, tmp_path)
    yield opened
    await opened.close()

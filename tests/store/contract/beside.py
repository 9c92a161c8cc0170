"""A database beside the plainest store, with the same in both."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from tests.store.contract.kinds import open_store
from tests.support.stores import add
from tunix_rt_tui.store.contract import NewTrace, Store


@asynccontextmanager
async def side_by_side(
    empty: Path | str, traces: Sequence[NewTrace], trashed: Collection[int]
) -> AsyncIterator[tuple[Store, Store]]:
    """A database that is `empty`, a copy of a file or one by its URL, and the plainest store.

    They are filled alike.
    `trashed` are the places of traces that are in the trash, as far as there are so many.
    """
    with tempfile.TemporaryDirectory() as folder:
        if isinstance(empty, Path):
            shutil.copy(empty, folder)
            store = await open_store("sqlite", Path(folder))
        else:
            store = await open_store("postgres", Path(folder), url=empty)
        plain = await open_store("memory", Path(folder))
        try:
            for one in (store, plain):
                ids = await add(one, *traces)
                await one.delete([ids[place] for place in trashed if place < len(ids)])
            yield store, plain
        finally:
            await store.close()

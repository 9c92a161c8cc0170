"""`python -m tests.support.store_worker ROLE …`: a program of its own that works on a store.

- `add PATH GO IDS FIRST COUNT`: wait until GO exists, then add traces one by one, and write the
  id of each to IDS after its commit.
- `export PATH STOP`: read every trace over and over until STOP exists; print how often.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import islice
from pathlib import Path

from tests.support.stores import add, all_keys
from tests.support.traces import make_trace, parsed
from tests.support.waiting import until_now
from tunix_rt_tui.store.contract import Reader
from tunix_rt_tui.store.sqlite.store import SqliteStore, open_sqlite

SLICE = 50


@asynccontextmanager
async def opened(path: Path, *, read_only: bool = False) -> AsyncIterator[SqliteStore]:
    """A store that is closed whatever happens: one left open keeps its program from ending."""
    store = await open_sqlite(path, read_only=read_only)
    try:
        yield store
    finally:
        await store.close()


async def adding(path: Path, go: Path, ids: Path, first: int, count: int) -> None:
    until_now(go.exists, 60)
    async with opened(path) as store:
        with ids.open("w", encoding="ascii", buffering=1) as acknowledged:
            for n in range(first, first + count):
                [added] = await add(store, make_trace(n, source=str(first)))
                acknowledged.write(f"{added}\n")


async def exporting(path: Path, stop: Path) -> None:
    rounds = before = 0
    stopping = False
    async with opened(path, read_only=True) as store:
        while not stopping:
            stopping = stop.exists()  # noqa: ASYNC240 - a look at one file, in its own program
            count = await export(store)
            assert count >= before, "a trace that was there is gone"
            before = count
            rounds += 1
    sys.stdout.write(f"{rounds} {before}\n")


async def export(store: Reader) -> int:
    keys = await all_keys(store)
    assert keys == sorted(set(keys), reverse=True)
    rest = iter(keys)
    seen = set()
    while part := list(islice(rest, SLICE)):
        for trace in await store.traces(part):
            parsed(trace.text)
            seen.add(trace.summary.id)
    assert len(seen) == len(keys)
    return len(keys)


def main(role: str, *arguments: str) -> None:
    """Do what the role says."""
    if role == "add":
        path, go, ids = map(Path, arguments[:3])
        asyncio.run(adding(path, go, ids, int(arguments[3]), int(arguments[4])))
    else:
        asyncio.run(exporting(Path(arguments[0]), Path(arguments[1])))


if __name__ == "__main__":
    main(*sys.argv[1:])

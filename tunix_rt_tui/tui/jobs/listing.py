"""Reading the list: its keys, its pages, and what has come since."""

from __future__ import annotations

from collections.abc import Callable

from textual.message import Message

from tunix_rt_tui.library.browsing import ResultSet
from tunix_rt_tui.store.contract import Reader
from tunix_rt_tui.tui.messages import ArrivalsCounted, KeysLoaded, PageLoaded, StoreChanged

Post = Callable[[Message], object]
"""Hands a message to the screen."""


async def load_keys(reader: Reader, request: int, post: Post) -> None:
    """Load the keys of everything that is listed; reports the first of them, and at the end.

    Not more often: each report draws the frame of the list again.
    """
    results = ResultSet(reader)
    shown = False

    def show_first() -> None:
        nonlocal shown
        if not shown:
            shown = True
            post(KeysLoaded(request, results))

    await results.load(progress=show_first)
    post(KeysLoaded(request, results))


async def load_page(results: ResultSet, start: int, size: int, post: Post) -> None:
    """Fetch rows; each is put where its key is, so that one that was purged leaves a gap."""
    fetched = {summary.seq: summary for summary in await results.page(start, size)}
    stop = min(start + size, len(results))
    rows = [fetched.get(results.key(row)) for row in range(start, stop)]
    post(PageLoaded(results, start, rows))


async def watch_store(reader: Reader, post: Post) -> None:
    """Tell of each change of the store, until cancelled."""
    async for _ in reader.changes():
        post(StoreChanged())


async def count_arrivals(results: ResultSet, post: Post) -> None:
    """Count what has come since the results were loaded."""
    post(ArrivalsCounted(results, await results.count_new()))

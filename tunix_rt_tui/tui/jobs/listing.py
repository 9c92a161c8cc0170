"""Reading the list: its keys, its pages, and what has come since."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual.message import Message

from tunix_rt_tui.library.browsing import ResultSet
from tunix_rt_tui.store.contract import Reader, Store, TraceSummary
from tunix_rt_tui.trace.query.order import META
from tunix_rt_tui.tui.listing.spec import ListRow, ListSpec
from tunix_rt_tui.tui.messages import ArrivalsCounted, KeysLoaded, PageLoaded, StoreChanged

if TYPE_CHECKING:  # groups are rare, and the first rows need not wait for them
    from tunix_rt_tui.tui.listing.spec import Rows

Post = Callable[[Message], object]
"""Hands a message to the screen."""

REPORTS_APART = 0.5
"""Seconds between two reports of how far a long look is: each draws the frame of the list again."""


async def load_keys(reader: Reader, spec: ListSpec, request: int, post: Post) -> None:
    """Load the keys of everything that is listed; reports the first, how far it is, and the end.

    Raises `UsageFault` for what is no query.
    """
    results = _results_of(reader, spec)
    at_once = not results.is_sorted and spec.grouped_by is None
    shown = False
    last = time.monotonic()

    def report() -> None:
        nonlocal shown, last
        now = time.monotonic()
        first = at_once and not shown and len(results) > 0
        if first or now - last > REPORTS_APART:
            shown, last = shown or first, now
            post(KeysLoaded(request, results, results if at_once else None))

    await results.load(progress=report)
    post(KeysLoaded(request, results, await _rows_of(reader, spec, results)))


async def load_page(
    reader: Reader, rows: Rows, columns: Sequence[str], start: int, size: int, post: Post
) -> None:
    """Fetch rows; each is put where its key is, so that one that was purged leaves a gap.

    `columns` are those that are shown, of which a summary need not have all.
    """
    fetched = {summary.seq: summary for summary in await rows.page(start, size)}
    cells = await _cells_of(reader, list(fetched), columns)
    stop = min(start + size, len(rows))
    page = [_row(fetched.get(rows.key(row)), cells, rows, row) for row in range(start, stop)]
    post(PageLoaded(rows, start, page))


async def watch_store(store: Store, post: Post) -> None:
    """Tell of each change of the store, until cancelled."""
    async for _ in store.changes():
        post(StoreChanged())


async def count_arrivals(results: ResultSet, post: Post) -> None:
    """Count what has come since the results were loaded."""
    post(ArrivalsCounted(results, await results.count_new()))


def _results_of(reader: Reader, spec: ListSpec) -> ResultSet:
    """Make the results of a list; without a query nothing has to be imported to read one."""
    if not spec.query:
        return ResultSet(reader, spec.scope)
    from tunix_rt_tui.library.finding import results_of

    return results_of(reader, spec.query, spec.scope)


async def _rows_of(reader: Reader, spec: ListSpec, results: ResultSet) -> Rows:
    if spec.grouped_by is None:
        return results
    from tunix_rt_tui.library.grouping import GroupSet

    groups = GroupSet(reader, results, spec.grouped_by, spec.scope)
    await groups.load()
    return groups


def _row(
    summary: TraceSummary | None, cells: dict[int, dict[str, str]], rows: Rows, row: int
) -> ListRow | None:
    if summary is None:
        return None
    group = None if isinstance(rows, ResultSet) else rows.group(row)
    return ListRow(summary, cells.get(summary.seq, {}), group)


async def _cells_of(
    reader: Reader, keys: list[int], columns: Sequence[str]
) -> dict[int, dict[str, str]]:
    """Fetch what summaries have not: values of meta, and answers, which are in the documents."""
    cells: dict[int, dict[str, str]] = {}
    for name in columns:
        if name.startswith(META):
            found = await reader.meta_values(keys, name.removeprefix(META))
        elif name == "answer":
            found = await _answers(reader, keys)
        else:
            continue
        for key, value in found.items():
            cells.setdefault(key, {})[name] = value
    return cells


async def _answers(reader: Reader, keys: list[int]) -> dict[int, str]:
    from tunix_rt_tui.trace.query.locating import read_texts
    from tunix_rt_tui.trace.text import preview

    stored = await reader.traces(keys)
    return {one.summary.seq: preview(read_texts(one.text).answer) for one in stored}

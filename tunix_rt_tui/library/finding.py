"""Everything that a query finds, for those who want all of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from tunix_rt_tui.library.browsing import ResultSet
from tunix_rt_tui.library.querying import query_of
from tunix_rt_tui.store.contract import Reader, Scope

if TYPE_CHECKING:
    from tunix_rt_tui.trace.query.order import Order


def results_of(
    reader: Reader, text: str, scope: Scope = "live", order: Order | None = None
) -> ResultSet:
    """Make the result set of a query, to be loaded; an `order` goes before the query's own.

    Raises `UsageFault` for what is no query.
    """
    query = query_of(text)
    return ResultSet(reader, scope, order or query.order, query.condition)


async def find_keys(
    reader: Reader,
    text: str,
    scope: Scope = "live",
    progress: Callable[[ResultSet], None] = lambda _: None,
) -> ResultSet:
    """Find all that a query means, newest first or in its order; raises as `results_of` does."""
    results = results_of(reader, text, scope)
    await results.load(progress=lambda: progress(results))
    return results


def oldest_first(results: ResultSet) -> Sequence[int]:
    """Give keys in the order of arrival, or in the one that the results were sorted by."""
    return results.keys if results.is_sorted else results.keys[::-1]

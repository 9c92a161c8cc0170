"""Counting what is listed."""

from __future__ import annotations

from collections.abc import Sequence

from tunix_rt_tui.library.browsing import ResultSet
from tunix_rt_tui.library.finding import results_of
from tunix_rt_tui.library.statistics.counting import countable, distribution_of
from tunix_rt_tui.store.contract import Scope, Store
from tunix_rt_tui.tui.jobs.listing import Post
from tunix_rt_tui.tui.listing.spec import ListSpec
from tunix_rt_tui.tui.screens.statistics.messages import CountableNamed, TracesCounted


async def name_countable(store: Store, spec: ListSpec, results: ResultSet, post: Post) -> None:
    """Name what can be counted by, and find all that is meant where the list is still looking."""
    names = await countable(store)
    if results.lists_all:
        post(CountableNamed(names, await store.count(spec.scope), None))
        return
    if not results.complete:
        results = results_of(store, spec.query, spec.scope)
        await results.load()
    post(CountableNamed(names, len(results), results.keys))


async def count_traces(
    store: Store, of: str, scope: Scope, among: Sequence[int] | None, post: Post
) -> None:
    """Count by one of these."""
    post(TracesCounted(await distribution_of(store, of, scope, among)))

"""Counting traces, and what can be counted of them."""

from __future__ import annotations

from collections.abc import Sequence

from tunix_rt_tui.library.statistics.date_bars import date_bars, day_of
from tunix_rt_tui.library.statistics.distribution import (
    MOST_BARS,
    Bar,
    Distribution,
    Figures,
    figures_of,
)
from tunix_rt_tui.library.statistics.number_bars import number_bars, number_text
from tunix_rt_tui.store.contract import Scope, Store
from tunix_rt_tui.trace.query.order import META
from tunix_rt_tui.trace.query.terms import Value

NUMBERS = ("steps", "chars", "tokens", "size")
NAMES = ("type", "source", "version", "tag", "lacks")
DATE = "date"
USUAL = (*NUMBERS, *NAMES, DATE)
"""What every trace is counted by, in the order in which it is looked at."""

MOST_KEYS = 100
"""Keys of meta that are offered; each is one more distribution."""


async def countable(store: Store) -> list[str]:
    """Name all that traces can be counted by: the usual, and the keys of meta that hold numbers."""
    keys = await store.known_values("numbers", "", MOST_KEYS)
    return [*USUAL, *(META + key for key in keys)]


async def distribution_of(
    store: Store, of: str, scope: Scope = "live", among: Sequence[int] | None = None
) -> Distribution:
    """Count the traces of a scope, or those `among` these, by one of what is countable."""
    traces = await store.count(scope) if among is None else len(among)
    if of in NAMES:
        names = await store.count_names(of, scope, among)
        bars = tuple(
            Bar(count.name, count.traces, Value(of, count.name), count.steps, count.chars)
            for count in names[:MOST_BARS]
        )
        return Distribution(of, traces, None, bars, len(names) - len(bars))
    numbers = await store.count_numbers(of, scope, among)
    figures = figures_of(numbers)
    if figures is None:
        return Distribution(of, traces, None, ())
    bars = date_bars(numbers) if of == DATE else number_bars(of, numbers, figures)
    return Distribution(of, traces, figures, bars)


def figures_text(of: str, figures: Figures) -> list[tuple[str, str]]:
    """Name the figures in a word each, with their values as people read them; dates are days."""
    named = [
        ("min", figures.least),
        ("median", figures.median),
        ("mean", figures.mean),
        ("p90", figures.p90),
        ("p99", figures.p99),
        ("max", figures.most),
    ]
    if of == DATE:
        named = [("first", figures.least), ("median", figures.median), ("last", figures.most)]
    return [(name, value_text(of, value)) for name, value in named]


def value_text(of: str, value: float) -> str:
    """Write one of the figures as people read it: a day, or a number to the third digit or so."""
    if of == DATE:
        return day_of(value).isoformat()
    if not of.startswith(META):
        return number_text(round(value, 1) if value < 100 else round(value))
    return number_text(float(f"{value:.4g}"))

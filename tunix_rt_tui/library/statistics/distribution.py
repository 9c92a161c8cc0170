"""A distribution: how many traces have which numbers, dates or names."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from tunix_rt_tui.store.contract import NumberCount
from tunix_rt_tui.trace.query.terms import Condition

MOST_BARS = 20
"""Bars of a distribution: as many as a small window shows."""


class Bar(NamedTuple):
    """So many traces that a condition holds for; `label` is not yet safe to draw.

    Where it is a type, they have so many steps of it, with so many characters.
    """

    label: str
    traces: int
    condition: Condition
    steps: int = 0
    chars: int = 0


class Figures(NamedTuple):
    """What sums the numbers of `traces` up.

    Where numbers were counted together, median and percentiles are near enough to the third digit.
    """

    traces: int
    least: float
    median: float
    mean: float
    p90: float
    p99: float
    most: float


class Distribution(NamedTuple):
    """How `traces` are distributed; numbers have figures, names have not.

    Of names the commonest have bars; there are `more` of them that have none.
    """

    of: str
    traces: int
    figures: Figures | None
    bars: tuple[Bar, ...]
    more: int = 0


def figures_of(counts: Sequence[NumberCount]) -> Figures | None:
    """Sum numbers up; None where there are none."""
    if not counts:
        return None
    traces = sum(count.traces for count in counts)
    least, most = counts[0].least, counts[-1].most
    mean = sum(_mean_of(count) * (count.traces / traces) for count in counts)
    return Figures(
        traces,
        least,
        _quantile(counts, traces, 0.5),
        min(max(mean, least), most),
        _quantile(counts, traces, 0.9),
        _quantile(counts, traces, 0.99),
        most,
    )


def _quantile(counts: Sequence[NumberCount], traces: int, part: float) -> float:
    """Find the number that this part of the traces has at most."""
    wanted = math.ceil(part * traces)
    passed = 0
    for count in counts:
        passed += count.traces
        if passed >= wanted:
            return count.least if count.least == count.most else _mean_of(count)
    return counts[-1].most


def _mean_of(count: NumberCount) -> float:
    """Give the mean of numbers that are counted as one; their sum may have been too large."""
    return min(max(count.total / count.traces, count.least), count.most)

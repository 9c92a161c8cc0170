"""Bars of numbers, and the conditions that find exactly the traces behind each."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate, pairwise

from tunix_rt_tui.library.statistics.distribution import Bar, Figures
from tunix_rt_tui.library.statistics.edges import edges_of
from tunix_rt_tui.store.contract import NumberCount
from tunix_rt_tui.trace.query.order import META
from tunix_rt_tui.trace.query.terms import And, Condition, Number, NumberBetween
from tunix_rt_tui.trace.words import number

FEW = 12
"""Different numbers that have a bar each, if traces share them."""


def number_bars(of: str, counts: Sequence[NumberCount], figures: Figures) -> tuple[Bar, ...]:
    """Make bars of numbers: one for each where they are few, else from one round number to another.

    `counts` are at least one, in order, and do not overlap.
    """
    exact = all(count.least == count.most for count in counts)
    if exact and len(counts) <= FEW and (len(counts) == 1 or figures.traces >= 2 * len(counts)):
        return tuple(
            Bar(number_text(count.least), count.traces, _equal(of, count.least)) for count in counts
        )
    whole = not of.startswith(META) or (exact and all(_is_whole(count.least) for count in counts))
    edges = _fitted(edges_of(counts, figures, whole=whole), counts, figures)
    leasts = [count.least for count in counts]
    passed = [0, *accumulate(count.traces for count in counts)]
    bars = []
    for low, high in pairwise(edges):
        last = not whole and high == edges[-1]
        before = bisect_right(leasts, high) if last else bisect_left(leasts, high)
        traces = passed[before] - passed[bisect_left(leasts, low)]
        if whole:
            bars.append(_whole_bar(of, low, high - 1, traces))
        else:
            label = f"{number_text(low)} – {number_text(high)}"
            bars.append(Bar(label, traces, _between(of, low, high, last=last)))
    return tuple(bars)


def _is_whole(value: float) -> bool:
    """Tell whether a number is whole and has a next one, which the greatest floats have not."""
    return float(value).is_integer() and abs(value) < 2**53


def number_text(value: float) -> str:
    """Write a number as people read it; of a fraction twelve digits at most."""
    if float(value).is_integer() and abs(value) < 1e15:
        return number(int(value))
    return f"{value:.12g}"


def _fitted(edges: Sequence[float], counts: Sequence[NumberCount], figures: Figures) -> list[float]:
    """Move edges that would cut through numbers that are counted as one to the least of these."""
    leasts = [count.least for count in counts]
    fitted = {edges[0] if math.isfinite(edges[0]) else figures.least}
    for edge in edges[1:-1]:
        count = counts[max(0, bisect_right(leasts, edge) - 1)]
        fitted.add(count.least if count.least < edge <= count.most else edge)
    fitted.add(edges[-1] if math.isfinite(edges[-1]) else figures.most)
    return sorted(fitted)


def _whole_bar(of: str, low: float, high: float, traces: int) -> Bar:
    if low == high:
        return Bar(number_text(low), traces, _equal(of, low))
    return Bar(f"{number_text(low)} – {number_text(high)}", traces, NumberBetween(of, low, high))


def _equal(of: str, value: float) -> Condition:
    """Ask for a number; of meta as a range, since `:` would find a text that reads the same."""
    return NumberBetween(of, value, value) if of.startswith(META) else Number(of, "=", value)


def _between(of: str, low: float, high: float, *, last: bool) -> Condition:
    if last:
        return NumberBetween(of, low, high)
    return And((Number(of, ">=", low), Number(of, "<", high)))

"""Bars of dates: days, weeks, months or longer, so that they are few."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from itertools import accumulate, pairwise
from typing import NamedTuple

from tunix_rt_tui.library.statistics.distribution import MOST_BARS, Bar
from tunix_rt_tui.store.contract import NumberCount
from tunix_rt_tui.trace.query.terms import DateBetween

EPOCH = date(1970, 1, 1)


class _Period(NamedTuple):
    """A length of time: where the one begins that a day is in, and what that one is called.

    A day after `days` from its beginning is in the next one, and never in one after that.
    """

    days: int
    begins: Callable[[date], date]
    label: Callable[[date], str]


_PERIODS = (
    _Period(1, lambda day: day, date.isoformat),
    _Period(7, lambda day: day - timedelta(day.weekday()), lambda day: f"week of {day}"),
    _Period(31, lambda day: day.replace(day=1), lambda day: f"{day:%Y-%m}"),
    _Period(
        92,
        lambda day: day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1),
        lambda day: f"{day.year} Q{day.month // 3 + 1}",
    ),
    _Period(366, lambda day: day.replace(month=1, day=1), lambda day: f"{day.year}"),
    _Period(
        3_653,
        lambda day: date(max(1, day.year // 10 * 10), 1, 1),
        lambda day: f"{day.year // 10 * 10}s",
    ),
    _Period(
        36_525,
        lambda day: date(max(1, day.year // 100 * 100), 1, 1),
        lambda day: f"{day.year // 100 * 100}s",
    ),
)


def date_bars(counts: Sequence[NumberCount]) -> tuple[Bar, ...]:
    """Make bars of days since 1970 in UTC, the earliest first; `counts` are at least one."""
    days = [int(count.least) for count in counts]
    passed = [0, *accumulate(count.traces for count in counts)]
    bars = []
    for label, first, last in _spans(day_of(days[0]), day_of(days[-1])):
        before = passed[bisect_left(days, (last - EPOCH).days + 1)]
        traces = before - passed[bisect_left(days, (first - EPOCH).days)]
        # with a zone, since a day by itself is one of the clock of the machine
        bars.append(Bar(label, traces, DateBetween(f"{first}T00Z", f"{last}T23Z")))
    return tuple(bars)


def day_of(days: float) -> date:
    """Give the day that is so many after the first of 1970."""
    return EPOCH + timedelta(int(days))


def _spans(first: date, last: date) -> list[tuple[str, date, date]]:
    """Name the periods from one day to another, with their first and their last day."""
    spans: list[tuple[str, date, date]] = []
    for period in _PERIODS:
        begins = [period.begins(first)]
        while begins[-1] <= last and len(begins) <= MOST_BARS + 1:
            begins.append(period.begins(begins[-1] + timedelta(period.days)))
        spans = [
            (period.label(begin), begin, end - timedelta(1)) for begin, end in pairwise(begins)
        ]
        if len(spans) <= MOST_BARS:
            break
    return spans

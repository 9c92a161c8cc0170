"""Bars are few, round, hold every trace once, and their conditions find what they say."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.plain_filter import RELATIONS
from tunix_rt_tui.library.statistics.date_bars import EPOCH, date_bars
from tunix_rt_tui.library.statistics.distribution import MOST_BARS, Bar, figures_of
from tunix_rt_tui.library.statistics.number_bars import number_bars
from tunix_rt_tui.store.contract import NumberCount
from tunix_rt_tui.trace.query.reading import read_query
from tunix_rt_tui.trace.query.terms import And, Condition, Number, NumberBetween, TraceQuery
from tunix_rt_tui.trace.query.writing import write_condition


def counted(values: list[float]) -> list[NumberCount]:
    traces = Counter(values)
    return [
        NumberCount(value, value, value * traces[value], traces[value]) for value in sorted(traces)
    ]


def bars_of(of: str, values: list[float]) -> tuple[Bar, ...]:
    counts = counted(values)
    figures = figures_of(counts)
    assert figures is not None
    return number_bars(of, counts, figures)


def labels(of: str, values: list[float]) -> list[str]:
    return [bar.label for bar in bars_of(of, values)]


def holds(condition: Condition, value: float) -> bool:
    match condition:
        case Number(_, relation, number):
            return RELATIONS[relation](value, number)
        case NumberBetween(_, low, high):
            return low <= value <= high
        case And(conditions):
            return all(holds(one, value) for one in conditions)
        case _:
            raise TypeError(condition)


def test_few_numbers_have_a_bar_each() -> None:
    assert labels("steps", [7]) == ["7"]
    assert labels("meta.reward", [0, 0.5, 1, 0.5, 0, 0]) == ["0", "0.5", "1"]
    assert [bar.traces for bar in bars_of("meta.reward", [0, 0.5, 1, 0.5, 0, 0])] == [3, 2, 1]


def test_bars_go_from_one_round_number_to_the_next() -> None:
    assert labels("steps", [1, 3, 4]) == ["1", "2", "3", "4"]
    assert labels("steps", list(range(3, 98))) == [f"{low} – {low + 4}" for low in range(0, 100, 5)]
    rewards = labels("meta.reward", [n / 1000 for n in range(1001)])
    assert (rewards[0], rewards[6], rewards[-1]) == ("0 – 0.05", "0.3 – 0.35", "0.95 – 1")
    assert len(rewards) == 20


def test_what_spans_powers_of_ten_is_seen_by_them() -> None:
    heavy = [*range(1, 10), *range(10, 20), 45, 300, 7_000, 81_000]
    assert labels("tokens", list(heavy))[:4] == ["1", "2 – 4", "5 – 9", "10 – 19"]
    assert labels("tokens", list(heavy))[-1] == "50 000 – 99 999"
    with_zero = labels("meta.cost", [0, 0, *(1.5**n for n in range(30))])
    assert with_zero[:3] == ["0 – 1", "1 – 2", "2 – 5"]
    far = labels("meta.cost", [10.0**n for n in range(-200, 200)])
    assert len(far) <= MOST_BARS


def test_of_meta_whole_numbers_stay_whole_and_ends_belong_to_one_bar() -> None:
    votes = bars_of("meta.votes", [*range(41), 40])
    assert [write_condition(bar.condition) for bar in votes[:2]] == [
        "meta.votes:0..4",
        "meta.votes:5..9",
    ]
    halves = bars_of("meta.x", [n / 2 for n in range(60)])
    assert write_condition(halves[0].condition) == "meta.x>=0 meta.x<2"
    assert sum(bar.traces for bar in halves) == 60


wholes = st.integers(0, 10**7) | st.integers(0, 30)
floats = st.floats(allow_nan=False, allow_infinity=False) | st.sampled_from([0.1, 0.3, 0.7, 1e-9])


@given(st.lists(wholes, min_size=1, max_size=60))
def test_every_whole_number_is_in_one_bar(values: list[int]) -> None:
    check_bars("tokens", [float(value) for value in values])


@given(st.lists(floats, min_size=1, max_size=60))
def test_every_number_of_meta_is_in_one_bar(values: list[float]) -> None:
    check_bars("meta.x", values)


def check_bars(of: str, values: list[float]) -> None:
    bars = bars_of(of, values)
    assert 1 <= len(bars) <= MOST_BARS
    assert sum(bar.traces for bar in bars) == len(values)
    for bar in bars:
        assert sum(holds(bar.condition, value) for value in values) == bar.traces
        assert read_query(write_condition(bar.condition)) == TraceQuery(bar.condition)


@given(
    st.lists(
        st.tuples(st.floats(-1e9, 1e9), st.floats(0, 1e6), st.integers(1, 9)),
        min_size=15,
        max_size=40,
    )
)
def test_numbers_that_are_counted_as_one_stay_in_one_bar(
    drawn: list[tuple[float, float, int]],
) -> None:
    counts: list[NumberCount] = []
    for least, width, traces in sorted(drawn):
        if not counts or least > counts[-1].most:
            counts.append(NumberCount(least, least + width, least * traces, traces))
    figures = figures_of(counts)
    assert figures is not None
    bars = number_bars("meta.x", counts, figures)
    assert sum(bar.traces for bar in bars) == figures.traces
    for bar in bars:
        inside = [count for count in counts if holds(bar.condition, count.least)]
        assert sum(count.traces for count in inside) == bar.traces
        assert all(holds(bar.condition, count.most) for count in inside)


def test_figures_sum_up() -> None:
    figures = figures_of(counted([1, 2, 2, 3, 4, 5, 6, 7, 8, 100]))
    assert figures == (10, 1, 4, 13.8, 8, 100, 100)
    assert figures_of([]) is None
    ranged = figures_of([NumberCount(0, 1, 1.5, 3), NumberCount(2, 3, float("inf"), 1)])
    assert ranged == (4, 0, 0.5, 1.125, 3, 3, 3)


@pytest.mark.parametrize(
    ("first", "last", "shown", "count"),
    [
        ("2026-09-01", "2026-09-01", "2026-09-01", 1),
        ("2026-09-01", "2026-09-20", "2026-09-01", 20),
        ("2026-09-01", "2026-11-20", "week of 2026-08-31", 12),
        ("2025-12-24", "2026-09-01", "2025-12", 10),
        ("2022-05-01", "2026-09-01", "2022 Q2", 18),
        ("2010-05-01", "2026-09-01", "2010", 17),
        ("1990-05-01", "2026-09-01", "1990s", 4),
        ("1970-05-01", "2926-09-01", "1900s", 11),
    ],
)
def test_dates_are_counted_by_what_is_long_enough(
    first: str, last: str, shown: str, count: int
) -> None:
    days: list[float] = [(date.fromisoformat(day) - EPOCH).days for day in (first, last)]
    bars = date_bars(counted(days))
    assert (bars[0].label, len(bars)) == (shown, count)
    assert sum(bar.traces for bar in bars) == 2
    assert bars[-1].traces


def test_a_bar_of_dates_is_of_days_in_utc() -> None:
    [bar] = date_bars(counted([(date(2026, 9, 1) - EPOCH).days]))
    assert write_condition(bar.condition) == "date:2026-09-01T00Z..2026-09-01T23Z"

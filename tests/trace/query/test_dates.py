"""Dates as people type them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tunix_rt_tui.trace.query.dates import bounds_of, is_date
from tunix_rt_tui.trace.query.terms import Date, DateBetween, Relation

NOW = datetime(2026, 9, 15, 12, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def utc(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine whose clock shows UTC."""
    import time

    monkeypatch.setenv("TZ", "UTC")
    time.tzset()


def at(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text).astimezone(UTC)


@pytest.mark.parametrize(
    ("date", "start", "end"),
    [
        ("2026", "2026-01-01", "2027-01-01"),
        ("2026-02", "2026-02-01", "2026-03-01"),
        ("2026-12", "2026-12-01", "2027-01-01"),
        ("2026-02-28", "2026-02-28", "2026-03-01"),
        ("2026-02-28T23", "2026-02-28T23:00", "2026-03-01"),
        ("2026-02-28T23:59", "2026-02-28T23:59", "2026-03-01"),
        ("2026-02-28T23:59:59", "2026-02-28T23:59:59", "2026-03-01"),
        ("2026-02-28T23:59Z", "2026-02-28T23:59Z", "2026-03-01T00:00Z"),
        ("2026-02-28T23:59+02:00", "2026-02-28T21:59Z", "2026-02-28T22:00Z"),
        ("today", "2026-09-15", "2026-09-16"),
        ("yesterday", "2026-09-14", "2026-09-15"),
    ],
)
def test_a_date_is_a_stretch_of_time(date: str, start: str, end: str) -> None:
    assert is_date(date)
    assert bounds_of(Date("=", date), NOW) == (at(start), at(end))


@pytest.mark.parametrize(
    ("relation", "start", "end"),
    [
        (">", "2026-09-02", None),
        (">=", "2026-09-01", None),
        ("<", None, "2026-09-01"),
        ("<=", None, "2026-09-02"),
    ],
)
def test_a_date_is_compared_as_a_whole(
    relation: Relation, start: str | None, end: str | None
) -> None:
    assert bounds_of(Date(relation, "2026-09-01"), NOW) == (at(start), at(end))


@pytest.mark.parametrize("relation", [">", ">="])
def test_so_long_ago_is_a_moment(relation: Relation) -> None:
    assert bounds_of(Date(relation, "7d"), NOW) == (at("2026-09-08T12:30Z"), None)
    assert bounds_of(Date("<", "12h"), NOW) == (None, at("2026-09-15T00:30Z"))
    within = bounds_of(Date("=", "2w"), NOW)
    assert within.start == at("2026-09-01T12:30Z")
    assert within.end is not None
    assert within.end > NOW


def test_a_range_includes_both_ends() -> None:
    between = DateBetween("2026-09-01", "2026-09-03")
    assert bounds_of(between, NOW) == (at("2026-09-01"), at("2026-09-04"))


def test_days_are_those_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    assert bounds_of(Date("=", "2026-09-15"), NOW) == (
        at("2026-09-14T15:00Z"),
        at("2026-09-15T15:00Z"),
    )
    assert bounds_of(Date("=", "today"), NOW).start == at("2026-09-14T15:00Z")


NO_DATES = """
    26 1969 3000 2026-13 2026-00-10 2026-02-30 2026-02-28T24 2026-2 2026-01-01,10:00 ２０２６
    2026-01-01T10+99:00 Today 7 7m 12345d
"""


@pytest.mark.parametrize("text", ["", *NO_DATES.split()])
def test_nothing_else_is_a_date(text: str) -> None:
    assert not is_date(text)

"""How health is told: in words on a screen, in JSON to a script."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest

from tunix_rt_tui.health.document import as_json
from tunix_rt_tui.health.report import Health, HealthReport
from tunix_rt_tui.health.telling import as_lines
from tunix_rt_tui.health.words import age_words, latency_words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.0, "<10 ms"),
        (0.0099, "<10 ms"),
        (0.01, "<100 ms"),
        (0.1, "<1 s"),
        (0.999, "<1 s"),
        (1.0, "1.0 s"),
        (1.23, "1.2 s"),
    ],
)
def test_latency_is_told_in_few_words(seconds: float, words: str) -> None:
    assert latency_words(seconds) == words


@pytest.mark.parametrize(
    ("age", "words"),
    [
        (timedelta(seconds=-5), "just now"),
        (timedelta(seconds=59), "just now"),
        (timedelta(seconds=60), "1 min ago"),
        (timedelta(minutes=59, seconds=59), "59 min ago"),
        (timedelta(hours=1), "1 h ago"),
        (timedelta(hours=23, minutes=59), "23 h ago"),
        (timedelta(days=2, hours=1), "2 d ago"),
    ],
)
def test_age_is_told_in_few_words(age: timedelta, words: str) -> None:
    assert age_words(age) == words


NOW = datetime(2026, 1, 2, 4, 4, 5, 67, tzinfo=timezone(timedelta(hours=1)))


@pytest.fixture
def report() -> HealthReport:
    """One that is well, one that is not there, and one that is down."""
    return HealthReport(
        store=Health("store", "healthy", NOW, latency=0.01234, facts={"traces": "3"}),
        api=Health("api", "not configured", NOW),
        rediai=Health(
            "rediai",
            "down",
            NOW,
            latency=5.0,
            error="Timeout after 5s",
            last_error="Timeout after 5s",
            last_error_at=datetime(2026, 1, 1, tzinfo=UTC),
            mode="real",
        ),
    )


def test_a_report_is_json_with_what_there_is_and_nothing_else(report: HealthReport) -> None:
    checked_at = "2026-01-02T03:04:05.000067Z"
    assert json.loads(json.dumps(as_json(report))) == {
        "store": {
            "status": "healthy",
            "checked_at": checked_at,
            "latency_ms": 12.3,
            "facts": {"traces": "3"},
        },
        "api": {"status": "not configured", "checked_at": checked_at},
        "rediai": {
            "status": "down",
            "mode": "real",
            "error": "Timeout after 5s",
            "checked_at": checked_at,
            "latency_ms": 5000.0,
            "last_error": "Timeout after 5s",
            "last_error_at": "2026-01-01T00:00:00.000000Z",
        },
    }


def test_a_report_in_words_tells_what_its_json_tells(report: HealthReport) -> None:
    assert as_lines(report, NOW + timedelta(minutes=2)) == [
        "store   healthy",
        "        latency: <100 ms",
        "        checked: 2 min ago",
        "        traces: 3",
        "api     not configured",
        "rediai  down (real): Timeout after 5s",
        "        latency: 5.0 s",
        "        checked: 2 min ago",
        "        last error: Timeout after 5s, 1 d ago",
    ]


def test_the_last_error_is_told_after_a_recovery() -> None:
    well = Health("api", "healthy", NOW, 0.5, last_error="HTTP 500", last_error_at=NOW)
    report = HealthReport(Health("store", "healthy", NOW), well, Health("rediai", "healthy", NOW))
    assert "        last error: HTTP 500, 3 h ago" in as_lines(report, NOW + timedelta(hours=3))

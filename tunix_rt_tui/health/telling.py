"""A report in lines of words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from tunix_rt_tui.health.report import Health, HealthReport
from tunix_rt_tui.health.words import age_words, latency_words

_INDENT = " " * 8


def as_lines(report: HealthReport, now: datetime) -> list[str]:
    """The report as `tunix-rt health` prints it: each of the three, with what is known below.

    It tells what the JSON tells; ages are those at `now`.
    """
    return [line for one in (report.store, report.api, report.rediai) for line in _lines(one, now)]


def _lines(health: Health, now: datetime) -> Iterator[str]:
    mode = f" ({health.mode})" if health.mode else ""
    error = f": {health.error}" if health.error else ""
    yield f"{health.name:<8}{health.status}{mode}{error}"
    for label, value in (*_times(health, now), *health.facts.items()):
        yield f"{_INDENT}{label}: {value}"


def _times(health: Health, now: datetime) -> Iterator[tuple[str, str]]:
    if health.latency is None:  # nothing was asked
        return
    yield "latency", latency_words(health.latency)
    yield "checked", age_words(now - health.checked_at)
    if health.last_error and health.last_error_at:
        yield "last error", f"{health.last_error}, {age_words(now - health.last_error_at)}"

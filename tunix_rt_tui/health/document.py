"""A report as JSON."""

from __future__ import annotations

from datetime import UTC, datetime

from tunix_rt_tui.health.report import Health, HealthReport

JsonObject = dict[str, object]


def as_json(report: HealthReport) -> dict[str, JsonObject]:
    """The report as `tunix-rt health --json` prints it.

    Each of `store`, `api` and `rediai` has `status` and `checked_at`; `mode`, `error`,
    `latency_ms`, `last_error`, `last_error_at` and `facts` are there where there is one.
    """
    return {one.name: _object(one) for one in (report.store, report.api, report.rediai)}


def _object(health: Health) -> JsonObject:
    latency_ms = None if health.latency is None else round(health.latency * 1000, 1)
    entries: JsonObject = {
        "status": health.status,
        "mode": health.mode,
        "error": health.error,
        "checked_at": _timestamp(health.checked_at),
        "latency_ms": latency_ms,
        "last_error": health.last_error,
        "last_error_at": health.last_error_at and _timestamp(health.last_error_at),
        "facts": dict(health.facts) or None,
    }
    return {key: value for key, value in entries.items() if value is not None}


def _timestamp(moment: datetime) -> str:
    """RFC 3339 in UTC with microseconds and `Z`."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")

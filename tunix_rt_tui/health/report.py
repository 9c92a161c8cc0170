"""What a probe found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

Name = Literal["store", "api", "rediai"]
Status = Literal["healthy", "down", "not configured", "checking"]
"""`checking` is only ever in what `HealthMonitor.watch` yields, until the first answer is in."""

Mode = Literal["mock", "real"]


@dataclass(frozen=True, slots=True)
class Health:
    """How one thing was when it was last looked at.

    `latency` is in seconds. `error` says why it is down now; `last_error` and `last_error_at`
    outlive a recovery. `facts` are particular to the thing, label to value, in order of weight.
    """

    name: Name
    status: Status
    checked_at: datetime
    latency: float | None = None
    error: str | None = None
    last_error: str | None = None
    last_error_at: datetime | None = None
    mode: Mode | None = None
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class HealthReport:
    """All three at one moment."""

    store: Health
    api: Health
    rediai: Health

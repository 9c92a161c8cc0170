"""Numbers and times in words that stay short and do not flicker."""

from __future__ import annotations

from datetime import datetime

from tunix_rt_tui.trace.counts import TextCounts
from tunix_rt_tui.trace.words import SHORT_ID, counted, number, short_id, size

__all__ = ["SHORT_ID", "STAR", "age", "counted", "lengths", "moment", "number", "short_id", "size"]

STAR = "★"
"""Marks a step with a bookmark."""

_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400
_MONTH, _YEAR = 30 * _DAY, 365 * _DAY
_AGES = (
    ("min", _MINUTE, _HOUR),
    ("h", _HOUR, _DAY),
    ("d", _DAY, _MONTH),
    ("mo", _MONTH, _YEAR),
)


def age(moment: datetime, now: datetime) -> str:
    """Say how long ago in at most six characters: `now`, `59 min`, `23 h`, `29 d`, `3 y`."""
    seconds = max(0.0, (now - moment).total_seconds())
    if seconds < _MINUTE:
        return "now"
    for unit, length, below in _AGES:
        if seconds < below:
            return f"{seconds // length:.0f} {unit}"
    return f"{seconds // _YEAR:.0f} y"


def lengths(counts: TextCounts) -> str:
    """Say how long a text is: `1 204 characters · 210 words · ≈ 301 tokens`."""
    characters, words = counted(counts.characters, "character"), counted(counts.words, "word")
    return f"{characters} · {words} · ≈ {counted(counts.tokens, 'token')}"


def moment(value: datetime) -> str:
    """Write a time out to the second, in UTC: `2026-01-02 03:04:05Z`."""
    return f"{value:%Y-%m-%d %H:%M:%S}Z"

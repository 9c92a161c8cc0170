"""Numbers and times in words that stay short and do not flicker."""

from __future__ import annotations

from datetime import datetime

SHORT_ID = 8
"""Characters of an id that are shown in a list."""

_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400
_MONTH, _YEAR = 30 * _DAY, 365 * _DAY
_AGES = (
    ("min", _MINUTE, _HOUR),
    ("h", _HOUR, _DAY),
    ("d", _DAY, _MONTH),
    ("mo", _MONTH, _YEAR),
)


def number(value: int) -> str:
    """Group the digits: `1 048 576`."""
    return f"{value:,}".replace(",", " ")


def counted(value: int, noun: str) -> str:
    """Say how many: `1 step`, `1 204 bytes`."""
    return f"{number(value)} {noun}{'' if value == 1 else 's'}"


def size(count: int) -> str:
    """Say how many bytes in at most six characters: `812 B`, `1.2 kB`, `14 MB`."""
    if count < 1_000:
        return f"{count} B"
    scaled = float(count)
    for unit in ("kB", "MB", "GB"):
        scaled /= 1_000
        if scaled < 9.95:
            return f"{scaled:.1f} {unit}"
        if scaled < 999.5:
            return f"{scaled:.0f} {unit}"
    return f"{scaled:.0f} GB"


def age(moment: datetime, now: datetime) -> str:
    """Say how long ago in at most six characters: `now`, `59 min`, `23 h`, `29 d`, `3 y`."""
    seconds = max(0.0, (now - moment).total_seconds())
    if seconds < _MINUTE:
        return "now"
    for unit, length, below in _AGES:
        if seconds < below:
            return f"{seconds // length:.0f} {unit}"
    return f"{seconds // _YEAR:.0f} y"


def moment(value: datetime) -> str:
    """Write a time out to the second, in UTC: `2026-01-02 03:04:05Z`."""
    return f"{value:%Y-%m-%d %H:%M:%S}Z"

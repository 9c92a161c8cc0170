"""Dates as they are typed in a query.

`2026`, `2026-09`, `2026-09-01`, `2026-09-01T10`, `…T10:30`, `…T10:30:15`, `…T10:30:15.123456`: a
year, a month, a day, an hour and so on, as the clock of the machine shows it; with `Z` or an offset
behind a time, that of UTC or another zone. `today` and `yesterday` are days. `12h`, `7d` and `2w`
are that long ago.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import NamedTuple

from tunix_rt_tui.trace.query.terms import Date, DateBetween

YEARS = range(1970, 3000)
"""Years that can be asked for, well within what every clock and database can tell."""

FORMS = "2026, 2026-09, 2026-09-01, 2026-09-01T10:30, today, yesterday, 12h, 7d or 2w (ago)"

_AGO = re.compile(r"([0-9]{1,4})([hdw])")
_UNITS = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}
_ISO = re.compile(
    r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2})"
    r"(?:T([0-9]{2})(?::([0-9]{2})(?::([0-9]{2})(?:\.([0-9]{1,6}))?)?)?(Z|[+-][0-9]{2}:[0-9]{2})?)?)?)?"
)
_LENGTHS = (
    *(timedelta(days=1), timedelta(hours=1), timedelta(minutes=1), timedelta(seconds=1)),
    timedelta(microseconds=1),
)
_FIRST = [1, 1, 1, 0, 0, 0, 0]
_DAYS_AGO = {"today": 0, "yesterday": 1}


class Bounds(NamedTuple):
    """From which moment on, and before which; None where that end is open. Both have a zone."""

    start: datetime | None
    end: datetime | None


def is_date(text: str) -> bool:
    """Tell whether a text is a date of one of these forms."""
    if text in _DAYS_AGO or _AGO.fullmatch(text):
        return True
    try:
        return _iso_span(text) is not None
    except ValueError:
        return False


def bounds_of(date: Date | DateBetween, now: datetime) -> Bounds:
    """Give the moments between which a trace has to have arrived."""
    if isinstance(date, DateBetween):
        return Bounds(_span_of(date.low, now)[0], _span_of(date.high, now)[1])
    start, end = _span_of(date.value, now)
    if date.relation == "=":
        return Bounds(start, end)
    if _AGO.fullmatch(date.value):
        end = start  # so long ago is a moment; only "within the last 7 days" has a length
    moment = start if date.relation in {"<", ">="} else end
    return Bounds(None, moment) if date.relation.startswith("<") else Bounds(moment, None)


def _span_of(text: str, now: datetime) -> tuple[datetime, datetime]:
    """Give the beginning of a date and the end; what is so long ago lasts until now."""
    if text in _DAYS_AGO:
        today = now.astimezone().replace(tzinfo=None, hour=0, minute=0, second=0, microsecond=0)
        day = today - timedelta(days=_DAYS_AGO[text])
        return day.astimezone(), (day + timedelta(days=1)).astimezone()
    if ago := _AGO.fullmatch(text):
        return now - int(ago[1]) * _UNITS[ago[2]], now + timedelta(microseconds=1)
    span = _iso_span(text)
    if span is None:
        raise ValueError(text)
    return span


def _iso_span(text: str) -> tuple[datetime, datetime] | None:
    found = _ISO.fullmatch(text)
    if found is None or int(found[1]) not in YEARS:
        return None
    given = [int(part) for part in found.groups()[:6] if part is not None]
    if found[7] is not None:
        given.append(int(f"{found[7]:0<6}"))
    year, month, day, hour, minute, second, fraction = given + _FIRST[len(given) :]
    start = datetime(year, month, day, hour, minute, second, fraction)  # noqa: DTZ001 - its zone follows
    if len(given) == 1:
        end = start.replace(year=year + 1)
    elif len(given) == 2:
        end = (start + timedelta(days=31)).replace(day=1)
    else:
        end = start + _LENGTHS[len(given) - 3]
    if found[8] is None:
        return start.astimezone(), end.astimezone()
    zone = datetime.fromisoformat(f"2000-01-01T00:00{found[8]}").tzinfo
    return start.replace(tzinfo=zone), end.replace(tzinfo=zone)

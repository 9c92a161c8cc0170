"""Numbers as people read them, the same in every front end."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from uuid import UUID

SHORT_ID = 8
"""Characters of an id by which a trace is called where people read."""


def short_id(trace_id: UUID) -> str:
    """Give the start of an id: `3f2a9c1e`."""
    return str(trace_id)[:SHORT_ID]


def number(value: int) -> str:
    """Group the digits: `1 048 576`."""
    return f"{value:,}".replace(",", " ")


def counted(value: int, noun: str) -> str:
    """Say how many: `1 step`, `1 204 bytes`."""
    return f"{number(value)} {noun}{'' if value == 1 else 's'}"


def size(count: int) -> str:
    """Say how many bytes in at most six characters, by powers of 1000: `812 B`, `1.2 kB`."""
    if count < 1_000:
        return f"{count} B"
    scaled = float(count)
    for unit in ("kB", "MB", "GB"):
        scaled /= 1_000
        if scaled < 9.95:
            return f"{scaled:.1f} {unit}"
        if scaled < 999.5:
            return f"{scaled:.0f} {unit}"
    return f"{number(round(scaled / 1_000))} TB"

"""Rows of a listing as text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tunix_rt_tui.trace.text import flat
from tunix_rt_tui.trace.words import size

if TYPE_CHECKING:
    from tunix_rt_tui.store.contract import TraceSummary

ID_CHARS = 8
"""Characters of an id in a table: enough to tell a million traces apart nearly always."""

_HEAD = ("ID", "ADDED", "SOURCE", "STEPS", "SIZE", "PROMPT")
_FIXED = (ID_CHARS, 16, 0, 5, 6, 0)
_GAP = "  "
_MIN_SOURCE, _MAX_SOURCE = 6, 24
_MIN_PROMPT = 4


def table_lines(rows: Sequence[TraceSummary], width: int, *, header: bool) -> list[str]:
    """Align rows within `width` cells; times are local, to the minute."""
    cells = [_cells(row) for row in rows]
    longest = max((len(row[2]) for row in cells), default=0)
    source_width = max(_MIN_SOURCE, min(longest, _MAX_SOURCE, width // 8))
    taken = sum(_FIXED) + source_width + len(_GAP) * (len(_HEAD) - 1)
    prompt_width = max(width - taken, _MIN_PROMPT)
    widths = (*_FIXED[:2], source_width, *_FIXED[3:5], prompt_width)
    shown = [_HEAD, *cells] if header else cells
    return [_line(row, widths).rstrip() for row in shown]


def fields_of(row: TraceSummary) -> tuple[str, ...]:
    """Give a row to programs: id, time (RFC 3339), source, steps, bytes, start of the prompt."""
    from tunix_rt_tui.library.describing import timestamp

    return (
        str(row.id),
        timestamp(row.created_at),
        row.source,
        str(row.steps),
        str(row.bytes),
        row.prompt_preview,
    )


def _cells(row: TraceSummary) -> tuple[str, ...]:
    return (
        str(row.id)[:ID_CHARS],
        f"{row.created_at.astimezone():%Y-%m-%d %H:%M}",
        flat(row.source),
        str(row.steps),
        size(row.bytes),
        flat(row.prompt_preview),
    )


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    from rich.cells import cell_len, set_cell_size

    def fit(text: str, width: int) -> str:
        if cell_len(text) > width:
            text = set_cell_size(text, width - 1).rstrip() + "…"
        return set_cell_size(text, width)

    fitted = [fit(text, width) for text, width in zip(row, widths, strict=True)]
    for right in (3, 4):
        fitted[right] = row[right].rjust(widths[right])
    return _GAP.join(fitted)

"""Bars as rows of text of equal widths, for whatever draws them."""

from __future__ import annotations

from typing import NamedTuple

from tunix_rt_tui.library.statistics.distribution import Bar, Distribution
from tunix_rt_tui.trace.text import one_line
from tunix_rt_tui.trace.words import counted, number

LABEL_CHARS = 28
"""Characters of a label at most; names of files can be long."""

_LONGEST = 60
"""Cells of the longest bar at most, however wide the window is."""

_LEAST = 4
_GAPS = 4


class Row(NamedTuple):
    """A bar: its label and its count, padded and safe to draw, and how many cells it is long."""

    label: str
    traces: str
    length: int


def rows_of(distribution: Distribution, width: int) -> list[Row]:
    """Lay bars out in so many cells: labels of numbers stand at the right, names at the left."""
    bars = distribution.bars
    if not bars:
        return []
    labels = [one_line(bar.label, LABEL_CHARS) or "(none)" for bar in bars]
    counts = [_count_of(bar) for bar in bars]
    label_width = max(map(_cells, labels))
    count_width = max(map(len, counts))
    room = max(_LEAST, min(_LONGEST, width - label_width - count_width - _GAPS))
    most = max(1, *(bar.traces for bar in bars))
    rows = []
    for bar, label, count in zip(bars, labels, counts, strict=True):
        padding = " " * (label_width - _cells(label))
        padded = label + padding if distribution.figures is None else padding + label
        rows.append(Row(padded, count.rjust(count_width), -(-bar.traces * room // most)))
    return rows


def _count_of(bar: Bar) -> str:
    """Say how many traces, and of a type in how many steps."""
    traces = number(bar.traces)
    return f"{traces} in {counted(bar.steps, 'step')}" if bar.steps else traces


def _cells(text: str) -> int:
    from rich.cells import cell_len

    return cell_len(text)

"""A distribution as lines of text: what it is of, its figures, and a bar a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tunix_rt_tui.trace.text import one_line
from tunix_rt_tui.trace.words import counted, number

if TYPE_CHECKING:
    from tunix_rt_tui.library.statistics.distribution import Bar, Distribution

BLOCK, ASCII_BLOCK = "█", "#"
LABEL_CHARS = 28
"""Characters of a label at most; names of files can be long."""

_LONGEST = 60
"""Cells of the longest bar at most, however wide the terminal is."""

_LEAST = 4


def distribution_lines(distribution: Distribution, width: int, block: str) -> list[str]:
    """Draw a distribution within `width` cells, bars in blocks."""
    lines = [heading(distribution)]
    bars = distribution.bars
    labels = [one_line(bar.label, LABEL_CHARS) or "(none)" for bar in bars]
    counts = [_count_of(bar) for bar in bars]
    label_width = max(map(_cells, labels), default=0)
    count_width = max(map(len, counts), default=0)
    room = max(_LEAST, min(_LONGEST, width - label_width - count_width - 7))
    most = max((bar.traces for bar in bars), default=0) or 1
    for bar, label, count in zip(bars, labels, counts, strict=True):
        padding = " " * (label_width - _cells(label))
        length = -(-bar.traces * room // most)
        line = f"  {padding}{label}  {count:>{count_width}}  {block * length}"
        lines.append(line.rstrip())
    if distribution.more:
        lines.append(f"  and {number(distribution.more)} more")
    return lines


def heading(distribution: Distribution) -> str:
    """Say what is counted, of how many traces, and what sums the numbers up."""
    from tunix_rt_tui.library.statistics.counting import figures_text

    figures = distribution.figures
    name = one_line(distribution.of, LABEL_CHARS)
    if figures is None:
        traces = counted(distribution.traces if distribution.bars else 0, "trace")
        return f"{name} · {traces}"
    said = [f"{word} {value}" for word, value in figures_text(distribution.of, figures)]
    return " · ".join([name, counted(figures.traces, "trace"), *said])


def _count_of(bar: Bar) -> str:
    """Say how many traces, and of a type in how many steps."""
    traces = number(bar.traces)
    return f"{traces} in {counted(bar.steps, 'step')}" if bar.steps else traces


def _cells(text: str) -> int:
    from rich.cells import cell_len

    return cell_len(text)

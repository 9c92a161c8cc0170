"""A distribution as lines of text: what it is of, its figures, and a bar a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tunix_rt_tui.trace.text import one_line
from tunix_rt_tui.trace.words import counted, number

if TYPE_CHECKING:
    from tunix_rt_tui.library.statistics.distribution import Distribution

BLOCK, ASCII_BLOCK = "▆", "#"
NAME_CHARS = 60
"""Characters of what is counted; a key of meta can be long."""

_INDENT = "  "


def distribution_lines(distribution: Distribution, width: int, block: str) -> list[str]:
    """Draw a distribution within `width` cells, bars in blocks."""
    from tunix_rt_tui.library.statistics.rows import rows_of

    lines = [heading(distribution)]
    for label, count, length in rows_of(distribution, width - len(_INDENT)):
        lines.append(f"{_INDENT}{label}  {count}  {block * length}".rstrip())
    if distribution.more:
        lines.append(f"{_INDENT}and {number(distribution.more)} more")
    return lines


def heading(distribution: Distribution) -> str:
    """Say what is counted, of how many traces, and what sums the numbers up."""
    from tunix_rt_tui.library.statistics.counting import figures_text

    name = one_line(distribution.of, NAME_CHARS)
    figures = distribution.figures
    if figures is None:
        return f"{name} · {counted(distribution.traces if distribution.bars else 0, 'trace')}"
    said = [f"{word} {value}" for word, value in figures_text(distribution.of, figures)]
    return " · ".join([name, counted(figures.traces, "trace"), *said])

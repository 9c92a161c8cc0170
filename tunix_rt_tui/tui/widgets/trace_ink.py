"""In which styles a line of a trace is drawn."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from rich.style import Style

from tunix_rt_tui.tui.window.steps import Line

Run = tuple[str, Style]
"""Text, safe to draw, and its style over the plain one."""

FindStyle = Callable[[str], Style]
"""Gives the style of a kind of text by its name."""

_MEMBER = re.compile(r'(\s*"(?:[^"\\]|\\.)*"):')


def ink(line: Line, style: FindStyle) -> list[Run]:
    """Give a line as runs of text in their styles, with its hits lit."""
    runs = _plain_runs(line, style)
    if line.looks:
        looks = [(start, end, style(look)) for start, end, look in line.looks]
        runs = list(_over(runs, looks))
    lit = [(start, end, style("hit-current" if now else "hit")) for start, end, now in line.lit]
    return list(_over(runs, lit))


def _plain_runs(line: Line, style: FindStyle) -> list[Run]:
    kind, text = line.block.kind, line.text
    if kind == "heading":
        return [(text, style("current" if line.marked else "heading"))]
    if kind in ("facts", "lack"):
        return [(text, style(kind))]
    if kind == "json" and (member := _MEMBER.match(text)):
        key = member[1]
        return [(key, style("key")), (text[len(key) :], Style())]
    return [(text, Style())]


def _over(runs: Sequence[Run], spans: Sequence[tuple[int, int, Style]]) -> Iterator[Run]:
    """Cut runs where spans begin and end, and lay the style of a span over what is within it."""
    start = 0
    for text, plain in runs:
        end = start + len(text)
        here = start
        for first, last, above in spans:
            first, last = max(first, here), min(last, end)
            if first < last:
                yield text[here - start : first - start], plain
                yield text[first - start : last - start], plain + above
                here = last
        yield text[here - start :], plain
        start = end

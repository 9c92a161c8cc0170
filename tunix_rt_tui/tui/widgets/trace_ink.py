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
    return list(_light(_plain_runs(line, style), line.lit, style))


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


def _light(
    runs: Sequence[Run], lit: Sequence[tuple[int, int, bool]], style: FindStyle
) -> Iterator[Run]:
    """Cut runs where hits begin and end, and light what is within them."""
    start = 0
    for text, plain in runs:
        end = start + len(text)
        here = start
        for first, last, current in lit:
            first, last = max(first, here), min(last, end)
            if first < last:
                yield text[here - start : first - start], plain
                light = style("hit-current" if current else "hit")
                yield text[first - start : last - start], plain + light
                here = last
        yield text[here - start :], plain
        start = end

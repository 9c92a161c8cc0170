"""A trace as Markdown, by CommonMark: texts stand in fences and spans that they cannot leave."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tunix_rt_tui.formats.writing.contract import Outgoing
from tunix_rt_tui.library.outgoing import outgoing_of
from tunix_rt_tui.library.sharing.sheet import REPLACED, Fact, Part, sheet_of
from tunix_rt_tui.store.contract import StoredTrace

_BACKTICKS = re.compile("`+")
_SHORTEST_FENCE = 3


def as_markdown(stored: StoredTrace) -> str:
    """Write a trace as a document of Markdown; the texts within come back exactly."""
    return markdown_of(outgoing_of(stored))


def markdown_of(outgoing: Outgoing) -> str:
    """Write a trace that is on its way out."""
    return "\n".join(_lines(outgoing)) + "\n"


def _lines(outgoing: Outgoing) -> Iterator[str]:
    sheet = sheet_of(outgoing)
    yield f"# {sheet.title}"
    yield ""
    yield from map(_fact_line, sheet.facts)
    if sheet.lacks:
        yield f"- lacks: {', '.join(sheet.lacks)}"
    if sheet.replaced:
        yield ""
        yield REPLACED
    for part in sheet.parts:
        yield ""
        yield _heading(part)
        yield ""
        yield _fenced(part.text, "json" if part.kind == "json" else "text")


def _fact_line(fact: Fact) -> str:
    values = map(_span, fact.values) if fact.foreign else fact.values
    return f"- {fact.name}: {', '.join(values)}"


def _heading(part: Part) -> str:
    return f"## {part.title}: {_span(part.type)}" if part.type else f"## {part.title}"


def _span(text: str) -> str:
    """Put a text of one line between more backticks than it has in a row.

    A space next to them is taken away where there is one at both ends, so one is added wherever
    that would happen to a space of the text, or where a backtick would join them.
    """
    if not text:
        return "(empty)"
    ticks = "`" * (_longest_run(text) + 1)
    both_spaced = text[0] == text[-1] == " " and bool(text.strip(" "))
    space = " " if both_spaced or "`" in (text[0], text[-1]) else ""
    return f"{ticks}{space}{text}{space}{ticks}"


def _fenced(text: str, language: str) -> str:
    """Put lines between fences of more backticks than they have in a row."""
    fence = "`" * max(_SHORTEST_FENCE, _longest_run(text) + 1)
    return f"{fence}{language}\n{text}\n{fence}"


def _longest_run(text: str) -> int:
    return max((len(run) for run in _BACKTICKS.findall(text)), default=0)

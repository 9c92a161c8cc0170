"""One text to the steps in it: where one ends and the next begins, with nothing lost between."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from tunix_rt_tui.formats.contract import DraftStep

Way = Literal["paragraph", "line", "numbered", "whole"]
"""Where a text is cut: at blank lines, at every line, at `1.`, `2.`, …, or nowhere."""

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_FENCE = re.compile(r" {0,3}(```|~~~)")
_DISPLAY = re.compile(r"(?<!\\)\\[\[\]]")
"""The start or the end of display mathematics, which `\\\\[2pt]`, the end of a row, is not."""

_MARK = re.compile(r"```|~~~|\\\[")
"""Without any of these a text has neither a fence nor a display."""

_NUMBER = re.compile(r"^([0-9]{1,6})\. ", re.MULTILINE)


class Span(NamedTuple):
    """A piece of a text that becomes a step, by the offsets of its first and behind its last
    character."""

    start: int
    end: int


def cut(text: str, type: str = "reasoning", way: Way = "paragraph") -> tuple[DraftStep, ...]:  # noqa: A002 - the field's own name
    """Cut a text into steps of one type, each an exact piece of it.

    What stood before a step, white space or a number, is its `before`; what is left of the text
    when all of these are put together again is white space at its end. Text without anything
    but white space has no steps.
    """
    return steps_of(text, ((type, span) for span in spans(text, 0, len(text), way)))


def steps_of(text: str, typed: Iterable[tuple[str, Span]]) -> tuple[DraftStep, ...]:
    """Make the steps of spans that stand in order; `before` is what no span covers."""
    steps: list[DraftStep] = []
    done = 0
    for kind, (start, end) in typed:
        steps.append(DraftStep(kind, text[start:end], text[done:start]))
        done = end
    return tuple(steps)


def spans(text: str, start: int, end: int, way: Way = "paragraph") -> list[Span]:
    """Find what a part of a text is to be cut into.

    A paragraph is never cut inside a fence of code or display mathematics, and what is JSON is
    one piece; where there is but one paragraph, its lines are the pieces.
    """
    if way == "numbered":
        return _numbered(text, start, end)
    all_of_it = trimmed(text, start, end)
    if all_of_it is None:
        return []
    if way == "whole" or _is_json(text, all_of_it):
        return [all_of_it]
    start, end = all_of_it
    blocks = _blocks(text, start, end)
    if way == "paragraph":
        paragraphs = list(_paragraphs(text, blocks))
        if len(paragraphs) > 1:
            return paragraphs
    lines = (_without_end(text, *block) for block in blocks)
    return [line for line in lines if line is not None]


def trimmed(text: str, start: int, end: int) -> Span | None:
    """Leave out the white space around a part of a text; None where there is nothing else."""
    if start < end and not text[start].isspace() and not text[end - 1].isspace():
        return Span(start, end)
    part = text[start:end]
    left = len(part) - len(part.lstrip())
    right = len(part.rstrip())
    return Span(start + left, start + right) if left < right else None


def _blocks(text: str, start: int, end: int) -> list[Span]:
    """Give the lines of a text, but a fence or a display over several lines as one."""
    if _MARK.search(text, start, end) is None:
        return [Span(*line.span()) for line in _LINE.finditer(text, start, end)]
    return list(_marked_blocks(text, start, end))


def _marked_blocks(text: str, start: int, end: int) -> Iterator[Span]:
    closing = text.rfind("\\]", start, end)
    fence = ""
    display = False
    block = start
    for line in _LINE.finditer(text, start, end):
        mark = _FENCE.match(line[0])
        if fence:
            if mark is not None and mark[1] == fence:
                fence = ""
        elif mark is not None and not display:
            fence = mark[1]
        else:
            for bracket in _DISPLAY.finditer(line[0]):
                display = bracket[0] == "\\[" and line.start() + bracket.start() < closing
        if not fence and not display:
            yield Span(block, line.end())
            block = line.end()
    if block < end:
        yield Span(block, end)


def _paragraphs(text: str, blocks: list[Span]) -> Iterator[Span]:
    """Put blocks together up to the next blank line; blank ones stand between them."""
    first: int | None = None
    last = 0
    for start, end in blocks:
        block = _without_end(text, start, end)
        if block is None:
            if first is not None:
                yield Span(first, last)
            first = None
        else:
            first = start if first is None else first
            last = block.end
    if first is not None:
        yield Span(first, last)


def _without_end(text: str, start: int, end: int) -> Span | None:
    """Leave out the white space behind a block, not its indentation; None for a blank one."""
    length = len(text[start:end].rstrip())
    return Span(start, start + length) if length else None


def _numbered(text: str, start: int, end: int) -> list[Span]:
    """Cut where a line starts with the next number, from 1, and goes on.

    Other numbers belong to the text.
    """
    found: list[Span] = []
    expected = 1
    begun = start
    for number in _NUMBER.finditer(text, start, end):
        if int(number[1]) != expected or number.end() == end:
            continue
        if expected == 1:
            lead = trimmed(text, start, number.start())
            found.extend([] if lead is None else [lead])
        elif begun < number.start() - 1:
            found.append(Span(begun, number.start() - 1))
        begun = number.end()
        expected += 1
    if expected == 1:
        return spans(text, start, end)
    return [*found, Span(begun, end)]


def _is_json(text: str, span: Span) -> bool:
    """Tell whether a text is one object or array of JSON."""
    if text[span.start] not in "{[" or text[span.end - 1] not in "}]":
        return False
    try:
        json.loads(text[span.start : span.end])
    except (ValueError, RecursionError):
        return False
    return True

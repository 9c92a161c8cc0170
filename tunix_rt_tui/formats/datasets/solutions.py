"""Solutions of data sets, whose answers and steps are marked in ways of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from tunix_rt_tui.formats.contract import DraftStep
from tunix_rt_tui.formats.cutting import Way, spans, trimmed
from tunix_rt_tui.formats.extracting import extract
from tunix_rt_tui.formats.output import Output, output_of

_STATED = re.compile(r"(?:the answer is:|^# Answer\s*$)", re.IGNORECASE | re.MULTILINE)


def solution(text: str, way: Way, mark: re.Pattern[str]) -> Output:
    """Take a solution apart into steps and the answer that stands behind the last mark.

    The answer goes on to the end of the text: what stands behind it is not lost. Without a mark,
    or without anything behind it, all are steps.
    """
    end, answer = len(text), None
    for found in mark.finditer(text):
        end, answer = found.start(), trimmed(text, found.end(), len(text))
    parts = (trimmed(text, *part) for part in spans(text, 0, end, way))
    return output_of(text, [("reasoning", span) for span in parts if span], answer)


def stated_answer(steps: Sequence[str]) -> str:
    """Give what the last step states as the answer, empty where it states none.

    Solutions with labelled steps end in `The answer is: x` or in `# Answer` over a line.
    """
    if not steps:
        return ""
    last = steps[-1]
    end = 0
    for mark in _STATED.finditer(last):
        end = mark.end()
    if end:
        return last[end:].strip()
    found = extract(last)
    return found.answer if found is not None else ""


def explicit(texts: Sequence[str]) -> tuple[DraftStep, ...]:
    """Make a step of each text of a record that came in steps."""
    return tuple(DraftStep("reasoning", text) for text in texts)


def texts_of(values: Any) -> list[str] | None:
    """Give a list whose every item is text; None for anything else."""
    if isinstance(values, list) and all(isinstance(value, str) for value in values):
        return values
    return None

"""Solutions of data sets: where the answer of one stands is known, and so is how to cut it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from tunix_rt_tui.formats.contract import DraftStep
from tunix_rt_tui.formats.cutting import Span, Way, spans, trimmed
from tunix_rt_tui.formats.extracting import extract
from tunix_rt_tui.formats.output import Output, Region, assembled

_STATED = re.compile(r"(?:the answer is:|^# Answer\s*$)", re.IGNORECASE | re.MULTILINE)


def solution(text: str, way: Way, answer: Span | None) -> Output:
    """Take a solution apart whose answer stands at a known place behind its steps.

    Without an answer all of it are steps.
    """
    end = _before(text, answer) if answer is not None else len(text)
    steps = [Region("reasoning", *span, whole=True) for span in spans(text, 0, end, way)]
    return assembled(text, steps, answer)


def answer_on_last_line(text: str, mark: str) -> Span | None:
    """Find what stands behind a mark, such as `####`, that starts the last line that has it.

    An answer goes on to the end of the text: what stands behind it is not lost.
    """
    line = text.rfind("\n" + mark) + 1
    if not text.startswith(mark, line):
        return None
    return trimmed(text, line + len(mark), len(text))


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


def _before(text: str, answer: Span) -> int:
    """Find the start of the line on which an answer stands."""
    return text.rfind("\n", 0, answer.start) + 1

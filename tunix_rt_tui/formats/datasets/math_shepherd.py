"""Math-Shepherd: solutions whose steps end in a mark, and a copy with a verdict for each mark."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tunix_rt_tui.formats.contract import Draft, Format, Item, ReadingOptions, each, having
from tunix_rt_tui.formats.datasets.solutions import explicit, stated_answer
from tunix_rt_tui.formats.fields import others, record_of

STEP_MARK = "ки"
"""What ends a step: a token that English text never has."""

_FIRST_STEP = "Step 1:"
_NEXT_STEP = re.compile(r"\n(?=Step [0-9]{1,4}:)")


def _fits(item: Item) -> bool:
    record = record_of(item)
    text = record.get("input")
    return isinstance(text, str) and _FIRST_STEP in text and isinstance(record.get("label"), str)


def _read(item: Item, _options: ReadingOptions) -> Iterator[Draft]:
    record = record_of(item)
    question, _, _ = record["input"].partition(_FIRST_STEP)
    steps = marked_steps(record["input"][len(question) :])
    meta = others(record, "input", "label")
    labels = _labels(record["input"], record["label"])
    meta["labels"] = labels if labels is not None else record["label"]
    yield Draft(question.strip(), explicit(steps), stated_answer(steps), meta)


def marked_steps(text: str) -> list[str]:
    """Cut where a step is marked as ended, else where the next number begins."""
    pieces = text.split(STEP_MARK) if STEP_MARK in text else _NEXT_STEP.split(text)
    return [step for piece in pieces if (step := piece.strip())]


def _labels(text: str, labelled: str) -> list[str] | None:
    """Give the `+` or `-` that stands in the copy for each mark; None where it is no copy."""
    pieces = text.split(STEP_MARK)
    labels: list[str] = []
    at = 0
    for piece in pieces[:-1]:
        if not labelled.startswith(piece, at):
            return None
        at += len(piece) + 1
        labels.append(labelled[at - 1 : at])
    return labels or None


FORMAT = Format("math_shepherd", "Math-Shepherd", _fits, each(_read), keys=having("input", "label"))

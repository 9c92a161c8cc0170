"""Solutions with a label for every step: a question, its process and the labels.

TRL calls the first two `prompt` and `completions` in its data for stepwise supervision.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tunix_rt_tui.formats.contract import (
    Draft,
    DraftStep,
    Format,
    Item,
    ReadingOptions,
    each,
    having,
)
from tunix_rt_tui.formats.cutting import Way, cut
from tunix_rt_tui.formats.datasets.math_shepherd import marked_steps
from tunix_rt_tui.formats.datasets.solutions import explicit, stated_answer, texts_of
from tunix_rt_tui.formats.fields import others, record_of

_WAYS: tuple[Way, ...] = ("paragraph", "line")


def _fits(item: Item) -> bool:
    record = record_of(item)
    return isinstance(record.get("labels"), list) and _names(record) is not None


def _names(record: Mapping[str, Any]) -> tuple[str, str] | None:
    """Tell under which keys the question and its process are; None where they are not."""
    process = record.get("process")
    if isinstance(record.get("question"), str) and (
        isinstance(process, str) or texts_of(process) is not None
    ):
        return "question", "process"
    if isinstance(record.get("prompt"), str) and texts_of(record.get("completions")) is not None:
        return "prompt", "completions"
    return None


def _read(item: Item, _options: ReadingOptions) -> Iterator[Draft]:
    record = record_of(item)
    names = _names(record)
    assert names is not None
    question, process = names
    steps = _steps(record[process], len(record["labels"]))
    answer = stated_answer([step.content for step in steps])
    yield Draft(record[question], steps, answer, others(record, question, process))


def _steps(process: Any, labels: int) -> tuple[DraftStep, ...]:
    """Cut a process as it has to be cut for each step to have its label."""
    if isinstance(process, list):
        return explicit(process)
    marked = explicit(marked_steps(process))
    tried = [marked, *(cut(process, way=way) for way in _WAYS)]
    return next((steps for steps in tried if len(steps) == labels), marked)


FORMAT = Format(
    "process_labels",
    "solutions with a label for every step",
    _fits,
    each(_read),
    keys=having("labels"),
)

"""Outputs of the Qwen2.5-Math evaluation: a question and the code or text that was sampled."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tunix_rt_tui.formats.contract import (
    Draft,
    Format,
    Found,
    Item,
    ReadingOptions,
    Refusal,
    each,
    having,
)
from tunix_rt_tui.formats.fields import beside, others, record_of, text_of
from tunix_rt_tui.formats.tags import read_output

_OF_SAMPLES = ("pred", "report", "score")
"""Fields that hold a value for each sample."""


def _fits(item: Item) -> bool:
    record = record_of(item)
    return isinstance(record.get("question"), str) and isinstance(record.get("code"), list)


def _read(item: Item, _options: ReadingOptions) -> Iterator[Found]:
    """Every sample is a trace; gold answers and the verdict on the sample are in its meta."""
    record = record_of(item)
    if not record["code"]:
        yield Refusal("no model output", "The list of sampled outputs (`code`) is empty.")
    shared = others(record, "question", "code", *_OF_SAMPLES)
    several = len(record["code"]) > 1
    for number, sampled in enumerate(record["code"]):
        found = read_output(text_of(sampled))
        meta = {**shared, **{name: _of(record.get(name), number) for name in _OF_SAMPLES}}
        if several:
            meta["sample"] = number
        yield Draft(
            record["question"], found.steps, found.answer, beside(meta, found.meta), found.notes
        )


def _of(values: Any, number: int) -> Any:
    """Give the value of a sample; what is no list is the value of all of them."""
    if not isinstance(values, list):
        return values
    return values[number] if number < len(values) else None


FORMAT = Format(
    "math_eval_harness",
    "Qwen2.5-Math evaluations",
    _fits,
    each(_read),
    keys=having("question", "code"),
)

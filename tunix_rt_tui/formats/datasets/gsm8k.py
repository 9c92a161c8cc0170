"""GSM8K, also its Socratic form, and the model solutions that were published with it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from tunix_rt_tui.formats.contract import Draft, Format, Item, ReadingOptions, each, having
from tunix_rt_tui.formats.datasets.solutions import solution
from tunix_rt_tui.formats.fields import has, others, record_of, text_of

_GOLD_MARK = re.compile("####")
_MODEL_MARK = re.compile("^A:", re.MULTILINE)


def _fits(item: Item) -> bool:
    record = record_of(item)
    answer = record.get("answer")
    return isinstance(record.get("question"), str) and isinstance(answer, str) and "####" in answer


def _read(item: Item, _options: ReadingOptions) -> Iterator[Draft]:
    """Every line is a step, with its calculations in `<<…>>` and its Socratic question."""
    record = record_of(item)
    text = record["answer"]
    found = solution(text, "line", _GOLD_MARK)
    meta = others(record, "question", "answer")
    yield Draft(record["question"], found.steps, found.answer, meta, found.notes)


def _fits_model_solutions(item: Item) -> bool:
    return has(item, "question", "ground_truth") and any(
        _is_solution(value) for value in record_of(item).values()
    )


def _read_model_solutions(item: Item, _options: ReadingOptions) -> Iterator[Draft]:
    """A row has the solutions of several models to one question, each under the model's name."""
    record = record_of(item)
    models = [name for name, value in record.items() if _is_solution(value)]
    shared = others(record, "question", *models)
    for model in models:
        text = record[model]["solution"]
        found = solution(text, "line", _MODEL_MARK)
        meta = {**shared, "model": model, **others(record[model], "solution")}
        yield Draft(text_of(record["question"]), found.steps, found.answer, meta, found.notes)


def _is_solution(value: Any) -> bool:
    return (
        isinstance(value, dict) and "is_correct" in value and isinstance(value.get("solution"), str)
    )


FORMATS = (
    Format(
        "gsm8k.model_solutions",
        "GSM8K example model solutions",
        _fits_model_solutions,
        each(_read_model_solutions),
        keys=having("question", "ground_truth"),
    ),
    Format(
        "gsm8k", "GSM8K, main and Socratic", _fits, each(_read), keys=having("question", "answer")
    ),
)

"""s1K: questions with the reasoning and the attempt of one model, or of several side by side."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tunix_rt_tui.formats.contract import (
    Draft,
    DraftStep,
    Format,
    Found,
    Item,
    ReadingOptions,
    Refusal,
    each,
    having,
)
from tunix_rt_tui.formats.cutting import cut
from tunix_rt_tui.formats.extracting import extract
from tunix_rt_tui.formats.fields import others, record_of, text_of
from tunix_rt_tui.formats.python_literals import literal_or_text

_REASONING = ("thinking_trajectory", "thinking_trajectories")


def _fits(item: Item) -> bool:
    record = record_of(item)
    return isinstance(record.get("question"), str) and bool(_models(record))


def _models(record: Any) -> dict[str, str]:
    """Find the keys of reasoning by what stands before them: `gemini_`, `deepseek_`, nothing."""
    return {
        key.removesuffix(ending): key
        for key in record
        for ending in _REASONING
        if isinstance(key, str) and key.endswith(ending)
    }


def _read(item: Item, _options: ReadingOptions) -> Iterator[Found]:
    """The `solution` of a record is the gold one, not a model's: it goes into the meta."""
    record = record_of(item)
    models = _models(record)
    names = tuple(model for model in models if model)
    of_models = [key for key in record if key.startswith(names)]
    attempts = [f"{model}attempt" for model in models]
    shared = others(record, "question", *models.values(), *attempts, *of_models)
    if isinstance(metadata := shared.get("metadata"), str):
        shared["metadata"] = literal_or_text(metadata)
    empty = True
    for model, key in models.items():
        steps = _steps(record[key])
        attempt = text_of(record.get(f"{model}attempt"))
        if not steps and not attempt:
            continue
        empty = False
        meta = dict(shared)
        if model:
            own = [name for name in of_models if name.startswith(model)]
            told = {n.removeprefix(model): record[n] for n in own if n != f"{model}attempt"}
            meta |= {"model": model.rstrip("_"), **others(told, *_REASONING)}
        if (short := extract(attempt)) is not None and short.answer != attempt:
            meta |= {"extracted_answer": short.answer, "answer_source": short.source}
        yield Draft(record["question"], steps, attempt, meta)
    if empty:
        yield Refusal("no model output", "The record has neither reasoning nor an attempt.")


def _steps(reasoning: Any) -> tuple[DraftStep, ...]:
    """Cut the reasoning, which is one text or a list of them."""
    texts = reasoning if isinstance(reasoning, list) else [reasoning]
    steps: list[DraftStep] = []
    for number, text in enumerate(texts):
        found = cut(text_of(text))
        if number and found:
            found = (DraftStep(found[0].type, found[0].content), *found[1:])
        steps.extend(found)
    return tuple(steps)


FORMAT = Format("s1k", "s1K and s1K-1.1", _fits, each(_read), keys=having("question"))

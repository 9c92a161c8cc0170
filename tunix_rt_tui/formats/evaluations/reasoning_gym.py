"""reasoning-gym evaluations: one document of many questions, each with its completions."""

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
    having_one_of,
)
from tunix_rt_tui.formats.fields import beside, objects, others, record_of, text_of
from tunix_rt_tui.formats.tags import read_output

_OUTPUT = "full_model_response"
_BEST = ("best_model_answer", "best_full_model_response")
"""Copies of one of the completions."""


def _fits(item: Item) -> bool:
    record = record_of(item)
    if "completions_per_prompt" in record and isinstance(record.get("results"), list):
        return True
    return isinstance(record.get("metadata"), dict) and any(
        isinstance(dataset.get("results"), list)
        for category in objects(record.get("categories"))
        for dataset in objects(category.get("datasets"))
    )


def _read(item: Item, _options: ReadingOptions) -> Iterator[Found]:
    """Every completion is a trace; one that is empty has neither reasoning nor an answer."""
    record = record_of(item)
    empty = True
    for dataset, shared in _datasets(record):
        for result in objects(dataset.get("results")):
            for draft in _drafts(result, shared):
                empty = False
                yield draft
    if empty:
        yield Refusal("no model output", "No result of this evaluation has a completion.")


def _datasets(record: Any) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Give the data sets of a document, each with what is true of all its results."""
    if "categories" not in record:
        yield record, _facts(record, record)
        return
    run = record.get("metadata")
    for category in objects(record["categories"]):
        for dataset in objects(category.get("datasets")):
            facts = {"category": category.get("name"), **_facts(dataset, record)}
            yield dataset, {**facts, **(_model(run) if isinstance(run, dict) else {})}


def _facts(dataset: dict[str, Any], document: Any) -> dict[str, Any]:
    facts = {"dataset": dataset.get("name"), "category": dataset.get("category")}
    facts["system"] = dataset.get("system_prompt", document.get("system_prompt"))
    facts["model"] = dataset.get("model", document.get("model"))
    return {name: value for name, value in facts.items() if value is not None}


def _model(run: dict[str, Any]) -> dict[str, Any]:
    return {name: run[name] for name in ("model", "provider") if run.get(name) is not None}


def _drafts(result: dict[str, Any], shared: dict[str, Any]) -> Iterator[Draft]:
    completions = [one for one in objects(result.get("completions")) if _OUTPUT in one]
    if not completions and _OUTPUT in result:
        completions = [{}]
    of_result = others(result, "question", "completions", _OUTPUT, *_BEST)
    for number, completion in enumerate(completions):
        found = read_output(text_of(completion.get(_OUTPUT, result.get(_OUTPUT))))
        meta = {**shared, **of_result, **others(completion, _OUTPUT)}
        if len(completions) > 1:
            meta["completion"] = number
        prompt = text_of(result.get("question"))
        yield Draft(prompt, found.steps, found.answer, beside(meta, found.meta), found.notes)


FORMAT = Format(
    "reasoning_gym",
    "reasoning-gym evaluations",
    _fits,
    each(_read),
    keys=having_one_of("results", "categories"),
)

"""MATH-APS: solutions whose every prefix has the share of its continuations that came out right."""

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
from tunix_rt_tui.formats.datasets.solutions import explicit, stated_answer
from tunix_rt_tui.formats.fields import others, record_of, text_of


def _fits(item: Item) -> bool:
    record = record_of(item)
    steps = record.get("reasoning_steps")
    if not isinstance(record.get("question"), str):
        return False
    return _is_tree(steps) or (
        isinstance(steps, list)
        and (bool(steps) or "final_answer" in record)
        and all(
            isinstance(step, dict) and isinstance(step.get("solution_prefix"), str)
            for step in steps
        )
    )


def _read(item: Item, _options: ReadingOptions) -> Iterator[Found]:
    """A prefix holds all the steps before: what it adds to the one before it is the step.

    The answer is the one that the last step states; else `final_answer` of the record.
    """
    record = record_of(item)
    prefixes = record["reasoning_steps"]
    if _is_tree(prefixes):
        yield Refusal(
            "tree of steps",
            "This record holds a tree of solutions; use the file in which each is a record.",
        )
        return
    if not prefixes:
        yield Refusal("no steps", "The list of `reasoning_steps` is empty.")
        return
    texts: list[str] = []
    values: list[Any] = []
    before = ""
    for step in prefixes:
        prefix = step["solution_prefix"]
        text = prefix.removeprefix(before).strip()
        before = prefix
        if text:
            texts.append(text)
            values.append(step.get("mc_value"))
    answer = stated_answer(texts) or text_of(record.get("final_answer"))
    meta = {**others(record, "question", "reasoning_steps"), "mc_values": values}
    yield Draft(record["question"], explicit(texts), answer, meta)


def _is_tree(steps: Any) -> bool:
    return isinstance(steps, dict) and ("children" in steps or "solution_prefix" in steps)


FORMAT = Format(
    "math_aps", "MATH-APS", _fits, each(_read), keys=having("question", "reasoning_steps")
)

"""What a query means, in the plainest way: one trace at a time, with nothing prepared."""

from __future__ import annotations

import operator
import re
import unicodedata
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from tunix_rt_tui.store.contract import StoredTrace
from tunix_rt_tui.trace.counts import estimated_tokens
from tunix_rt_tui.trace.facts import facts
from tunix_rt_tui.trace.model import ReasoningTrace
from tunix_rt_tui.trace.query.dates import bounds_of
from tunix_rt_tui.trace.query.terms import (
    And,
    Condition,
    Date,
    DateBetween,
    Not,
    Number,
    NumberBetween,
    Or,
    Pattern,
    Value,
    Words,
)
from tunix_rt_tui.trace.query.tokens import is_spaceless
from tunix_rt_tui.trace.shortcomings import lacking

RELATIONS: dict[str, Callable[[float, float], bool]] = {
    "=": operator.eq,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def read(stored: StoredTrace) -> ReasoningTrace:
    return ReasoningTrace.model_validate_json(stored.text)


def holds(
    condition: Condition, stored: StoredTrace, now: datetime, others: dict[str, ReasoningTrace]
) -> bool:
    """Tell whether a condition holds; `others` are all traces of the store by their ids."""
    match condition:
        case And(conditions):
            return all(holds(one, stored, now, others) for one in conditions)
        case Or(conditions):
            return any(holds(one, stored, now, others) for one in conditions)
        case Not(one):
            return not holds(one, stored, now, others)
        case Words(text, place, prefix):
            # steps are one text for the index, so that a phrase may run from one into the next
            return any(has_words(text, where, prefix=prefix) for where in texts(stored, place))
        case Pattern(source, flags, place):
            options = sum(getattr(re, letter.upper()) for letter in flags)
            return any(
                any(found.group() for found in re.finditer(source, where, options))
                for where in texts(stored, place, step_by_step=True)
            )
        case Date() | DateBetween():
            start, end = bounds_of(condition, now)
            moment = stored.summary.created_at
            return (start is None or start <= moment) and (end is None or moment < end)
        case Number(field, relation, value):
            return any(RELATIONS[relation](number, value) for number in numbers(stored, field))
        case NumberBetween(field, low, high):
            return any(low <= number <= high for number in numbers(stored, field))
        case Value():
            return has_value(condition, stored, others)


def texts(stored: StoredTrace, place: str | None, *, step_by_step: bool = False) -> Iterator[str]:
    trace = read(stored)
    if place in {None, "prompt"}:
        yield trace.prompt
    if place in {None, "steps"}:
        contents = [step.content for step in trace.steps]
        yield from contents if step_by_step else ["\n".join(contents)]
    if place in {None, "answer"}:
        yield trace.final_answer


def words_of(text: str) -> list[str]:
    """Words of a text in Latin letters, small and bare, one after the other."""
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return re.findall(r"[^\W_]+", bare.lower())


def has_words(sought: str, text: str, *, prefix: bool) -> bool:
    if is_spaceless(sought):
        return sought.lower() in text.lower()
    wanted, there = words_of(sought), words_of(text)
    for start in range(len(there) - len(wanted) + 1):
        found = there[start : start + len(wanted)]
        if prefix and found[:-1] == wanted[:-1] and found[-1].startswith(wanted[-1]):
            return True
        if found == wanted:
            return True
    return False


def meta(stored: StoredTrace, field: str) -> Iterator[Any]:
    for key, text, number in facts(read(stored).meta):
        if field == f"meta.{key}":
            yield text, number


def numbers(stored: StoredTrace, field: str) -> list[float]:
    if field == "steps":
        return [stored.summary.steps]
    if field == "size":
        return [stored.summary.bytes]
    if field == "chars":
        return [sum(map(len, texts(stored, None, step_by_step=True)))]
    if field == "tokens":
        return [sum(map(estimated_tokens, texts(stored, None, step_by_step=True)))]
    return [number for _, number in meta(stored, field) if number is not None]


def has_value(value: Value, stored: StoredTrace, others: dict[str, ReasoningTrace]) -> bool:
    field, sought, prefix = value.field, value.value, value.prefix
    if field in {"like", "agrees"}:
        part = "prompt" if field == "like" else "final_answer"
        same = [getattr(trace, part) for name, trace in others.items() if name.startswith(sought)]
        return getattr(read(stored), part).strip() in [text.strip() for text in same]
    if field.startswith("meta."):
        found = list(meta(stored, field))
        if prefix and not sought:
            return bool(found)
        is_number = not prefix and re.fullmatch(r"[+-]?\d+(\.\d*)?", sought)
        if is_number and any(number == float(sought) for _, number in found):
            return True
        there = [text for text, _ in found if text is not None]
    else:
        there = {
            "source": [stored.summary.source],
            "version": [stored.summary.trace_version],
            "tag": list(stored.summary.tags),
            "lacks": list(lacking(read(stored))),
            "type": [step.type for step in read(stored).steps],
            "id": [str(stored.summary.id)],
        }[field]
    return any(text.startswith(sought) if prefix else text == sought for text in there)

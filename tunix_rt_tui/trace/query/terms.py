"""What a query is made of; frozen, so that a query can be compared, hashed and kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from tunix_rt_tui.trace.query.order import Order

Place = Literal["prompt", "steps", "answer"]
"""One part of a trace that holds text."""

Relation = Literal["=", "<", "<=", ">", ">="]


@dataclass(frozen=True, slots=True)
class Words:
    """These words, one right after the other, in one place or in any; case and accents aside.

    With `prefix` the last of them may go on.
    """

    text: str
    place: Place | None = None
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Pattern:
    """A regular expression that is found in one place or in any, each step by itself.

    `source` is as it was typed between slashes: one within has a backslash before it.

    `flags` are letters of `i` (case aside), `m` (^ and $ at each line), `s` (a dot is any
    character), in this order.
    """

    source: str
    flags: str = ""
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Value:
    """A text that a field has: all of it, or with `prefix` the beginning of it.

    `field` is source, version, tag, type, lacks, id (hexadecimal with dashes; always the
    beginning), like and agrees (ids as well: traces with the same prompt or answer as that one),
    or `meta.KEY`, whose number may be meant where `value` reads as one.
    """

    field: str
    value: str
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Number:
    """How the number of a field compares: steps, size in bytes, chars, tokens, or `meta.KEY`."""

    field: str
    relation: Relation
    value: float


@dataclass(frozen=True, slots=True)
class NumberBetween:
    """A number of a field within two others, both included."""

    field: str
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Date:
    """How the time of arrival compares to a date as it was written: see `dates.py`."""

    relation: Relation
    value: str


@dataclass(frozen=True, slots=True)
class DateBetween:
    """A time of arrival from the beginning of one date to the end of another."""

    low: str
    high: str


@dataclass(frozen=True, slots=True)
class Not:
    """What a condition does not hold for."""

    condition: Condition


@dataclass(frozen=True, slots=True)
class And:
    """What all of at least two conditions hold for."""

    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """What any of at least two conditions holds for."""

    conditions: tuple[Condition, ...]


Term = Words | Pattern | Value | Number | NumberBetween | Date | DateBetween
Condition = Term | Not | And | Or


@dataclass(frozen=True, slots=True)
class TraceQuery:
    """Which traces are meant, all where there is no condition, and in which order."""

    condition: Condition | None = None
    order: Order | None = None


def all_of(conditions: Iterator[Condition] | tuple[Condition, ...]) -> Condition:
    """Join at least one condition to one that holds where all do; of one shape for one meaning."""
    flat: list[Condition] = []
    for one in conditions:
        flat.extend(one.conditions if isinstance(one, And) else (one,))
    return flat[0] if len(flat) == 1 else And(tuple(flat))


def any_of(conditions: Iterator[Condition] | tuple[Condition, ...]) -> Condition:
    """Join at least one condition to one that holds where any does."""
    flat: list[Condition] = []
    for one in conditions:
        flat.extend(one.conditions if isinstance(one, Or) else (one,))
    return flat[0] if len(flat) == 1 else Or(tuple(flat))


def sought_text(condition: Condition | None) -> Iterator[Words | Pattern]:
    """Give the texts that a trace has to have, or may have: those that can be shown in it."""
    match condition:
        case Words() | Pattern():
            yield condition
        case And() | Or():
            for one in condition.conditions:
                yield from sought_text(one)
        case _:
            return

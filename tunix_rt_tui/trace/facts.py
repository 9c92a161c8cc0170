"""What a store notes about a trace, so that finding and counting never read its payload."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any, NamedTuple

from tunix_rt_tui.trace.counts import estimated_tokens

if TYPE_CHECKING:  # who only names facts needs no model, which is slow to import
    from tunix_rt_tui.trace.model import ReasoningTrace

MAX_FACTS = 32
MAX_FACT_CHARS = 256
"""Code points of a text that are noted; a longer key is not noted at all."""

Scalar = str | float | bool | None


Fact = tuple[str, str | None, float | None]
"""One value of `meta`: its keys joined by dots, and it as text, as number, or both.

A string and a list have a text, a number a number, a boolean both (`true`, 1.0), null the text
`null`. An integer too large for a float has its digits as text.
"""

StepTypeCount = tuple[str, int, int]
"""A type, how many steps of a trace are of it, and how many code points their contents have."""


class Length(NamedTuple):
    """How long the texts of a trace are together; `tokens` are estimated for each by itself."""

    chars: int
    tokens: int


def facts(meta: dict[str, Any] | None) -> tuple[Fact, ...]:
    """Note the first `MAX_FACTS` scalars of `meta` in the order of the document; keys are unique.

    A list of scalars counts as one, its items joined by commas; an empty one and one that holds a
    container are passed over. Where two places have the same dotted key, the first is noted.
    """
    if not meta:
        return ()
    noted: dict[str, Fact] = {}
    _note(meta, "", noted)
    return tuple(noted.values())


def step_types(trace: ReasoningTrace) -> tuple[StepTypeCount, ...]:
    """Count the steps by type, in the order in which the types first occur."""
    counts: dict[str, StepTypeCount] = {}
    for step in trace.steps:
        kind, n, chars = counts.get(step.type, (step.type, 0, 0))
        counts[kind] = (kind, n + 1, chars + len(step.content))
    return tuple(counts.values())


def length_of(trace: ReasoningTrace) -> Length:
    """Count the prompt, the contents of the steps and the final answer."""
    texts = [trace.prompt, *[step.content for step in trace.steps], trace.final_answer]
    return Length(sum(map(len, texts)), sum(map(estimated_tokens, texts)))


def text_key(text: str) -> int:
    """Name a text by its content but for white space at its ends: 64 bits, with a sign.

    They are the first of its SHA-256. Among a million texts two different ones have the same name
    once in tens of millions of stores.
    """
    return int.from_bytes(sha256(text.strip().encode()).digest()[:8], signed=True)


def _note(meta: dict[str, Any], prefix: str, noted: dict[str, Fact]) -> None:
    """Note what is in `meta`, and in what is in it, until there is enough."""
    for name, value in meta.items():
        if len(noted) == MAX_FACTS:
            return
        key = prefix + name
        if len(key) > MAX_FACT_CHARS:
            continue
        kind = type(value)
        if kind is dict:
            _note(value, key + ".", noted)
        elif key in noted:
            continue
        elif kind is str:
            noted[key] = (key, value[:MAX_FACT_CHARS], None)
        elif kind is not list:
            noted[key] = (key, _text_of(value), _number_of(value))
        elif value and not any(isinstance(item, dict | list) for item in value):
            noted[key] = (key, _joined(value), None)


def _joined(items: list[Scalar]) -> str:
    # No more items than characters can be seen.
    texts = [_text_of(item) or str(item) for item in items[:MAX_FACT_CHARS]]
    return ", ".join(texts)[:MAX_FACT_CHARS]


def _text_of(value: Scalar) -> str | None:
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case str():
            return value[:MAX_FACT_CHARS]
        case _:
            return str(value)[:MAX_FACT_CHARS] if _number_of(value) is None else None


def _number_of(value: Scalar) -> float | None:
    if value is None or isinstance(value, str):
        return None
    try:
        return float(value)
    except OverflowError:
        return None

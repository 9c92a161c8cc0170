"""What a trace lacks: an answer, its end, or reasoning."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from tunix_rt_tui.trace.model import ReasoningTrace, TraceStep

Shortcoming = Literal["no answer", "cut off", "no reasoning"]

LACKING: Mapping[Shortcoming, str] = {
    "no answer": "answer",
    "cut off": "end",
    "no reasoning": "reasoning",
}
"""What a trace lacks by each, in the one word that a query has for it."""

NO_ANSWER = "[no answer]"
"""What stands for an answer that a model did not come to: a document has to have one."""

ANSWER_STEP = "answer"
"""The type of the one step of a trace without reasoning: it says what the answer says.

A long answer takes several steps, each of which says a part of it.
"""

_STOP_KEYS = ("finish_reason", "stop_reason", "done_reason", "stop_condition")
_STOPPED_BY_LIMIT = frozenset({"length", "max_tokens", "max_output_tokens", "model_length"})
"""What OpenAI, Anthropic, Gemini, Ollama, Mistral and Inspect call an answer that was cut off."""

_REASONS = re.compile(r"<(think|thinking|thought|reasoning|scratchpad)>", re.IGNORECASE)
"""Tags that models put around reasoning, which may stand within what they answer."""


def shortcomings_of(trace: ReasoningTrace) -> tuple[Shortcoming, ...]:
    """Name what a trace lacks, by its text and by what its meta says; nothing for most."""
    return tuple(_found(trace))


def lacking(trace: ReasoningTrace) -> tuple[str, ...]:
    """Name what a trace lacks, in the words of queries."""
    return tuple(LACKING[found] for found in _found(trace))


def _found(trace: ReasoningTrace) -> Iterator[Shortcoming]:
    meta: Mapping[str, Any] = trace.meta or {}
    noted = meta.get("import")
    imported: Mapping[str, Any] = noted if isinstance(noted, dict) else {}
    answer = trace.final_answer.strip()
    if imported.get("no_answer") is True or answer in ("", NO_ANSWER):
        yield "no answer"
    if any(_is_limit(place.get(key)) for place in (meta, imported) for key in _STOP_KEYS) or any(
        place.get("truncated") is True for place in (meta, imported)
    ):
        yield "cut off"
    if imported.get("no_reasoning") is True or not any(
        _reasons(step, trace.final_answer) for step in trace.steps
    ):
        yield "no reasoning"


def _reasons(step: TraceStep, answer: str) -> bool:
    """Tell whether a step says anything beside the answer, be it between the tags of a model."""
    if step.type == ANSWER_STEP and step.content in answer:
        return _REASONS.search(step.content) is not None
    return bool(step.content.strip())


def _is_limit(value: object) -> bool:
    return isinstance(value, str) and value.lower() in _STOPPED_BY_LIMIT

"""What a trace lacks: an answer, its end, or reasoning."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from tunix_rt_tui.trace.model import ReasoningTrace

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

_STOP_KEYS = frozenset({"finish_reason", "stop_reason", "done_reason", "stop_condition"})
_STOPPED_BY_LIMIT = frozenset({"length", "max_tokens", "max_output_tokens", "model_length"})
"""What OpenAI, Anthropic, Gemini, Ollama, Mistral and Inspect call an answer that was cut off."""

_REASONS = re.compile(r"<(think|thinking|thought|reasoning|scratchpad)>", re.IGNORECASE)
"""Tags that models put around reasoning, which may stand within what they answer."""


def shortcomings_of(trace: ReasoningTrace) -> tuple[Shortcoming, ...]:
    """Name what a trace lacks, by its text and by what its meta says; nothing for most."""
    meta: Mapping[str, Any] = trace.meta or {}
    noted = meta.get("import")
    imported: Mapping[str, Any] = noted if isinstance(noted, dict) else {}
    found: list[Shortcoming] = []
    if imported.get("no_answer") is True or trace.final_answer.strip() in ("", NO_ANSWER):
        found.append("no answer")
    if _is_cut_off(meta) or _is_cut_off(imported):
        found.append("cut off")
    if imported.get("no_reasoning") is True or not _has_reasoning(trace):
        found.append("no reasoning")
    return tuple(found)


def lacking(trace: ReasoningTrace) -> tuple[str, ...]:
    """Name what a trace lacks, in the words of queries."""
    found = shortcomings_of(trace)
    return tuple([LACKING[each] for each in found]) if found else ()


def _is_cut_off(place: Mapping[str, Any]) -> bool:
    if place.get("truncated") is True:
        return True
    return not _STOP_KEYS.isdisjoint(place) and any(map(_is_limit, map(place.get, _STOP_KEYS)))


def _has_reasoning(trace: ReasoningTrace) -> bool:
    """Tell whether a step says anything beside the answer, be it between the tags of a model."""
    for step in trace.steps:
        if step.type == ANSWER_STEP and step.content in trace.final_answer:
            if _REASONS.search(step.content):
                return True
        elif step.content.strip():
            return True
    return False


def _is_limit(value: object) -> bool:
    return isinstance(value, str) and value.lower() in _STOPPED_BY_LIMIT

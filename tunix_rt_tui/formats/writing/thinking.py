"""Reasoning and answer in one text, the reasoning between tags as DeepSeek-R1 and Qwen write it."""

from __future__ import annotations

from tunix_rt_tui.formats.tagging import tags_in

OPENER, CLOSER = "<think>", "</think>"

ENDS_EARLY = f"with {CLOSER} inside the reasoning, where a reader will end it"
"""Said of a text that holds what ends it."""

TAGGED = "with tags inside the answer, which a reader will take for its own"
"""Said of an answer that a reader would take apart."""


def with_thoughts(reasoning: str, answer: str) -> str:
    """Put the reasoning, if there is any, before the answer."""
    return f"{OPENER}\n{reasoning}\n{CLOSER}\n\n{answer}" if reasoning else answer


def remark_on(reasoning: str, answer: str) -> str | None:
    """Say what a reader of both in one text would read otherwise, if there is anything."""
    if CLOSER in reasoning.lower():
        return ENDS_EARLY
    return remark_on_answer(answer)


def remark_on_answer(answer: str) -> str | None:
    """Say whether a reader would take an answer apart."""
    return TAGGED if any(tag.role != "end" for tag in tags_in(answer)) else None

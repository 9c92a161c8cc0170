"""Reasoning and answer in one text, the reasoning between tags as DeepSeek-R1 and Qwen write it."""

from __future__ import annotations

OPENER, CLOSER = "<think>", "</think>"

ENDS_EARLY = f"with {CLOSER} inside the reasoning, where a reader will end it"
"""Said of a text that holds what ends it."""


def with_thoughts(reasoning: str, answer: str) -> str:
    """Put the reasoning, if there is any, before the answer."""
    return f"{OPENER}\n{reasoning}\n{CLOSER}\n\n{answer}" if reasoning else answer


def ends_early(reasoning: str) -> bool:
    """Tell whether the reasoning holds what ends it."""
    return CLOSER in reasoning.lower()

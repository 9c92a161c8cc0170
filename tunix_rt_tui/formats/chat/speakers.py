"""Who speaks in a message, whatever a tool calls them, and what a message of theirs holds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal, NamedTuple

Role = Literal["system", "user", "assistant", "tool"]
PartType = Literal["text", "reasoning", "tool_call", "tool_result"]


class Speaker(NamedTuple):
    """One side of a conversation; `says` is what its text is."""

    role: Role
    says: PartType = "text"


_SPEAKERS: Mapping[str, Speaker] = {
    **dict.fromkeys(("system", "developer"), Speaker("system")),
    **dict.fromkeys(("user", "human"), Speaker("user")),
    **dict.fromkeys(("assistant", "model", "bot", "ai"), Speaker("assistant")),
    **dict.fromkeys(("reasoning", "thinking", "thought"), Speaker("assistant", "reasoning")),
    **dict.fromkeys(("function_call", "tool_call"), Speaker("assistant", "tool_call")),
    **dict.fromkeys(
        ("tool", "function", "ipython", "observation", "environment"),
        Speaker("tool", "tool_result"),
    ),
    **dict.fromkeys(
        ("tool_result", "tool_response", "function_response"), Speaker("tool", "tool_result")
    ),
}

_MODELS = re.compile(
    r"(?:(?:chat)?-?gpt|bard|bing|claude|deepseek|gemini|gemma|glm|grok|kimi|llama|mi[sx]tral"
    r"|phi|qwen)(?![a-z])"
)
"""Where many models have spoken, each is named in the place of a role; Philip is none of them."""


def speaker_of(name: str) -> Speaker:
    """Tell who is meant; who is not known is one of those who ask."""
    known = _SPEAKERS.get(name := name.lower())
    if known is None:
        return Speaker("assistant" if _MODELS.match(name) else "user")
    return known


def is_speaker(name: str) -> bool:
    """Tell whether it is known who is meant."""
    return name.lower() in _SPEAKERS or _MODELS.match(name.lower()) is not None

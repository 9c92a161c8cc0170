"""A trace as the turns of a conversation, for the formats that consist of turns."""

from __future__ import annotations

import json
from typing import Any, Literal, NamedTuple

from tunix_rt_tui.formats.writing.contract import Outgoing
from tunix_rt_tui.formats.writing.texts import PlacedStep, Texts, texts_of

Speaker = Literal["system", "user", "assistant", "call", "result"]

_SPEAKERS: dict[str, Speaker] = {
    "system": "system",
    "user": "user",
    "assistant": "assistant",
    "tool_call": "call",
    "tool_result": "result",
}
"""Types of steps that are turns of their own; all others are what the model thought."""


class Turn(NamedTuple):
    """Something that was said; `reasoning` is what the model thought before it."""

    speaker: Speaker
    content: str
    reasoning: str = ""


def turns_of(outgoing: Outgoing) -> list[Turn]:
    """Give the turns of a trace: the prompt, what came between, the final answer.

    What is in `meta.system`, if it is a text, comes before them.
    """
    texts = texts_of(outgoing)
    system = _system_of(outgoing)
    turns = [Turn("system", system)] if system else []
    turns.append(Turn("user", texts.prompt))
    thoughts: list[PlacedStep] = []
    for step in texts.steps:
        speaker = _SPEAKERS.get(step.type)
        if speaker is None:
            thoughts.append(step)
            continue
        turns += _said(speaker, step.content, thoughts, texts)
        thoughts = []
    return turns + _said("assistant", texts.answer, thoughts, texts)


def rest_of_meta(outgoing: Outgoing) -> dict[str, Any]:
    """Give the meta of a trace without what is a turn of its own."""
    left_out = ("system",) if _system_of(outgoing) else ()
    return {key: value for key, value in (outgoing.trace.meta or {}).items() if key not in left_out}


def _system_of(outgoing: Outgoing) -> str:
    system = (outgoing.trace.meta or {}).get("system")
    return system if isinstance(system, str) else ""


def _said(speaker: Speaker, content: str, thoughts: list[PlacedStep], texts: Texts) -> list[Turn]:
    """Give a turn with the thoughts before it, which are a turn of their own before another's."""
    reasoning = texts.joined(thoughts)
    if not reasoning or speaker in ("assistant", "call"):
        return [Turn(speaker, content, reasoning)]
    return [Turn("assistant", "", reasoning), Turn(speaker, content)]


def calls_in(content: str) -> list[dict[str, Any]]:
    """Read the calls of functions that a text is, as OpenAI writes them; empty where it is none.

    A call is an object with a name and arguments, either itself or under `function`; the text is
    one of them or an array.
    """
    try:
        value = json.loads(content)
    except (ValueError, RecursionError):
        return []
    given = value if isinstance(value, list) else [value]
    calls = [call for each in given if (call := _call_in(each)) is not None]
    return calls if len(calls) == len(given) else []


def _call_in(value: object) -> dict[str, Any] | None:
    """Read one call; what it has beside its function, such as its id, is kept."""
    if not isinstance(value, dict):
        return None
    if set(value) == {"name", "arguments"}:
        value = {"type": "function", "function": value}
    function = value.get("function")
    if not isinstance(function, dict) or not isinstance(function.get("name"), str):
        return None
    arguments = function.get("arguments")
    if not isinstance(arguments, str):
        arguments = json.dumps(arguments, ensure_ascii=False)
    return {**value, "function": {**function, "arguments": arguments}}

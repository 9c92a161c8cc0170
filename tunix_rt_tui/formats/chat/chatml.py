"""A conversation as the text that a model was given and wrote, with the marks of ChatML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from tunix_rt_tui.formats.chat.conversation import read_conversation
from tunix_rt_tui.formats.chat.messages import with_meta
from tunix_rt_tui.formats.contract import Format, Found, Item, ReadingOptions, each
from tunix_rt_tui.formats.fields import others, record_of

_START = "<|im_start|>"
_ROLE_ENDS = re.compile(r"\n|<\|im_sep\|>")
"""Phi has a mark of its own between the role and what is said."""

_END = re.compile(r"<\|im_end\|>|<\|endoftext\|>")

_THINK, _ANSWER = "think", "answer"
"""What s1 writes for roles within the turn of the assistant."""

_LEADING = "leading_text"
"""The name in `meta` of what stands before the first turn, and is said by nobody."""


def _fits(item: Item) -> bool:
    return _START in _text(item)


def _read(item: Item, options: ReadingOptions) -> Iterator[Found]:
    before, *turns = _text(item).split(_START)
    leading = {_LEADING: before} if before.strip() else {}
    found = read_conversation(_messages(turns), options)
    return with_meta(found, {**others(record_of(item), "text"), **leading})


def _text(item: Item) -> str:
    """Give a text by itself, or the one of a row of training data, which is under `text`."""
    if item.kind == "text" and isinstance(item.value, str):
        return item.value
    text = record_of(item).get("text")
    return text if isinstance(text, str) else ""


def _messages(turns: list[str]) -> list[dict[str, Any]]:
    messages: list[dict[str, Any]] = []
    for message in map(_message, turns):
        last = messages[-1] if messages else {}
        goes_on = last.get("role") == "assistant" and not last["content"]
        if goes_on and message["role"] == _THINK and "reasoning_content" not in last:
            last["reasoning_content"] = message["content"]
        elif goes_on and message["role"] == _ANSWER:
            last["content"] = message["content"]
        else:
            messages.append(message)
    return messages


def _message(turn: str) -> dict[str, Any]:
    """Read a turn that begins behind its mark; what is after its end belongs to it."""
    role, *said = _ROLE_ENDS.split(turn, maxsplit=1)
    return {"role": role.strip(), "content": _END.sub("", "".join(said)).strip("\n")}


FORMAT = Format("chatml_text", "text with the marks of ChatML", _fits, each(_read))

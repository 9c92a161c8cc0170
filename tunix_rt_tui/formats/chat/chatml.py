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


def _fits(item: Item) -> bool:
    return _START in _text(item)


def _read(item: Item, options: ReadingOptions) -> Iterator[Found]:
    found = read_conversation([*_messages(_text(item))], options)
    return with_meta(found, others(record_of(item), "text"))


def _text(item: Item) -> str:
    """Give a text by itself, or the one of a row of training data, which is under `text`."""
    if item.kind == "text" and isinstance(item.value, str):
        return item.value
    text = record_of(item).get("text")
    return text if isinstance(text, str) else ""


def _messages(text: str) -> Iterator[dict[str, Any]]:
    """Cut a text at the marks where turns begin; what is after the end of one belongs to it."""
    for turn in text.split(_START)[1:]:
        role, *said = _ROLE_ENDS.split(turn, maxsplit=1)
        content = "".join(said)
        yield {"role": role.strip(), "content": _END.sub("", content).strip("\n")}


FORMAT = Format("chatml_text", "text with the marks of ChatML", _fits, each(_read))

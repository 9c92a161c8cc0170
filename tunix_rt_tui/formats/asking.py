"""What a model was asked, be it one text or a conversation."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from tunix_rt_tui.formats.fields import objects, text_of

_TEXT_KEYS = ("text", "content", "value")


class Asked(NamedTuple):
    """The prompt that an output answers, and what stood around it: `system`,
    `earlier_messages`."""

    prompt: str
    meta: dict[str, Any]


def asked(value: Any) -> Asked:
    """Read a prompt that is a text or a list of messages.

    Of messages the last one of the user is the prompt; those around it, such as solved examples
    or a begun answer, are kept whole in the meta. Without a user all that was said is the prompt.
    """
    if not isinstance(value, list):
        return Asked(text_of(value), {})
    messages = objects(value)
    of_user = [i for i, message in enumerate(messages) if message.get("role") == "user"]
    if not of_user:
        said = (_text(message.get("content")) for message in messages)
        return Asked("\n\n".join(text for text in said if text), {})
    prompt = messages.pop(of_user[-1])
    meta: dict[str, Any] = {}
    if system := [_text(message.get("content")) for message in messages if _is_system(message)]:
        meta["system"] = "\n\n".join(system)
    if around := [message for message in messages if not _is_system(message)]:
        meta["earlier_messages"] = around
    return Asked(_text(prompt.get("content")), meta)


def _is_system(message: dict[str, Any]) -> bool:
    return message.get("role") in ("system", "developer")


def messages_in(text: str) -> list[dict[str, Any]] | None:
    """Read messages that are written as JSON in a text; None where it is any other text."""
    if not text.startswith("[{"):
        return None
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    messages = objects(value)
    if len(messages) != len(value) or not all("role" in message for message in messages):
        return None
    return messages


def _text(content: Any) -> str:
    """Give the text of a message; what is not text, such as an image, is but named."""
    if not isinstance(content, list):
        return text_of(content)
    return "\n\n".join(_text_of_part(part) for part in content)


def _text_of_part(part: Any) -> str:
    if isinstance(part, str):
        return part
    if not isinstance(part, dict):
        return text_of(part)
    texts = (part[key] for key in _TEXT_KEYS if isinstance(part.get(key), str))
    return next(texts, None) or f"[{text_of(part.get('type')) or 'part'}]"

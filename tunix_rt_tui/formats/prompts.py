"""The prompt of a record that has none where its format looks (`--prompt-field`)."""

from __future__ import annotations

from typing import Any

from tunix_rt_tui.formats.asking import Asked, asked
from tunix_rt_tui.formats.chat.turns import has_messages
from tunix_rt_tui.formats.contract import Draft, Found, Item, ReadingOptions
from tunix_rt_tui.formats.fields import at, others, text_of


def with_prompt(found: Found, item: Item, options: ReadingOptions) -> Found:
    """Take the prompt of a draft that lacks one from the field that the options name."""
    if isinstance(found, Draft) and options.prompt_field and not found.prompt.strip():
        question = asked_at(item.value, options.prompt_field)
        meta = {**others(found.meta, options.prompt_field), **question.meta}
        return found._replace(prompt=question.prompt, meta=meta)
    return found


def asked_at(value: Any, path: str) -> Asked:
    """Give what is asked in the field of a record that its owner names: a text, or messages."""
    pointed = at(value, path)
    return asked(pointed) if has_messages(pointed) else Asked(text_of(pointed), {})

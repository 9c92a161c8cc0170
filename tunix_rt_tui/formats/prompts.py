"""The prompt of a record that has none where its format looks (`--prompt-field`)."""

from __future__ import annotations

from tunix_rt_tui.formats.contract import Draft, Found, Item, ReadingOptions
from tunix_rt_tui.formats.fields import at, others, text_of


def with_prompt(found: Found, item: Item, options: ReadingOptions) -> Found:
    """Take the prompt of a draft that lacks one from the field that the options name."""
    if isinstance(found, Draft) and options.prompt_field and not found.prompt.strip():
        prompt = text_of(at(item.value, options.prompt_field))
        return found._replace(prompt=prompt, meta=others(found.meta, options.prompt_field))
    return found

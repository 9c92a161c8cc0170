"""Prompts and completions, as TRL logs them and reads them: texts or messages.

Rows of preferences have `chosen`, which is read, and `rejected`, which goes into the meta; both may
begin with the messages of the prompt. (TRL, "Dataset formats and types".)
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tunix_rt_tui.formats.chat.conversation import read_conversation
from tunix_rt_tui.formats.chat.messages import with_meta
from tunix_rt_tui.formats.chat.turns import has_messages
from tunix_rt_tui.formats.contract import (
    Draft,
    Format,
    Found,
    Item,
    ReadingOptions,
    each,
    having_one_of,
)
from tunix_rt_tui.formats.fields import others, record_of
from tunix_rt_tui.formats.tags import read_output
from tunix_rt_tui.formats.templates import bare

_COMPLETIONS = ("completion", "response", "chosen", "generated_text", "generation", "model_output")


def _key(item: Item) -> str | None:
    """Find where the completion is; what is neither text nor messages is none."""
    record = record_of(item)
    if "prompt" not in record and has_messages(record.get("chosen")):
        return "chosen"
    if not _is_said(record.get("prompt")):
        return None
    return next((key for key in _COMPLETIONS if _is_said(record.get(key))), None)


def _is_said(value: Any) -> bool:
    return isinstance(value, str) or has_messages(value)


def _read(item: Item, options: ReadingOptions) -> Iterator[Found]:
    record, key = record_of(item), _key(item)
    if key is None:
        return
    prompt, said = record.get("prompt", []), record[key]
    meta = others(record, "prompt", key, "metadata")
    if isinstance(told := record.get("metadata"), dict):
        meta |= told
    if isinstance(prompt, list) or isinstance(said, list):
        before = prompt if isinstance(prompt, list) else [{"role": "user", "content": prompt}]
        after = said if isinstance(said, list) else [{"role": "assistant", "content": said}]
        yield from with_meta(read_conversation(_joined(before, after), options), meta)
        return
    output = read_output(said)
    question, notes = bare(prompt)
    meta |= output.meta
    yield Draft(question, output.steps, output.answer, meta, {**output.notes, **notes})


def _joined(before: list[Any], after: list[Any]) -> list[Any]:
    """Put a prompt before a completion, but for what the completion repeats of it."""
    asked = [message for message in before if not _is_system(message)]
    spoken = [message for message in after if not _is_system(message)]
    if not asked or spoken[: len(asked)] != asked:
        return [*before, *after]
    if len(spoken) < len(after):
        return after
    return [*(message for message in before if _is_system(message)), *after]


def _is_system(message: Any) -> bool:
    return message["role"] in ("system", "developer")


FORMAT = Format(
    "prompt_completion",
    "prompts and completions",
    lambda i: bool(_key(i)),
    each(_read),
    keys=having_one_of("prompt", "chosen"),
)

"""Prompts and completions, as TRL logs them and reads them: texts or messages.

Rows of preferences have `chosen`, which is read, and `rejected`, which goes into the meta; both may
begin with the messages of the prompt. (TRL, "Dataset formats and types".)
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

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
from tunix_rt_tui.formats.fields import all_others, beside, record_of
from tunix_rt_tui.formats.tags import read_completion
from tunix_rt_tui.formats.templates import bare

_PROMPTS = ("prompt", "question", "problem", "query")
_COMPLETIONS = ("completion", "response", "chosen", "generated_text", "generation", "model_output")
_SAMPLES = ("completion", "completions", "responses", "generations")
"""Where several outputs to one prompt are, each a text."""


class _Pair(NamedTuple):
    """The keys of what was asked and what was said; `prompt` is None where `said` has both."""

    prompt: str | None
    said: str


def _pair(item: Item) -> _Pair | None:
    """Find the prompt and the completion; what is neither text nor messages is none.

    A record that has the output of a model beside a model solution is one of the output. What
    LLaMA-Factory has predicted stands beside a `label`.
    """
    record = record_of(item)
    if "prompt" not in record and has_messages(record.get("chosen")):
        return _Pair(None, "chosen")
    asked = [key for key in _PROMPTS if _is_said(record.get(key))]
    prompt = next((key for key in asked if record[key]), asked[0] if asked else None)
    if prompt is None:
        has_both = _is_said(record.get("input")) and isinstance(record.get("output"), str)
        return _Pair("input", "output") if has_both and "instruction" not in record else None
    said = next((key for key in _COMPLETIONS if _is_said(record.get(key))), None)
    said = said or next((key for key in _SAMPLES if _are_texts(record.get(key))), None)
    if said is None and "label" in record and isinstance(record.get("predict"), str):
        said = "predict"
    return _Pair(prompt, said) if said else None


def _is_said(value: Any) -> bool:
    return isinstance(value, str) or has_messages(value)


def _are_texts(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, str) for one in value)


def _read(item: Item, options: ReadingOptions) -> Iterator[Found]:
    record, pair = record_of(item), _pair(item)
    if pair is None:
        return
    prompt, said = record[pair.prompt] if pair.prompt else [], record[pair.said]
    meta = all_others(record, pair.prompt or "", pair.said)
    if _are_texts(said):
        for number, text in enumerate(said):
            yield from _completed(prompt, text, {**meta, "sample": number}, options)
    else:
        yield from _completed(prompt, said, meta, options)


def _completed(
    prompt: Any, said: Any, meta: dict[str, Any], options: ReadingOptions
) -> Iterator[Found]:
    """Read one completion of a prompt; either may be messages."""
    if isinstance(prompt, list) or isinstance(said, list):
        before = prompt if isinstance(prompt, list) else [{"role": "user", "content": prompt}]
        after = said if isinstance(said, list) else [{"role": "assistant", "content": said}]
        yield from with_meta(read_conversation(_joined(before, after), options), meta)
        return
    output = read_completion(prompt, said)
    question, notes = bare(prompt)
    meta = beside(meta, output.meta)
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
    return message.get("role") in ("system", "developer")


FORMAT = Format(
    "prompt_completion",
    "prompts and completions",
    lambda i: bool(_pair(i)),
    each(_read),
    keys=having_one_of(*_PROMPTS, "input", "chosen"),
)

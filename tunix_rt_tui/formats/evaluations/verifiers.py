"""Results of verifiers: a prompt, the messages that completed it, and their reward."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tunix_rt_tui.formats.asking import asked
from tunix_rt_tui.formats.chat import read_conversation
from tunix_rt_tui.formats.contract import Format, Found, Item, ReadingOptions, Refusal, each, having
from tunix_rt_tui.formats.fields import beside, has, objects, others, record_of, text_of


def _fits(item: Item) -> bool:
    return has(item, "prompt", "reward") and isinstance(record_of(item).get("completion"), list)


def _read(item: Item, options: ReadingOptions) -> Iterator[Found]:
    record = record_of(item)
    completion = objects(record["completion"])
    if not any(message.get("role") == "assistant" for message in completion):
        yield _no_completion(record.get("error"))
        return
    question = asked(record["prompt"])
    messages = [{"role": "user", "content": question.prompt}, *completion]
    meta = beside(others(record, "prompt", "completion"), question.meta)
    for found in read_conversation(messages, options):
        if isinstance(found, Refusal):
            yield found
        else:
            yield found._replace(meta=beside(meta, found.meta))


def _no_completion(error: Any) -> Refusal:
    if error:
        return Refusal("rollout failed", f"The model gave nothing: {text_of(error)[:300]}")
    return Refusal("no model output", "The completion has no message of the model.")


FORMAT = Format(
    "verifiers",
    "verifiers results",
    _fits,
    each(_read),
    keys=having("prompt", "reward", "completion"),
)

"""Prompts and completions, as TRL and others train on: `{"prompt", "completion"}`."""

from __future__ import annotations

from tunix_rt_tui.formats.writing.contract import (
    Outgoing,
    OutputFormat,
    Written,
    each,
    json_line,
)
from tunix_rt_tui.formats.writing.texts import texts_of
from tunix_rt_tui.formats.writing.thinking import remark_on, with_thoughts


def _write(outgoing: Outgoing) -> Written:
    texts = texts_of(outgoing)
    reasoning = texts.joined(texts.steps)
    record: dict[str, object] = {
        "id": outgoing.id,
        "prompt": texts.prompt,
        "completion": with_thoughts(reasoning, texts.answer),
    }
    if outgoing.trace.meta:
        record["metadata"] = outgoing.trace.meta
    return Written(json_line(record), remark_on(reasoning, texts.answer))


PROMPT_COMPLETION = OutputFormat(
    "prompt_completion",
    "prompts and completions with <think>",
    "All steps are joined to one reasoning; their types are not kept.",
    ".jsonl",
    each(_write),
)

"""Rows that have the output of a model in other words than prompt and completion."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tunix_rt_tui.formats.asking import asked
from tunix_rt_tui.formats.chat.answers import THOUGHTS, is_thought
from tunix_rt_tui.formats.contract import (
    Draft,
    Format,
    Found,
    Item,
    ReadingOptions,
    each,
    having,
    having_one_of,
)
from tunix_rt_tui.formats.cutting import cut
from tunix_rt_tui.formats.fields import at, beside, others, record_of
from tunix_rt_tui.formats.tags import read_output, read_visible

_SAID = ("content", "response", "completion", "answer", "output")
_CUT_OFF = ("content", "response", "completion")
_SAID_ELSEWHERE = ("generation", "generated_text", "model_output", "chosen", "solution")

_PREFERRED = ("output", "chosen")
"""Where a row with an instruction has what was said to it; of preferences, what was preferred."""

_ASKED = ("prompt", "messages", "question", "problem", "input", "instruction")


def _key(record: Any, keys: tuple[str, ...]) -> str | None:
    return next((key for key in keys if isinstance(record.get(key), str)), None)


def _said(record: Any) -> str | None:
    """Find the answer beside the reasoning; a model that was cut off before has null for one."""
    unsaid = next((key for key in _CUT_OFF if record.get(key, "") is None), None)
    return _key(record, _SAID) or (None if _key(record, _SAID_ELSEWHERE) else unsaid)


def _thoughts(record: Any) -> str | None:
    return next((key for key in THOUGHTS if is_thought(record.get(key))), None)


def _fits_thinking(item: Item) -> bool:
    record = record_of(item)
    return _thoughts(record) is not None and _said(record) is not None


def _read_thinking(item: Item, options: ReadingOptions) -> Iterator[Found]:  # noqa: ARG001 - every format is given them
    """Read a row with reasoning and answer apart; the prompt may be elsewhere, or in no file."""
    record = record_of(item)
    thoughts, said = _thoughts(record), _said(record)
    if thoughts is None or said is None:
        return
    where = next((key for key in _ASKED if record.get(key) and key != said), "")
    question = asked(record.get(where))
    output = (read_visible if record[thoughts].strip() else read_output)(record[said] or "")
    steps = (*cut(record[thoughts]), *output.steps)
    meta = beside(others(record, thoughts, said, where), {**question.meta, **output.meta})
    yield Draft(question.prompt, steps, output.answer, meta)


def _fits_camel(item: Item) -> bool:
    record = record_of(item)
    flat = isinstance(record.get("problem"), str) and isinstance(record.get("final_trace"), str)
    return flat or isinstance(at(item.value, "traces.0.final_trace"), str)


def _read_camel(item: Item, options: ReadingOptions) -> Iterator[Found]:  # noqa: ARG001 - every format is given them
    """Read what CAMEL distilled: a row, or an object with a list of them."""
    record = record_of(item)
    rows, shared = [record], {}
    if isinstance(record.get("traces"), list):
        rows, shared = record["traces"], others(record, "traces")
    for row in rows:
        if isinstance(row, dict) and isinstance(row.get("final_trace"), str):
            output = read_output(row["final_trace"])
            question = asked(row.get("problem"))
            meta = beside({**shared, **others(row, "problem", "final_trace")}, output.meta)
            yield Draft(question.prompt, output.steps, output.answer, meta, output.notes)


def _fits_alpaca(item: Item) -> bool:
    record = record_of(item)
    return isinstance(record.get("instruction"), str) and _key(record, _PREFERRED) is not None


def _read_alpaca(item: Item, options: ReadingOptions) -> Iterator[Found]:  # noqa: ARG001 - every format is given them
    record = record_of(item)
    said = _key(record, _PREFERRED) or ""
    given = record.get("input")
    given_too = [given] if isinstance(given, str) and given.strip() else []
    output = read_output(record[said])
    meta = beside(others(record, "instruction", "input", said), output.meta)
    prompt = "\n\n".join([record["instruction"], *given_too])
    yield Draft(prompt, output.steps, output.answer, meta, output.notes)


THINKING = Format(
    "thinking_row",
    "rows with reasoning and answer apart",
    _fits_thinking,
    each(_read_thinking),
    keys=having_one_of(*THOUGHTS),
)
CAMEL = Format(
    "camel_traces",
    "traces distilled by CAMEL",
    _fits_camel,
    each(_read_camel),
    keys=having_one_of("final_trace", "traces"),
)
ALPACA = Format(
    "alpaca",
    "Alpaca's instructions and outputs",
    _fits_alpaca,
    each(_read_alpaca),
    keys=having("instruction"),
)

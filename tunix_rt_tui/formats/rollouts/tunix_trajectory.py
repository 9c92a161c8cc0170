"""Trajectories that Tunix appends to a CSV: of its GRPO example, and of its agentic learner."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tunix_rt_tui.formats.chat import read_conversation
from tunix_rt_tui.formats.contract import (
    Draft,
    Format,
    Found,
    Item,
    ReadingOptions,
    Refusal,
    each,
    having_one_of,
)
from tunix_rt_tui.formats.fields import beside, record_of, text_of
from tunix_rt_tui.formats.python_literals import literal_or_text
from tunix_rt_tui.formats.tags import read_output
from tunix_rt_tui.formats.templates import bare

_TEXTS = ("prompt", "completion", "conversation_text")
_TOKENS = ("prompt_tokens", "conversation_tokens", "conversation_masks", "old_logprobs")
"""A number for each token: they say nothing to a reader, and the row itself keeps them."""

_GOLD = "gold"
"""A label is text even where it looks like a number."""


def _fits(item: Item) -> bool:
    """Rows of this format are text throughout: a table with types comes from another tool.

    So does one with nulls, which CSV has not.
    """
    record = record_of(item)
    if item.kind != "row" or not all(isinstance(cell, str) for cell in record.values()):
        return False
    return "conversation_text" in record or (
        "prompt" in record and "completion" in record and len(record) > 2
    )


def _read(item: Item, options: ReadingOptions) -> Iterator[Found]:
    row = record_of(item)
    if "conversation_text" in row:
        yield from _read_conversation(row, options)
    else:
        found = read_output(_text(row["completion"]))
        meta = beside(_meta(row), found.meta)
        prompt, notes = bare(_text(row["prompt"]))
        yield Draft(prompt, found.steps, found.answer, meta, {**found.notes, **notes})


def _read_conversation(row: Mapping[str, Any], options: ReadingOptions) -> Iterator[Found]:
    messages = literal_or_text(row["conversation_text"])
    if not isinstance(messages, list):
        yield Refusal(
            "no conversation", "The conversation in the row is no list of messages, or is cut off."
        )
        return
    meta = _meta(row)
    for found in read_conversation(messages, options):
        if isinstance(found, Refusal):
            yield found
        else:
            yield found._replace(meta=beside(meta, found.meta))


def _text(cell: str) -> str:
    """Give a text; what was None has become the name of it."""
    return "" if cell == "None" else cell


def _meta(row: Mapping[str, Any]) -> dict[str, Any]:
    """Read the cells beside the texts; what was None is left out, like everywhere."""
    cells = {
        column: cell if column == _GOLD else literal_or_text(text_of(cell))
        for column, cell in row.items()
        if column not in _TEXTS and column not in _TOKENS
    }
    return {column: value for column, value in cells.items() if value is not None}


FORMAT = Format(
    "tunix_trajectory.csv",
    "Tunix trajectories in CSV",
    _fits,
    each(_read),
    keys=having_one_of("conversation_text", "completion"),
)

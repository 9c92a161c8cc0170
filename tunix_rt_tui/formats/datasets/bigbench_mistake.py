"""BIG-Bench-Mistake: chains of thought with the place of their first mistake."""

from __future__ import annotations

from collections.abc import Iterator

from tunix_rt_tui.formats.contract import Draft, Format, Item, ReadingOptions, each, having
from tunix_rt_tui.formats.datasets.solutions import explicit, texts_of
from tunix_rt_tui.formats.fields import has, others, record_of, text_of


def _fits(item: Item) -> bool:
    record = record_of(item)
    return (
        isinstance(record.get("input"), str)
        and texts_of(record.get("steps")) is not None
        and has(item, "answer")
    )


def _read(item: Item, _options: ReadingOptions) -> Iterator[Draft]:
    record = record_of(item)
    meta = others(record, "input", "steps", "answer")
    yield Draft(record["input"], explicit(record["steps"]), text_of(record["answer"]), meta)


FORMAT = Format(
    "bigbench_mistake",
    "BIG-Bench-Mistake",
    _fits,
    each(_read),
    keys=having("input", "steps", "answer"),
)

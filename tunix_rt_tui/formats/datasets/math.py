r"""The MATH layout: a problem and its solution, which has the answer in `\boxed{}`."""

from __future__ import annotations

from collections.abc import Iterator

from tunix_rt_tui.formats.contract import Draft, Format, Item, ReadingOptions, each, having
from tunix_rt_tui.formats.cutting import cut
from tunix_rt_tui.formats.fields import beside, others, record_of, text_of
from tunix_rt_tui.formats.output import sha256
from tunix_rt_tui.formats.tags import read_output


def _fits(item: Item) -> bool:
    record = record_of(item)
    return isinstance(record.get("problem"), str) and isinstance(record.get("solution"), str)


def _read(item: Item, _options: ReadingOptions) -> Iterator[Draft]:
    """The answer is the one that the solution marks; else the one that the record gives beside."""
    record = record_of(item)
    text = record["solution"]
    found = read_output(text)
    meta = others(record, "problem", "solution")
    given = text_of(record.get("answer"))
    if found.steps or not given:
        yield Draft(
            record["problem"], found.steps, found.answer, beside(meta, found.meta), found.notes
        )
    else:
        yield Draft(record["problem"], cut(text), given, meta, {"text_sha256": sha256(text)})


FORMAT = Format(
    "math",
    "the MATH layout: problems and solutions",
    _fits,
    each(_read),
    keys=having("problem", "solution"),
)

"""What tunix-rt evaluates: predictions of a model, and the texts that its observer judges."""

from __future__ import annotations

from collections.abc import Iterator

from tunix_rt_tui.formats.contract import Draft, Format, Found, Item, ReadingOptions, each, having
from tunix_rt_tui.formats.cutting import cut
from tunix_rt_tui.formats.fields import beside, has, others, record_of
from tunix_rt_tui.formats.tags import read_output


def _fits_predictions(item: Item) -> bool:
    record = record_of(item)
    asks = isinstance(record.get("prompt"), str) and has(item, "expected_answer")
    return asks and isinstance(record.get("predicted_answer"), str)


def _fits_observer(item: Item) -> bool:
    record = record_of(item)
    asks = isinstance(record.get("prompt"), str) and has(item, "label")
    return asks and isinstance(record.get("input_text"), str)


def _read_predictions(item: Item, options: ReadingOptions) -> Iterator[Found]:  # noqa: ARG001 - every format is given them
    record = record_of(item)
    output = read_output(record["predicted_answer"])
    meta = beside(others(record, "prompt", "predicted_answer"), output.meta)
    yield Draft(record["prompt"], output.steps, output.answer, meta, output.notes)


def _read_observer(item: Item, options: ReadingOptions) -> Iterator[Found]:  # noqa: ARG001 - every format is given them
    """Read what is judged: the steps of a trace, and on a line of its own its answer."""
    record = record_of(item)
    reasoning, _, answer = record["input_text"].rstrip().rpartition("\n")
    meta = others(record, "prompt", "input_text")
    yield Draft(record["prompt"], cut(reasoning, "step"), answer, meta)


PREDICTIONS = Format(
    "tunix_rt.predictions",
    "tunix-rt's predictions",
    _fits_predictions,
    each(_read_predictions),
    keys=having("prompt", "expected_answer", "predicted_answer"),
)
OBSERVER = Format(
    "tunix_rt.observer",
    "texts for tunix-rt's observer",
    _fits_observer,
    each(_read_observer),
    keys=having("prompt", "label", "input_text"),
)

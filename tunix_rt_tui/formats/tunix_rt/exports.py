"""The exports of tunix-rt, of which `writing.tunix_rt` has the shapes: types of steps are not said.

Records of this program itself hold more, and are restored whole before they come here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tunix_rt_tui.formats.contract import (
    Draft,
    DraftStep,
    Format,
    Found,
    Item,
    ReadingOptions,
    each,
    having,
)
from tunix_rt_tui.formats.cutting import cut
from tunix_rt_tui.formats.fields import beside, explicit_steps, has, record_of, text_of
from tunix_rt_tui.formats.tags import read_output
from tunix_rt_tui.formats.templates import bare

_SHOW_STEPS = "\n\nPlease show your reasoning steps."
_TURN = "<start_of_turn>"
_END = "<end_of_turn>"
_REASONING = "Reasoning:\n"
_ANSWER = "Answer: "


def _fits_trace(item: Item) -> bool:
    return has(item, "prompts", "final_answer") and isinstance(
        record_of(item).get("trace_steps"), list
    )


def _read_trace(item: Item, options: ReadingOptions) -> Iterator[Found]:  # noqa: ARG001 - every format is given them
    record = record_of(item)
    steps = explicit_steps(record["trace_steps"])
    answer = text_of(record["final_answer"])
    yield Draft(text_of(record["prompts"]), steps, answer, _meta(record))


def _fits_sft(item: Item) -> bool:
    prompts = record_of(item).get("prompts")
    return isinstance(prompts, str) and _TURN in prompts and has(item, "final_answer")


def _read_sft(item: Item, options: ReadingOptions) -> Iterator[Found]:  # noqa: ARG001 - every format is given them
    """Read a prompt and a response in the template of Gemma; the answer has a field of its own."""
    record = record_of(item)
    asking, _, response = record["prompts"].rpartition(f"{_TURN}model\n")
    question = bare(f"{asking}{_TURN}model\n")
    answer = text_of(record["final_answer"])
    if (ended := response.rstrip()).endswith(_END):
        response = ended.removesuffix(_END)
    reasoning = response.removesuffix(f"{_ANSWER}{answer}")
    yield Draft(question.prompt, _steps(reasoning), answer, _meta(record))


def _fits_example(item: Item) -> bool:
    record = record_of(item)
    response, told = record.get("response"), record.get("metadata")
    if not isinstance(record.get("prompt"), str) or not isinstance(response, str):
        return False
    if not isinstance(told, dict):
        return False
    return "source_trace_id" in told or response.startswith(_REASONING)


def _read_example(item: Item, options: ReadingOptions) -> Iterator[Found]:  # noqa: ARG001 - every format is given them
    """Read numbered steps and the answer after them, which begins a line.

    A response with neither is what a model gave, and is read as such.
    """
    record = record_of(item)
    prompt, response = record["prompt"].removesuffix(_SHOW_STEPS), record["response"]
    reasoning, mark, answer = f"\n{response}".rpartition(f"\n{_ANSWER}")
    if mark:
        yield Draft(prompt, _steps(reasoning.removeprefix("\n")), answer, _meta(record))
    elif response.startswith(_REASONING):
        yield Draft(prompt, _steps(response), "", _meta(record))
    else:
        found = read_output(response)
        meta = beside(_meta(record), found.meta)
        yield Draft(prompt, found.steps, found.answer, meta, found.notes)


def _steps(reasoning: str) -> tuple[DraftStep, ...]:
    reasoning = reasoning.removeprefix(_REASONING).removesuffix("\n")
    return cut(reasoning, "step", "numbered")


def _meta(record: Mapping[str, Any]) -> dict[str, Any]:
    told = record.get("metadata")
    return dict(told) if isinstance(told, dict) else {}


TRACE = Format(
    "tunix_rt.trace",
    "tunix-rt's export `trace`",
    _fits_trace,
    each(_read_trace),
    keys=having("prompts", "final_answer", "trace_steps"),
)
TUNIX_SFT = Format(
    "tunix_rt.tunix_sft",
    "tunix-rt's export `tunix_sft`",
    _fits_sft,
    each(_read_sft),
    keys=having("prompts", "final_answer"),
)
TRAINING_EXAMPLE = Format(
    "tunix_rt.training_example",
    "tunix-rt's export `training_example`",
    _fits_example,
    each(_read_example),
    keys=having("prompt", "response", "metadata"),
)

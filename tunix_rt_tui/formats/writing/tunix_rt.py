"""The three exports of tunix-rt, with a companion in the metadata: see `companion.py`.

The shapes are those of its `services/datasets_export.py` and `training/renderers.py`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple
from uuid import UUID, uuid5

from tunix_rt_tui.formats.writing.companion import (
    Json,
    companion_in,
    document_with,
    metadata_of,
)
from tunix_rt_tui.formats.writing.contract import (
    Outgoing,
    OutputFormat,
    Written,
    each,
    json_line,
)

_USER = "<start_of_turn>user\n"
_MODEL = "<end_of_turn>\n<start_of_turn>model\n"
_END = "<end_of_turn>"
_ASKED = "\n\nPlease show your reasoning steps."
_REASONING = "Reasoning:\n"
_ANSWER = "Answer: "
_EVERYTHING = "The whole trace; types and numbers of steps are in metadata.tunix_rt_tui."


def _write_trace(outgoing: Outgoing) -> Written:
    trace = outgoing.trace
    record = {
        "id": outgoing.id,
        "prompts": trace.prompt,
        "trace_steps": [step.content for step in trace.steps],
        "final_answer": trace.final_answer,
        "metadata": metadata_of(trace, _known(outgoing), in_one_text=False),
    }
    return Written(json_line(record))


def _write_sft(outgoing: Outgoing) -> Written:
    trace = outgoing.trace
    added = _known(outgoing) | {"format": "tunix_sft"}
    record = {
        "id": outgoing.id,
        "prompts": f"{_USER}{trace.prompt}{_MODEL}{_response(outgoing)}{_END}",
        "final_answer": trace.final_answer,
        "metadata": metadata_of(trace, added, in_one_text=True),
    }
    return Written(json_line(record))


def _write_example(outgoing: Outgoing) -> Written:
    trace = outgoing.trace
    added = {"source_trace_id": outgoing.id} | _known(outgoing)
    record = {
        "id": str(uuid5(UUID(outgoing.id), TRAINING_EXAMPLE.id)),
        "prompt": trace.prompt + _ASKED,
        "response": _response(outgoing),
        "metadata": metadata_of(trace, added, in_one_text=True),
    }
    return Written(json_line(record))


def _known(outgoing: Outgoing) -> Json:
    return {"created_at": outgoing.created_at, "trace_version": outgoing.trace.trace_version}


def _response(outgoing: Outgoing) -> str:
    """Write steps by their numbers, from 1, and the answer, as one text."""
    steps = "".join(f"{n}. {step.content}\n" for n, step in enumerate(outgoing.trace.steps, 1))
    return f"{_REASONING}{steps}{_ANSWER}{outgoing.trace.final_answer}"


class _Texts(NamedTuple):
    """The prompt, the contents of the steps and the final answer."""

    prompt: str
    contents: Sequence[str]
    answer: str


class Restored(NamedTuple):
    """A document that was read back, and the id of the format in which it was written."""

    document: Json
    format: str


def restored(record: object) -> Restored | None:
    """Give the document of a record that this program wrote; None for every other.

    One of which the texts were changed since, such that the companion no longer fits, is like any
    other.
    """
    if not isinstance(record, Mapping):
        return None
    companion = companion_in(record)
    if companion is None:
        return None
    prompts, prompt = record.get("prompts"), record.get("prompt")
    contents, answer = record.get("trace_steps"), record.get("final_answer")
    response = record.get("response")
    form, texts = TRACE, None
    if isinstance(prompts, str) and isinstance(contents, list) and isinstance(answer, str):
        texts = _Texts(prompts, contents, answer)
    elif isinstance(prompts, str):
        form, texts = TUNIX_SFT, _read_sft(prompts, companion)
    elif isinstance(prompt, str) and isinstance(response, str) and prompt.endswith(_ASKED):
        form = TRAINING_EXAMPLE
        texts = _read_response(prompt.removesuffix(_ASKED), response, companion)
    if texts is None:
        return None
    document = document_with(companion, record["metadata"], *texts)
    return None if document is None else Restored(document, form.id)


def _read_sft(text: str, companion: Json) -> _Texts | None:
    length = companion.get("prompt_chars")
    if not isinstance(length, int) or not text.startswith(_USER) or not text.endswith(_END):
        return None
    end = len(_USER) + length
    if not text.startswith(_MODEL, end):
        return None
    response = text[end + len(_MODEL) : -len(_END)]
    return _read_response(text[len(_USER) : end], response, companion)


def _read_response(prompt: str, response: str, companion: Json) -> _Texts | None:
    """Cut a response by the lengths of the contents, which may themselves look like steps."""
    contents: list[str] = []
    at = len(_REASONING)
    for n, step in enumerate(companion["steps"], 1):
        length, mark = step.get("chars"), f"{n}. "
        if not isinstance(length, int) or length < 0 or not response.startswith(mark, at):
            return None
        start = at + len(mark)
        at = start + length + 1
        if response[at - 1 : at] != "\n":
            return None
        contents.append(response[start : at - 1])
    if not response.startswith(_REASONING) or not response.startswith(_ANSWER, at):
        return None
    return _Texts(prompt, contents, response[at + len(_ANSWER) :])


TRACE = OutputFormat(
    "tunix_rt.trace", "tunix-rt's export `trace`", _EVERYTHING, ".jsonl", each(_write_trace)
)
TUNIX_SFT = OutputFormat(
    "tunix_rt.tunix_sft", "tunix-rt's export `tunix_sft`", _EVERYTHING, ".jsonl", each(_write_sft)
)
TRAINING_EXAMPLE = OutputFormat(
    "tunix_rt.training_example",
    "tunix-rt's export `training_example`",
    _EVERYTHING,
    ".jsonl",
    each(_write_example),
)

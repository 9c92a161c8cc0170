"""Logs of Inspect: samples with their messages and scores, in one JSON document or an archive.

The samples come one by one, each with the header of its log; that of a JSON document still has
the empty place of its `samples`, which the header in an archive never has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from tunix_rt_tui.formats.chat import read_conversation
from tunix_rt_tui.formats.contract import Format, Found, Item, ReadingOptions, Refusal, each, having
from tunix_rt_tui.formats.fields import at, has, objects, record_of, text_of

_ATTACHMENT = re.compile("(?:attachment|tc)://")
"""What a reference to an attachment begins with; logs of 2024 have the short form."""

_OF_SAMPLE = ("epoch", "target", "choices", "scores", "score", "metadata", "model_usage", "limit")
_ERROR_CHARS = 300


def _fits_log(item: Item) -> bool:
    record = record_of(item)
    return has(item, "eval", "status") and ("plan" in record or "samples" in record)


def _fits_document(item: Item) -> bool:
    return _fits_log(item) or (_fits_sample(item) and _is_of_document(item))


def _fits_archive(item: Item) -> bool:
    return _fits_sample(item) and not _is_of_document(item)


def _is_of_document(item: Item) -> bool:
    return isinstance(item.head, dict) and "samples" in item.head


def _fits_sample(item: Item) -> bool:
    """Tell a sample of a log, be it without its header, as somebody has unpacked it."""
    in_log = isinstance(item.head, dict) and "eval" in item.head
    return has(item, "id", "epoch", "input", "messages") and (
        in_log or (item.kind == "json" and has(item, "output", "scores"))
    )


def _read_document(item: Item, options: ReadingOptions) -> Iterator[Found]:
    """Read a sample of a document, or all of them where nobody has taken it apart."""
    log = record_of(item)
    if not _fits_log(item):
        yield from _read(log, item.head, options)
        return
    samples = log.get("samples")
    if not isinstance(samples, list) or not samples:
        yield Refusal(
            "Inspect log without samples",
            "Only the header of this log is here; take the log that Inspect wrote itself.",
        )
        return
    for sample in samples:
        if isinstance(sample, dict):
            yield from _read(sample, log, options)
        else:
            yield Refusal("sample is no object", "A sample of this log is no JSON object.")


def _read_archived(item: Item, options: ReadingOptions) -> Iterator[Found]:
    yield from _read(record_of(item), item.head, options)


def _read(sample: Mapping[str, Any], head: Any, options: ReadingOptions) -> Iterator[Found]:
    """Make a trace of a sample and its epoch; one that failed before the model spoke has none."""
    messages = _messages(sample)
    if not _has_answer(messages, sample):
        yield _unanswered(sample)
        return
    meta = _meta(sample, head)
    for found in read_conversation(messages, options):
        if isinstance(found, Refusal):
            yield found
        else:
            yield found._replace(meta={**found.meta, **meta})


def _messages(sample: Mapping[str, Any]) -> list[Any]:
    """Give the messages of a sample with their attachments put back.

    The output stands for the answer where a solver has not added it to the messages.
    """
    messages = objects(sample.get("messages"))
    answer = at(sample, "output.choices.0.message")
    if isinstance(answer, dict) and not _has_answer(messages, sample):
        messages = [*(messages or _input(sample.get("input"))), {"role": "assistant", **answer}]
    attachments = sample.get("attachments")
    if not isinstance(attachments, dict) or not attachments:
        return messages
    return [_attached(message, attachments) for message in messages]


def _has_answer(messages: list[Any], sample: Mapping[str, Any]) -> bool:
    """Tell whether the model has spoken: what an assistant says in the input is an example.

    A solver may have removed examples, so the last message counts where there is an output.
    """
    if _spoken(messages) > _spoken(objects(sample.get("input"))):
        return True
    has_output = isinstance(at(sample, "output.choices.0.message"), dict)
    return has_output and _spoken(messages[-1:]) == 1


def _spoken(messages: list[Any]) -> int:
    return sum(message.get("role") == "assistant" for message in messages)


def _input(value: Any) -> list[dict[str, Any]]:
    return objects(value) or [{"role": "user", "content": text_of(value)}]


def _attached(value: Any, attachments: Mapping[str, Any]) -> Any:
    """Put attachments in the place of what refers to them; one that is missing stays named."""
    if isinstance(value, str):
        reference = _ATTACHMENT.match(value)
        if reference is None:
            return value
        return text_of(attachments.get(value[reference.end() :], value))
    if isinstance(value, list):
        return [_attached(one, attachments) for one in value]
    if isinstance(value, dict):
        return {key: _attached(one, attachments) for key, one in value.items()}
    return value


def _unanswered(sample: Mapping[str, Any]) -> Refusal:
    if sample.get("error"):
        error = text_of(at(sample, "error.message") or sample["error"])
        return Refusal(
            "sample error",
            f"The sample {_name(sample)} failed before the model had answered: "
            f"{error[:_ERROR_CHARS]}{'…' if len(error) > _ERROR_CHARS else ''}",
        )
    return Refusal("no assistant message", f"The model says nothing in the sample {_name(sample)}.")


def _name(sample: Mapping[str, Any]) -> str:
    return f"{text_of(sample.get('id'))[:80]} of epoch {text_of(sample.get('epoch'))[:20]}"


def _meta(sample: Mapping[str, Any], head: Any) -> dict[str, Any]:
    """Gather what a sample and the header of its log say about the answer."""
    meta = {
        "task": at(head, "eval.task"),
        "model": at(sample, "output.model") or at(head, "eval.model"),
        "sample_id": sample.get("id"),
        **{name: sample.get(name) for name in _OF_SAMPLE},
        "stop_reason": at(sample, "output.choices.0.stop_reason"),
        "usage": at(sample, "output.usage"),
        "error": at(sample, "error.message") or sample.get("error"),
    }
    return {name: value for name, value in meta.items() if value not in (None, {}, [])}


_SAMPLE = having("id", "epoch", "input", "messages")

FORMATS = (
    Format(
        "inspect.json",
        "Inspect logs in JSON",
        _fits_document,
        each(_read_document),
        keys=having("eval", "status") + _SAMPLE,
    ),
    Format(
        "inspect.eval",
        "Inspect logs in archives (.eval)",
        _fits_archive,
        each(_read_archived),
        keys=_SAMPLE,
    ),
)

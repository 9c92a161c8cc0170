"""Samples of lm-evaluation-harness: a line for each document and each filter over its outputs."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from tunix_rt_tui.formats.asking import asked, messages_in
from tunix_rt_tui.formats.contract import Draft, Format, Found, Item, Refusal, having
from tunix_rt_tui.formats.fields import beside, has, others, record_of, text_of
from tunix_rt_tui.formats.held import HELD_CHARS, Held
from tunix_rt_tui.formats.tags import read_completion

_LOGARITHM = re.compile(r"-(?:\d+\.\d+(?:e-?\d+)?|inf)")

_NO_FILTER = "none"
"""What the harness writes for tasks without filters, each of whose documents has one line."""


@dataclass(frozen=True, slots=True)
class _Sample:
    """What was sampled for one document: outputs with the arguments of their requests, and the
    verdicts by the name of the filter."""

    number: int
    outputs: list[tuple[Any, str]]
    meta: dict[str, Any]
    filters: dict[str, dict[str, Any]] = field(default_factory=dict)

    def drafts(self) -> Iterator[Draft]:
        """Give a trace for each output."""
        meta = self.meta if len(self.filters) < 2 else {**self.meta, "filters": self.filters}
        for number, (argument, text) in enumerate(self.outputs):
            prompt = _prompt(argument)
            question = asked(prompt)
            found = read_completion(prompt if isinstance(prompt, str) else "", text)
            own = beside({**meta, **_generation(argument)}, {**question.meta, **found.meta})
            if len(self.outputs) > 1:
                own["sample"] = number
            yield Draft(question.prompt, found.steps, found.answer, own, found.notes, self.number)


class Samples:
    """Puts the lines of a document together that differ in the filter alone.

    All lines of one filter stand before those of the next, so samples are held back until the end
    of the file. Where there is no room for them the first ones are given with the verdicts that
    were read by then, and lines that come too late for them are left out.
    """

    def __init__(self, room: int = HELD_CHARS) -> None:
        self._held: Held[bytes, _Sample] = Held(room)
        self._given: set[bytes] = set()

    def map(self, item: Item) -> Iterator[Found]:
        """Give the samples that no later line can say more about."""
        record = record_of(item)
        name = text_of(record.get("filter"))
        key = _key(record)
        if key in self._given:
            return
        if (held := self._held.get(key)) is not None:
            held.filters.setdefault(name, _verdict(record))
            return
        sample = _sample(record, name, item.number)
        if not sample.outputs:
            yield Refusal(
                "no text",
                "The model was asked for likelihoods, not for text: there is nothing to read.",
            )
        elif name in ("", _NO_FILTER):
            yield from sample.drafts()
        else:
            self._held.hold(key, sample, _length(record))
            for overflowing, oldest in self._held.overflowing():
                self._given.add(overflowing)
                yield from oldest.drafts()

    def finish(self) -> Iterator[Found]:
        """Give what was held back."""
        for _, sample in self._held.all():
            yield from sample.drafts()


def _fits(item: Item) -> bool:
    return has(item, "doc_id", "doc", "arguments", "resps")


def _key(record: Mapping[str, Any]) -> bytes:
    """Name a document, what the model was asked about it, and what it gave."""
    named = [record[key] for key in ("doc_id", "arguments", "resps")]
    return hashlib.sha256(_json(named)).digest()


def _length(record: Mapping[str, Any]) -> int:
    return len(_json(record))


def _json(value: Any) -> bytes:
    return json.dumps(value, default=str).encode()


def _sample(record: Mapping[str, Any], name: str, number: int) -> _Sample:
    arguments = _arguments(record["arguments"])
    groups = record["resps"] if isinstance(record["resps"], list) else []
    outputs = [
        (argument, text)
        for i, group in enumerate(groups)
        for argument in (arguments[min(i, len(arguments) - 1)],)
        for text in _texts(group if isinstance(group, list) else [group], argument)
    ]
    meta = others(record, "arguments", "resps")
    if meta.get("filtered_resps") in ([text for _, text in outputs], record["resps"]):
        del meta["filtered_resps"]
    return _Sample(number, outputs, meta, {name: _verdict(record)})


def _texts(group: list[Any], argument: Any) -> list[str]:
    """Give what was generated for one request; nothing where likelihoods were asked for.

    Some releases write these as texts. Who is asked for text is told how to generate it, and who is
    asked how likely something is, what; a logarithm is negative and has a point.
    """
    told = _argument(argument, 1)
    texts = [text for text in group if isinstance(text, str)]
    is_likelihood = isinstance(told, str) or (
        not isinstance(told, dict) and bool(texts) and _LOGARITHM.fullmatch(texts[0]) is not None
    )
    return [] if is_likelihood else texts


def _arguments(value: Any) -> list[Any]:
    """Give the arguments of each request: newer files name them `gen_args_0` and so on."""
    arguments = list(value.values()) if isinstance(value, dict) else value
    return arguments if isinstance(arguments, list) and arguments else [None]


def _argument(arguments: Any, number: int) -> Any:
    if isinstance(arguments, dict):
        return arguments.get(f"arg_{number}")
    if isinstance(arguments, list) and number < len(arguments):
        return arguments[number]
    return None


def _prompt(arguments: Any) -> Any:
    """Give the prompt of a request; that of a chat model is JSON, alone in a list or not."""
    prompt = _argument(arguments, 0)
    if isinstance(prompt, list) and len(prompt) == 1 and isinstance(prompt[0], str):
        prompt = prompt[0]
    if isinstance(prompt, str) and (messages := messages_in(prompt)) is not None:
        return messages
    return prompt


def _generation(arguments: Any) -> dict[str, Any]:
    kwargs = _argument(arguments, 1)
    return {} if kwargs is None else {"gen_kwargs": kwargs}


def _verdict(record: Mapping[str, Any]) -> dict[str, Any]:
    """Give what a filter made of the outputs, and how that was scored."""
    metrics = record.get("metrics")
    names = [name for name in metrics if isinstance(name, str)] if isinstance(metrics, list) else []
    scores = {name: record[name] for name in names if name in record}
    return {"filtered_resps": record.get("filtered_resps"), **scores}


FORMAT = Format(
    "lm_eval.samples",
    "lm-evaluation-harness samples",
    _fits,
    lambda _options: Samples(),
    keys=having("doc_id", "doc", "arguments", "resps"),
)

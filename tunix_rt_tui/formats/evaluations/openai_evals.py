"""Logs of OpenAI evals: events of many samples, written as they happened, so mixed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from tunix_rt_tui.formats.asking import asked
from tunix_rt_tui.formats.contract import (
    Draft,
    DraftStep,
    Format,
    Found,
    Item,
    Refusal,
    having_one_of,
)
from tunix_rt_tui.formats.cutting import cut
from tunix_rt_tui.formats.fields import has, others, record_of, text_of
from tunix_rt_tui.formats.held import HELD_CHARS, Held
from tunix_rt_tui.formats.output import Output
from tunix_rt_tui.formats.tags import read_output

_SAMPLING = "sampling"
_REPORT = frozenset(
    {"final_report", "run_id", "event_id", "sample_id", "type", "created_by", "created_at"}
)


@dataclass(frozen=True, slots=True)
class _Sampling:
    """An event of sampling: the number of its record, and its data."""

    number: int
    data: dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Sample:
    """The events of one sample so far: what was sampled, and what was made of it, by type."""

    sample_id: str
    number: int
    samplings: list[_Sampling] = field(default_factory=list)
    events: dict[str, list[Any]] = field(default_factory=dict)


class Events:
    """Gathers the events of each sample, which those of others stand between.

    Samples are held back until the end of the log; where there is no room for them the oldest
    ones are given, of which all events have long been written. Of these, what comes later is
    left out, unless the model is asked once more.
    """

    def __init__(self, room: int = HELD_CHARS) -> None:
        self._held: Held[str, _Sample] = Held(room)
        self._given: set[bytes] = set()
        self._run: dict[str, Any] = {}

    def map(self, item: Item) -> Iterator[Found]:
        """Give the samples that have to be let go."""
        record = record_of(item)
        if _is_event(item):
            if record["sample_id"] is None:
                return  # it tells of the whole run
            self._add(item)
            for sample_id, oldest in self._held.overflowing():
                yield from self._found(oldest)
                self._given.add(_short(sample_id))
        elif isinstance(spec := record.get("spec"), dict):
            self._run = _run(spec)

    def finish(self) -> Iterator[Found]:
        """Give all samples that are left."""
        for _, sample in self._held.all():
            yield from self._found(sample)

    def _add(self, item: Item) -> None:
        event = record_of(item)
        sample_id = text_of(event["sample_id"])
        sample = self._held.get(sample_id) or _Sample(sample_id, item.number)
        data = event["data"]
        if event["type"] == _SAMPLING and isinstance(data, dict):
            sample.samplings.append(_Sampling(item.number, data))
        else:
            sample.events.setdefault(text_of(event["type"]), []).append(data)
        self._held.hold(sample_id, sample, len(text_of(data)))

    def _found(self, sample: _Sample) -> Iterator[Found]:
        if not sample.samplings and _short(sample.sample_id) not in self._given:
            yield Refusal(
                "no sampling",
                f"Nothing was logged that a model said in the sample {sample.sample_id[:80]}.",
                sample.number,
            )
        events = _by_text(sample)
        for sampling in sample.samplings:
            for text in _sampled(sampling):
                told = {**events[None], **events[text]}
                yield self._draft(sample.sample_id, sampling, text, told)

    def _draft(
        self, sample_id: str, sampling: _Sampling, text: str, events: dict[str, list[Any]]
    ) -> Draft:
        question = asked(sampling.data.get("prompt"))
        told = {kind: data[0] if len(data) == 1 else data for kind, data in events.items()}
        found = _with_pick(read_output(text), text, told.get("match"))
        meta = {
            **self._run,
            "sample_id": sample_id,
            **others(sampling.data, "prompt", "sampled"),
            **told,
            **question.meta,
            **found.meta,
        }
        return Draft(question.prompt, found.steps, found.answer, meta, found.notes, sampling.number)


def _short(sample_id: str) -> bytes:
    """Name a sample in a few bytes, however long its id is."""
    return hashlib.sha256(sample_id.encode("utf-8", "surrogatepass")).digest()


def _sampled(sampling: _Sampling) -> list[str]:
    """Give the outputs of an event, which has one of them or a list."""
    sampled = sampling.data.get("sampled")
    return [text_of(text) for text in (sampled if isinstance(sampled, list) else [sampled])]


def _by_text(sample: _Sample) -> dict[str | None, dict[str, list[Any]]]:
    """Sort the other events of a sample by the output that they name, and by type.

    Those that name none are under None: they are about all outputs. The name, a copy of the
    output, is left out.
    """
    found: dict[str | None, dict[str, list[Any]]] = {None: {}}
    for sampling in sample.samplings:
        found.update((text, {}) for text in _sampled(sampling))
    for kind, events in sample.events.items():
        for data in events:
            text = data.get("sampled") if isinstance(data, dict) else None
            named = isinstance(text, str) and text in found
            told = others(data, "sampled") if named else data
            found[text if named else None].setdefault(kind, []).append(told)
    return found


def _run(spec: dict[str, Any]) -> dict[str, Any]:
    """Give what is true of all samples of a log; a sampling event may name another model."""
    run: dict[str, Any] = {name: spec[name] for name in ("eval_name", "run_id") if name in spec}
    models = spec.get("completion_fns")
    if isinstance(models, list) and len(models) == 1:
        run["model"] = models[0]
    return run


def _with_pick(found: Output, text: str, match: Any) -> Output:
    """Take what the evaluation picked out of an output as its answer, where it marks none.

    The rest of such an output is how the model came to it.
    """
    picked = match.get("picked") if isinstance(match, dict) else None
    if found.steps or not isinstance(picked, str) or not picked or picked == text.strip():
        return found
    if picked not in text:
        return found
    steps: tuple[DraftStep, ...] = cut(text)
    sha = {"text_sha256": found.notes["text_sha256"]}
    return Output(steps, picked, {"answer_source": "picked"}, sha)


def _is_event(item: Item) -> bool:
    return has(item, "run_id", "event_id", "sample_id", "type", "data")


def _is_report(item: Item) -> bool:
    """Tell whether a record is the last line of a log: newer ones name no run in it."""
    report = record_of(item).get("final_report")
    return isinstance(report, dict) and record_of(item).keys() <= _REPORT


def _fits(item: Item) -> bool:
    spec = record_of(item).get("spec")
    return (isinstance(spec, dict) and "run_config" in spec) or _is_event(item) or _is_report(item)


FORMAT = Format(
    "openai_evals",
    "OpenAI evals logs",
    _fits,
    lambda _options: Events(),
    keys=having_one_of("spec", "run_id", "final_report"),
)

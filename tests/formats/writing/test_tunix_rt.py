"""The exports of tunix-rt: its own shapes, from which a trace comes back whole."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.formats.writing.outgoing import CREATED, ID, outgoing, record_of, steps
from tests.support.real_files import needs_real_files, real_file
from tests.support.strategies import documents, trees
from tests.support.traces import make_document
from tunix_rt_tui.formats.contract import Item, ReadingOptions
from tunix_rt_tui.formats.mapped import Mapped
from tunix_rt_tui.formats.mapping import FileMapper
from tunix_rt_tui.formats.writing.contract import OutputFormat
from tunix_rt_tui.formats.writing.tunix_rt import TRACE, TRAINING_EXAMPLE, TUNIX_SFT, restored
from tunix_rt_tui.trace.model import content_hash
from tunix_rt_tui.trace.parsing import ParsedTrace, parse_trace

FORMATS = [TRACE, TUNIX_SFT, TRAINING_EXAMPLE]
SIMPLE = make_document(1, prompt="2+2?", final_answer="4", meta={"seed": 42})
RESPONSE = "Reasoning:\n1. Step 0 of 1.\n2. Step 1 of 1.\nAnswer: 4"
COMPANION = {
    "trace_version": "1.0",
    "steps": [{"i": 0, "type": "reason"}, {"i": 1, "type": "check"}],
    "added": ["created_at", "trace_version"],
}


def test_trace_is_what_tunix_rt_writes() -> None:
    assert record_of(TRACE, outgoing(SIMPLE)) == {
        "id": ID,
        "prompts": "2+2?",
        "trace_steps": ["Step 0 of 1.", "Step 1 of 1."],
        "final_answer": "4",
        "metadata": {
            "created_at": CREATED,
            "trace_version": "1.0",
            "seed": 42,
            "tunix_rt_tui": COMPANION,
        },
    }


def test_tunix_sft_is_what_tunix_rt_writes() -> None:
    record = record_of(TUNIX_SFT, outgoing(SIMPLE))
    assert [*record] == ["id", "prompts", "final_answer", "metadata"]
    assert record["prompts"] == (
        f"<start_of_turn>user\n2+2?<end_of_turn>\n<start_of_turn>model\n{RESPONSE}<end_of_turn>"
    )
    assert record["final_answer"] == "4"
    assert record["metadata"]["format"] == "tunix_sft"


def test_training_example_is_what_tunix_rt_writes() -> None:
    record = record_of(TRAINING_EXAMPLE, outgoing(SIMPLE))
    assert [*record] == ["id", "prompt", "response", "metadata"]
    assert record["prompt"] == "2+2?\n\nPlease show your reasoning steps."
    assert record["response"] == RESPONSE
    assert record["metadata"]["source_trace_id"] == ID
    assert record["id"] != ID
    assert record == record_of(TRAINING_EXAMPLE, outgoing(SIMPLE))


@needs_real_files
@pytest.mark.parametrize(
    ("form", "file"),
    [(TUNIX_SFT, "tunix_sft.export.jsonl"), (TRAINING_EXAMPLE, "training_example.export.jsonl")],
    ids=lambda given: given.id if isinstance(given, OutputFormat) else "",
)
def test_texts_are_those_that_tunix_rt_itself_has_written(form: OutputFormat, file: str) -> None:
    theirs = real_file(f"tunix_rt_export/{file}").read_text().splitlines()
    traces = real_file("tunix_rt_export/trace.export.jsonl").read_text().splitlines()
    for line, trace in zip(map(json.loads, theirs), map(json.loads, traces), strict=True):
        metadata = trace["metadata"]
        document = {
            "trace_version": metadata.pop("trace_version"),
            "prompt": trace["prompts"],
            "final_answer": trace["final_answer"],
            "steps": steps(*[("step", content) for content in trace["trace_steps"]]),
        }
        created = metadata.pop("created_at")
        document["meta"] = metadata
        ours = record_of(form, outgoing(document, id=trace["id"], created_at=created))
        del ours["metadata"]["tunix_rt_tui"]
        if form is TRAINING_EXAMPLE:  # theirs is another one at each export
            del ours["id"], line["id"]
        assert ours == line


def test_meta_goes_before_what_is_added_as_in_tunix_rt() -> None:
    document = make_document(1, meta={"created_at": "then", "format": None})
    for form in FORMATS:
        metadata = record_of(form, outgoing(document))["metadata"]
        assert (metadata["created_at"], metadata["format"]) == ("then", None)


@given(st.sampled_from(FORMATS), documents())
def test_every_trace_comes_back_whole(form: OutputFormat, document: dict[str, Any]) -> None:
    back = restored(record_of(form, outgoing(document)))
    assert back is not None
    assert back.format == form.id
    assert content_hash(back.document) == content_hash(document)


_HARD = [
    make_document(1, steps=steps(("a", "1. x\n2. y\nAnswer: z"), ("b", "2. "), ("c", "\n"))),
    make_document(1, prompt="p<end_of_turn>\n<start_of_turn>model\nReasoning:\n1. q"),
    make_document(1, prompt="p\n\nPlease show your reasoning steps."),
    make_document(1, final_answer="a<end_of_turn>", meta=None),
    make_document(1, meta={}),
    make_document(1, meta={"tunix_rt_tui": {"steps": []}, "created_at": 1, "source_trace_id": 2}),
    make_document(1, meta={"added": 1, "format": "tunix_sft"}, i=1, fields=[]),
]


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.id)
@pytest.mark.parametrize("document", _HARD)
def test_what_looks_like_the_format_itself_comes_back(
    form: OutputFormat, document: dict[str, Any]
) -> None:
    assert restored(record_of(form, outgoing(document))) == (document, form.id)
    without = {key: value for key, value in document.items() if key != "meta"}
    assert restored(record_of(form, outgoing(without))) == (without, form.id)


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.id)
def test_what_others_add_to_the_metadata_is_kept_in_meta(form: OutputFormat) -> None:
    record = record_of(form, outgoing(SIMPLE))
    record["metadata"]["reward"] = 0.5
    back = restored(record)
    assert back is not None
    assert back.document["meta"] == {"seed": 42, "reward": 0.5}


def test_texts_that_were_changed_since_are_not_cut_by_old_lengths() -> None:
    sft = record_of(TUNIX_SFT, outgoing(SIMPLE))
    sft["prompts"] = sft["prompts"].replace("Step 0", "Step zero")
    example = record_of(TRAINING_EXAMPLE, outgoing(SIMPLE))
    example["response"] = "Answer: 4"
    trace = record_of(TRACE, outgoing(SIMPLE))
    trace["trace_steps"].append("more")
    assert [restored(sft), restored(example), restored(trace)] == [None, None, None]


def test_names_of_what_was_added_may_be_anything() -> None:
    record = record_of(TRACE, outgoing(SIMPLE))
    record["metadata"]["tunix_rt_tui"]["added"] = [{}, [], None, "created_at"]
    back = restored(record)
    assert back is not None
    assert back.document["meta"] == {"trace_version": "1.0", "seed": 42}


def test_records_of_others_are_left_to_others() -> None:
    record = record_of(TRACE, outgoing(SIMPLE))
    del record["metadata"]["tunix_rt_tui"]
    assert restored(record) is None
    assert restored([record]) is None
    assert restored({"metadata": None}) is None


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.id)
def test_what_is_written_is_read_back_like_any_file(form: OutputFormat) -> None:
    document = make_document(1, steps=steps(("a", "1. x\n2. y"), ("b", "z")), extra=None)
    item = Item(record_of(form, outgoing(document)), 1)
    mapper = FileMapper(ReadingOptions())
    assert [*mapper.map(item)] == [Mapped(document, form.id)]
    assert mapper.formats == {form.id: 1}


@given(st.data())
def test_a_companion_of_any_value_never_breaks_anything(data: st.DataObject) -> None:
    record = record_of(data.draw(st.sampled_from(FORMATS)), outgoing(SIMPLE))
    companion = record["metadata"]["tunix_rt_tui"]
    place = data.draw(st.sampled_from([record, record["metadata"], companion, *companion["steps"]]))
    place[data.draw(st.sampled_from([*place, "fields", "covered", "meta"]))] = data.draw(trees)
    back = restored(record)
    if back is not None:
        parsed = parse_trace(json.dumps(back.document))
        assert isinstance(parsed, ParsedTrace) or parsed.problems

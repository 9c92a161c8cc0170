"""The records of a file are known by what they hold, or refused with what would help."""

from __future__ import annotations

from typing import Any

import pytest

from tunix_rt_tui.formats.contract import Item, Kind, ReadingOptions, Refusal
from tunix_rt_tui.formats.mapped import Mapped
from tunix_rt_tui.formats.mapping import FileMapper
from tunix_rt_tui.formats.registry import looks_canonical

TRACE = {
    "trace_version": "1.0",
    "prompt": "?",
    "final_answer": "A",
    "steps": [{"i": 0, "type": "x", "content": "R"}],
}


def found_in(*values: Any, kind: Kind = "json", **options: Any) -> list[Mapped | Refusal]:
    mapper = FileMapper(ReadingOptions(**options))
    items = [Item(value, number, kind) for number, value in enumerate(values, 1)]
    found = [one for item in items for one in mapper.map(item)]
    return [*found, *mapper.finish()]


def trace_of(*values: Any, **options: Any) -> Mapped:
    [only] = found_in(*values, **options)
    assert isinstance(only, Mapped)
    return only


def refusal_of(value: Any, kind: Kind = "json") -> Refusal:
    [only] = found_in(value, kind=kind)
    assert isinstance(only, Refusal)
    return only


def test_a_trace_is_passed_on_as_it_is_and_taken_out_of_what_a_server_tells() -> None:
    assert trace_of(TRACE) == Mapped(TRACE, "canonical")
    told = {"id": "1", "created_at": "now", "trace_version": "1.0", "payload": TRACE}
    assert trace_of(told) == Mapped(TRACE, "canonical", {"id": "1", "created_at": "now"})
    assert looks_canonical(TRACE)
    assert not looks_canonical(told)
    assert not any(map(looks_canonical, (None, [], "steps", {"steps": []}, {"prompt": "?"})))


def test_formats_may_be_mixed_in_a_file_and_are_counted() -> None:
    mapper = FileMapper(ReadingOptions())
    row = {"prompt": "?", "completion": "A"}
    for number, value in enumerate([row, TRACE, row, {"x": 1}], 1):
        list(mapper.map(Item(value, number)))
    assert mapper.formats == {"prompt_completion": 2, "canonical": 1}


def test_only_the_format_that_is_named_is_tried() -> None:
    mapper = FileMapper(ReadingOptions(), "alpaca")
    [refused] = mapper.map(Item({"prompt": "?", "completion": "A"}, 1))
    assert isinstance(refused, Refusal)
    assert refused.reason == "not alpaca"
    with pytest.raises(KeyError):
        FileMapper(ReadingOptions(), "no such format")


STORED = "trajectory store of Tunix, not read yet"


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ({"task": 1, "foo": 2}, "unknown object keys: task,foo"),
        ({"prompt": "?", "answer": "A"}, "prompt-only / gold-only record, no model output"),
        ({"question": "?", "target": 1}, "prompt-only / gold-only record, no model output"),
        ({"prompt": "?"}, "prompt-only / gold-only record, no model output"),
        (
            {"prompt": [{"role": "user", "content": "?"}], "id": "1", "index": 3},
            "prompt-only / gold-only record, no model output",
        ),
        ({"prompt": "?", "told": "A"}, "unknown object keys: prompt,told"),
        ({"dataset_key": "x", "build_id": "y"}, "manifest, no traces"),
        ({"results": {}, "configs": {}}, "lm-eval results without samples"),
        ({"resourceSpans": []}, "OTLP, not read yet"),
        ({"schema_version": "ATIF-v1.7", "steps": []}, "ATIF, not read yet"),
        ({"schema_version": "ATIF-v1.7", "trajectory_id": "1"}, STORED),
        ({"step_id": 0, "source": "user", "message": "?"}, STORED),
        ({"step_index": 0, "role": "assistant", "thought_and_action": "Let me look."}, STORED),
        ({"traj_id": "t", "global_step": 1, "step_index": 0, "total_time": 0.5}, STORED),
        ({"custom_id": "1", "body": {}}, "unknown object keys: custom_id,body"),
        ([1], "array of no known format"),
        (1, "value of no known format"),
        (None, "value of no known format"),
    ],
)
def test_what_is_not_known_is_refused_by_what_it_is(value: Any, reason: str) -> None:
    assert refusal_of(value).reason == reason


def test_many_and_long_keys_are_listed_in_part() -> None:
    reason = refusal_of({f"{n}" * 100: 0 for n in range(20)}).reason
    assert len(reason) < 600
    assert reason.endswith("…")


def test_text_of_no_known_format_and_deep_records_are_refused() -> None:
    assert refusal_of("hello", "text").reason == "unknown text"
    deep: Any = {}
    for _ in range(5_000):
        deep = {"messages": [deep]}
    assert refusal_of(deep).reason == "nested too deep"


def test_fields_of_unknown_records_are_found_where_their_owner_says() -> None:
    record = {"q": {"en": "?"}, "out": ["<think>R</think>A"], "score": 1}
    found = trace_of(record, fields={"prompt": "q.en", "answer": "out.0"}).document
    assert (found["prompt"], found["final_answer"]) == ("?", "A")
    assert [step["content"] for step in found["steps"]] == ["R"]
    assert found["meta"] == {"score": 1}


def test_a_record_without_any_of_the_keys_is_refused_with_their_names() -> None:
    mapper = FileMapper(ReadingOptions(fields={"prompt": "q.en", "answer": "out"}))
    [refused] = mapper.map(Item({"quest": "?", "answ": "A"}, 1))
    assert isinstance(refused, Refusal)
    assert refused.message == "The record lacks what --map names: q.en, out. It has quest,answ."
    [refused] = mapper.map(Item({"q": {"en": "?"}, "answ": "A"}, 2))
    assert isinstance(refused, Refusal)
    assert refused.message == "The record lacks what --map names: out. It has q,answ."


@pytest.mark.parametrize("reasoning", [["R", "S"], "R\n\nS"])
def test_reasoning_may_be_a_field_of_its_own(reasoning: Any) -> None:
    fields = {"prompt": "q", "answer": "a", "reasoning": "why"}
    found = trace_of({"q": "?", "a": "<b>A</b>", "why": reasoning}, fields=fields).document
    assert [step["content"] for step in found["steps"]] == ["R", "S"]
    assert found["final_answer"] == "<b>A</b>"


def test_what_its_owner_says_of_a_record_goes_before_its_format() -> None:
    row = {"prompt": "?", "completion": "A", "better": {"text": "B"}}
    found = trace_of(row, fields={"prompt": "prompt", "answer": "better.text"})
    assert (found.format, found.document["final_answer"]) == ("mapped", "B")
    for fields in ({"prompt": "prompt", "answer": "best"}, {"prompt": "completion"}):
        assert trace_of(row, fields=fields).format == "prompt_completion"


def test_gold_becomes_a_trace_where_its_owner_says_so() -> None:
    fields = {"prompt": "prompt", "answer": "answer"}
    assert trace_of({"prompt": "?", "answer": "A"}, fields=fields).format == "mapped"


@pytest.mark.parametrize(
    "record",
    [
        {"thinking": "R", "content": "A", "ask": {"en": "?"}},
        {"custom_id": "1", "response": {"body": {"choices": [{"message": {"content": "A"}}]}}},
        {"model": "m", "done": True, "message": {"content": "A"}},
        {"type": "message", "role": "assistant", "content": [{"type": "text", "text": "A"}]},
    ],
)
def test_a_prompt_may_be_in_another_field(record: dict[str, Any]) -> None:
    refused = refusal_of(record)
    assert refused.reason == "no prompt"
    assert "--prompt-field" in refused.message
    found = trace_of({**record, "ask": {"en": "?"}}, prompt_field="ask.en")
    assert (found.document["prompt"], found.document["final_answer"]) == ("?", "A")


def test_a_prompt_that_moved_is_not_told_twice() -> None:
    found = trace_of({"thinking": "R", "content": "A", "ask": "?"}, prompt_field="ask")
    assert "meta" not in found.document


def test_the_messages_of_a_file_are_one_chat() -> None:
    found = trace_of({"role": "user", "content": "?"}, {"role": "assistant", "content": "A"})
    assert (found.format, found.number) == ("chat.array", 1)
    assert (found.document["prompt"], found.document["final_answer"]) == ("?", "A")


def test_a_prompt_that_is_pointed_at_may_be_messages() -> None:
    record = {
        "asked": {
            "messages": [
                {"role": "system", "content": "Sum."},
                {"role": "user", "content": "1+1?"},
            ]
        },
        "said": "2",
    }
    fields = {"prompt": "asked.messages", "answer": "said"}
    [mapped] = FileMapper(ReadingOptions(fields=fields)).map(Item(record, 1))
    assert isinstance(mapped, Mapped)
    assert mapped.document["prompt"] == "1+1?"
    assert mapped.document["meta"]["system"] == "Sum."
    batch = {
        "custom_id": "1",
        "asked": record["asked"],
        "response": {"body": {"choices": [{"message": {"role": "assistant", "content": "2"}}]}},
    }
    [mapped] = FileMapper(ReadingOptions(prompt_field="asked.messages")).map(Item(batch, 1))
    assert isinstance(mapped, Mapped)
    assert (mapped.document["prompt"], mapped.document["meta"]["system"]) == ("1+1?", "Sum.")


def test_a_prompt_without_a_completion_is_refused_unless_another_format_has_one() -> None:
    mapper = FileMapper(ReadingOptions())
    [refused] = mapper.map(Item({"prompt": "1+1?", "completion": None}, 1))
    assert isinstance(refused, Refusal)
    assert refused.message == "The record has a prompt, and null for its completion."
    found = trace_of({"prompt": "x", "completion": None, "question": "?", "answer": "a\n#### 4"})
    assert found.document["final_answer"] == "4"

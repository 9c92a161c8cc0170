"""Logs of OpenAI evals: the events of a sample belong together, wherever they stand."""

from __future__ import annotations

from typing import Any

from tests.formats.drafts import drafts_of, found_in, reasoning_in
from tunix_rt_tui.formats.contract import Draft, Item, Refusal
from tunix_rt_tui.formats.evaluations.openai_evals import Events

SPEC = {
    "spec": {
        "eval_name": "sums.test.v0",
        "run_id": "r1",
        "completion_fns": ["model-of-the-run"],
        "run_config": {"seed": 1},
    }
}
REPORT = {"final_report": {"accuracy": 0.5}, "run_id": "r1"}


def event(sample: int, kind: str, **data: Any) -> dict[str, Any]:
    return {
        "run_id": "r1",
        "event_id": 0,
        "sample_id": f"sums.{sample}",
        "type": kind,
        "data": data,
        "created_by": "",
    }


def sampling(sample: int, text: Any) -> dict[str, Any]:
    prompt = [{"role": "system", "content": "Sum."}, {"role": "user", "content": f"1+{sample}?"}]
    return event(sample, "sampling", prompt=prompt, sampled=text, model="m")


def match(sample: int, text: str, picked: str | None) -> dict[str, Any]:
    return event(sample, "match", correct=True, expected="3", picked=picked, sampled=text)


def test_events_of_several_samples_may_stand_mixed() -> None:
    first, second = "I add.\nA: 2", "I add.\nA: 3"
    events = [sampling(1, [first]), sampling(2, [second]), match(2, second, "3")]
    one, two = drafts_of("openai_evals", SPEC, *events, match(1, first, "2"), REPORT)
    assert (one.prompt, one.answer, one.number) == ("1+1?", "2", 2)
    assert reasoning_in(one) == ["I add.", "A: 2"]
    assert one.meta == {
        "eval_name": "sums.test.v0",
        "run_id": "r1",
        "sample_id": "sums.1",
        "model": "m",
        "match": {"correct": True, "expected": "3", "picked": "2"},
        "system": "Sum.",
        "answer_source": "picked",
    }
    assert (two.prompt, two.answer, two.number) == ("1+2?", "3", 3)


def test_the_run_names_the_model_where_an_event_does_not() -> None:
    record = event(1, "sampling", prompt="1+1?", sampled="Two.")
    [draft] = drafts_of("openai_evals", SPEC, record)
    assert (draft.prompt, draft.answer, draft.meta["model"]) == ("1+1?", "Two.", "model-of-the-run")


def test_an_output_of_which_nothing_was_picked_is_the_answer() -> None:
    [draft] = drafts_of("openai_evals", sampling(1, "No idea."), match(1, "No idea.", None))
    assert (draft.answer, draft.steps) == ("No idea.", ())


def test_what_the_output_marks_itself_comes_before_what_was_picked() -> None:
    text = "<think>One more.</think>It is 2"
    [draft] = drafts_of("openai_evals", sampling(1, text), match(1, text, "2"))
    assert (draft.answer, reasoning_in(draft)) == ("It is 2", ["One more."])


def test_several_samplings_have_the_events_that_are_about_them() -> None:
    records = [
        sampling(1, "Two."),
        match(1, "Two.", None),
        sampling(1, "Three."),
        match(1, "Three.", "Three."),
        event(1, "metrics", accuracy=1.0),
    ]
    two, three = drafts_of("openai_evals", *records)
    assert two.meta["match"]["picked"] is None
    assert three.meta["match"]["picked"] == "Three."
    assert two.meta["metrics"] == three.meta["metrics"] == {"accuracy": 1.0}


def test_a_sample_of_which_nothing_was_sampled_is_refused() -> None:
    _, [refusal] = found_in(SPEC, event(4, "error", message="rate limit"))
    assert isinstance(refusal, Refusal)
    assert (refusal.reason, refusal.number) == ("no sampling", 2)


def test_a_long_log_is_not_held_as_a_whole() -> None:
    events = Events(room=200)
    found: list[Any] = []
    for number in range(8):
        found += events.map(Item(sampling(number, "x" * 100), number + 1))
    assert len(found) >= 6
    found += events.finish()
    assert [draft.number for draft in found if isinstance(draft, Draft)] == list(range(1, 9))


def test_events_that_come_too_late_for_a_sample_are_no_fault_of_it() -> None:
    events = Events(room=200)
    found: list[Any] = []
    records = [*(sampling(number, "x" * 100) for number in range(8)), match(0, "x" * 100, "x")]
    for number, record in enumerate(records, 1):
        found += events.map(Item(record, number))
    found += events.finish()
    assert [type(one) for one in found] == [Draft] * 8


def test_the_last_line_of_a_log_may_name_no_run() -> None:
    [draft] = drafts_of(
        "openai_evals", SPEC, sampling(1, "A: 2"), {"final_report": {"accuracy": 1.0}}
    )
    assert draft.prompt == "1+1?"


def test_an_event_of_the_whole_run_is_of_no_sample() -> None:
    event = {"run_id": "r", "event_id": 0, "sample_id": None, "type": "metrics", "data": {"a": 1}}
    [draft] = drafts_of(
        "openai_evals",
        event,
        {
            **event,
            "sample_id": "s",
            "type": "sampling",
            "data": {"prompt": "1+1?", "sampled": ["2"]},
        },
    )
    assert (draft.prompt, draft.answer) == ("1+1?", "2")

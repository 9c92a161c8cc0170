"""Samples of lm-evaluation-harness: one trace for each output, whatever filters made of it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.formats.drafts import drafts_of, found_in, reasoning_in, refusal_of
from tunix_rt_tui.formats.contract import Draft, Item
from tunix_rt_tui.formats.evaluations.lm_eval import Samples

OUTPUT = "One and one.\nThat is two.\n#### 2"


def sample(doc_id: int = 0, *, name: str = "none", output: Any = OUTPUT, **other: Any) -> Any:
    return {
        "doc_id": doc_id,
        "doc": {"question": "How much is 1+1?"},
        "target": "#### 2",
        "arguments": {
            "gen_args_0": {"arg_0": "Q: 1+1?\nA:", "arg_1": {"temperature": 0.0}},
        },
        "resps": [[output]],
        "filtered_resps": ["2"],
        "filter": name,
        "metrics": ["exact_match"],
        "doc_hash": "d0",
        "exact_match": 1.0,
        **other,
    }


def test_the_prompt_is_what_the_model_was_given_and_scores_are_beside() -> None:
    [draft] = drafts_of("lm_eval.samples", sample())
    assert draft.prompt == "Q: 1+1?\nA:"
    assert reasoning_in(draft) == ["One and one.", "That is two.", "#### 2"]
    assert draft.answer == "2"
    assert draft.meta["exact_match"] == 1.0
    assert draft.meta["target"] == "#### 2"
    assert draft.meta["gen_kwargs"] == {"temperature": 0.0}
    assert "filters" not in draft.meta


def test_lines_of_a_document_that_differ_in_the_filter_are_one_trace() -> None:
    strict = [sample(doc, name="strict", exact_match=0.0) for doc in range(3)]
    loose = [sample(doc, name="loose", filtered_resps=["two"]) for doc in range(3)]
    drafts = drafts_of("lm_eval.samples", *strict, *loose)
    assert [draft.number for draft in drafts] == [1, 2, 3]
    assert drafts[0].meta["filters"] == {
        "strict": {"filtered_resps": ["2"], "exact_match": 0.0},
        "loose": {"filtered_resps": ["two"], "exact_match": 1.0},
    }


def test_other_outputs_for_the_same_document_are_other_traces() -> None:
    lines = [sample(output="It is 2.", name="strict"), sample(output="It is 3.", name="strict")]
    assert [draft.answer for draft in drafts_of("lm_eval.samples", *lines)] == [
        "It is 2.",
        "It is 3.",
    ]


def test_repeats_are_traces_of_their_own() -> None:
    record = sample(resps=[["It is 2.", "It is 3."]], filtered_resps=["It is 2.", "It is 3."])
    drafts = drafts_of("lm_eval.samples", record)
    assert [(draft.answer, draft.meta["sample"]) for draft in drafts] == [
        ("It is 2.", 0),
        ("It is 3.", 1),
    ]
    assert "filtered_resps" not in drafts[0].meta, "they are the outputs, word for word"


def test_older_files_have_their_arguments_in_lists() -> None:
    record = sample(arguments=[["Q: 1+1?", {"until": ["\n"]}]])
    [draft] = drafts_of("lm_eval.samples", record)
    assert (draft.prompt, draft.meta["gen_kwargs"]) == ("Q: 1+1?", {"until": ["\n"]})


def test_the_prompt_of_a_chat_model_is_what_the_user_asked_last() -> None:
    messages = [
        {"role": "system", "content": "Be brief."},
        {"role": "user", "content": "0+0?"},
        {"role": "assistant", "content": "0"},
        {"role": "user", "content": [{"type": "text", "text": "1+1?"}]},
    ]
    arguments = {"gen_args_0": {"arg_0": [json.dumps(messages)], "arg_1": {}}}
    output = "<think>One more.</think>2"
    [draft] = drafts_of("lm_eval.samples", sample(output=output, arguments=arguments))
    assert (draft.prompt, reasoning_in(draft), draft.answer) == ("1+1?", ["One more."], "2")
    assert draft.meta["system"] == "Be brief."
    assert draft.meta["earlier_messages"] == messages[1:3]


def test_likelihoods_are_no_text() -> None:
    record = sample(resps=[[[-1.5, False]], [[-0.5, True]]])
    assert refusal_of("lm_eval.samples", record).reason == "no text"


def test_where_there_is_no_room_the_first_samples_do_not_wait_for_more() -> None:
    samples = Samples(room=0)
    found: list[Any] = []
    for number in range(4):
        found += samples.map(Item(sample(number, name="strict"), number + 1))
    assert [draft.number for draft in found] == [1, 2, 3]
    assert list(samples.map(Item(sample(0, name="loose"), 5))) == [], "no second trace of it"
    [last] = samples.finish()
    assert isinstance(last, Draft)
    assert last.number == 4


def test_likelihoods_that_are_written_as_text_are_no_answers() -> None:
    record = {"doc_id": 0, "doc": {}, "arguments": {"gen_args_0": {"arg_0": "t"}}}
    assert refusal_of("lm_eval.samples", {**record, "resps": [["-123.45"]]}).reason == "no text"
    asked = {"gen_args_0": {"arg_0": "1+1?", "arg_1": {"until": []}}}
    [draft] = drafts_of("lm_eval.samples", {**record, "arguments": asked, "resps": [["2"]]})
    assert draft.answer == "2"


def test_a_prompt_may_have_opened_the_reasoning() -> None:
    asked = {"gen_args_0": {"arg_0": "1+1?\n<think>\n", "arg_1": {"until": []}}}
    record = {"doc_id": 0, "doc": {}, "arguments": asked, "resps": [["One"]]}
    [draft] = drafts_of("lm_eval.samples", record)
    assert ([step.content for step in draft.steps], draft.answer) == (["One"], "")


@pytest.mark.parametrize(
    ("argument", "response", "answers"),
    [
        (["2+2="], ["4"], ["4"]),
        (["2+2="], ["-1.5"], []),
        (["2+2=", " 5"], ["-3.5", "False"], []),
        (["t"], ["-3.5", "False"], []),
        (["2-5=", {"until": []}], ["-3.0"], ["-3.0"]),
    ],
)
def test_what_was_asked_for_tells_text_from_likelihoods(
    argument: list[Any], response: list[str], answers: list[str]
) -> None:
    record = {"doc_id": 0, "doc": {}, "arguments": [argument], "resps": [response]}
    _, found = found_in(record)
    assert [one.answer for one in found if isinstance(one, Draft)] == answers

"""The Qwen2.5-Math evaluation: every sample of a question is a trace."""

from __future__ import annotations

from tests.formats.drafts import drafts_of, reasoning_in, refusal_of

RECORD = {
    "idx": 4,
    "question": "How much is 1+1?",
    "gt": "2",
    "code": ["<think>One more.</think><answer>2</answer>", "I add.\n\nIt is \\boxed{3}."],
    "pred": ["2", "3"],
    "report": [None, None],
    "score": [True, False],
}


def test_every_sample_has_its_own_verdict() -> None:
    right, wrong = drafts_of("math_eval_harness", RECORD)
    assert (right.answer, reasoning_in(right)) == ("2", ["One more."])
    assert right.meta == {
        "idx": 4,
        "gt": "2",
        "pred": "2",
        "report": None,
        "score": True,
        "sample": 0,
    }
    assert (wrong.answer, reasoning_in(wrong)) == ("3", ["I add.", "It is \\boxed{3}."])
    assert (wrong.meta["score"], wrong.meta["answer_source"]) == (False, "boxed")


def test_lists_of_verdicts_may_be_too_short() -> None:
    _, second = drafts_of("math_eval_harness", {**RECORD, "score": [True]})
    assert second.meta["score"] is None


def test_no_samples_are_no_trace() -> None:
    assert refusal_of("math_eval_harness", {**RECORD, "code": []}).reason == "no model output"

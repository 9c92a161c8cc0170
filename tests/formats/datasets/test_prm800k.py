"""PRM800K: what a labeller let stand is the solution."""

from __future__ import annotations

from typing import Any

from tests.formats.drafts import drafts_of, reasoning_in


def completion(text: str, rating: int | None) -> dict[str, Any]:
    return {"text": text, "rating": rating, "flagged": False}


def record(*steps: dict[str, Any], **question: Any) -> dict[str, Any]:
    return {
        "labeler": "someone",
        "generation": 3,
        "question": {"problem": "How much is 1+1?", "ground_truth_answer": "2", **question},
        "label": {"steps": list(steps), "total_time": 12, "finish_reason": "solution"},
    }


def step(
    *completions: dict[str, Any], chosen: int | None = None, human: Any = None
) -> dict[str, Any]:
    return {
        "completions": list(completions),
        "chosen_completion": chosen,
        "human_completion": human,
    }


def test_the_chosen_completions_are_the_steps_and_others_are_kept_beside() -> None:
    wrong, right = completion("It is 11.", -1), completion("I add.", 1)
    end = completion("So it is 2.\n\n# Answer\n\n2", 1)
    [draft] = drafts_of("prm800k", record(step(wrong, right, chosen=1), step(end, chosen=0)))
    assert draft.prompt == "How much is 1+1?"
    assert reasoning_in(draft) == ["I add.", "So it is 2.\n\n# Answer\n\n2"]
    assert draft.answer == "2"
    assert draft.meta == {
        "labeler": "someone",
        "generation": 3,
        "ground_truth_answer": "2",
        "total_time": 12,
        "finish_reason": "solution",
        "ratings": [1, 1],
        "alternatives": [[wrong], []],
        "not_chosen": [],
    }


def test_what_a_person_wrote_stands_where_nothing_was_chosen() -> None:
    wrong = completion("It is 11.", -1)
    by_hand = step(wrong, human={"text": "It is 2.", "rating": None, "source": "human"})
    as_text = step(human="So 2.")
    [draft] = drafts_of("prm800k", record(by_hand, as_text, pre_generated_answer="2"))
    assert reasoning_in(draft) == ["It is 2.", "So 2."]
    assert (draft.answer, draft.meta["ratings"]) == ("2", [None, None])
    assert draft.meta["alternatives"] == [[wrong], []]


def test_the_step_at_which_labelling_ended_is_the_first_proposal() -> None:
    wrong = completion("It is 11.", -1)
    [draft] = drafts_of("prm800k", record(step(wrong), step()))
    assert (reasoning_in(draft), draft.answer) == (["It is 11."], "")
    assert (draft.meta["ratings"], draft.meta["not_chosen"]) == ([-1], [0])

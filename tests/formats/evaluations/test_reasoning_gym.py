"""reasoning-gym: a trace for each completion of each question, as they are asked for."""

from __future__ import annotations

from itertools import islice
from typing import Any

from tests.formats.drafts import drafts_of, reasoning_in, refusal_of
from tunix_rt_tui.formats.contract import Item, ReadingOptions
from tunix_rt_tui.formats.evaluations.reasoning_gym import FORMAT

RESULT: dict[str, Any] = {
    "question": "How much is 1+1?",
    "expected_answer": "2",
    "best_full_model_response": "I add.\n<answer>2</answer>",
    "completions": [
        {"model_answer": "2", "full_model_response": "I add.\n<answer>2</answer>", "score": 1.0},
        {"model_answer": None, "full_model_response": "", "score": 0.0},
    ],
}
ONE_DATASET = {
    "name": "sums",
    "category": "arithmetic",
    "system_prompt": "Answer in tags.",
    "completions_per_prompt": 2,
    "results": [RESULT],
}


def test_every_completion_of_a_data_set_is_a_trace() -> None:
    good, empty = drafts_of("reasoning_gym", ONE_DATASET)
    assert (good.prompt, good.answer, reasoning_in(good)) == (RESULT["question"], "2", ["I add."])
    assert good.meta == {
        "dataset": "sums",
        "category": "arithmetic",
        "system": "Answer in tags.",
        "expected_answer": "2",
        "model_answer": "2",
        "score": 1.0,
        "completion": 0,
    }
    assert (empty.answer, empty.steps) == ("", ())


def test_a_run_over_several_categories_names_model_and_category() -> None:
    run = {
        "metadata": {"model": "org/model", "eval_repeats": 2},
        "categories": [{"name": "arithmetic", "datasets": [{"name": "sums", "results": [RESULT]}]}],
    }
    good, _ = drafts_of("reasoning_gym", run)
    assert good.meta["model"] == "org/model"
    assert (good.meta["category"], good.meta["dataset"]) == ("arithmetic", "sums")


def test_a_result_without_completions_is_its_own_completion() -> None:
    result = {"question": "1+1?", "full_model_response": "It is \\boxed{2}.", "score": 1.0}
    [draft] = drafts_of("reasoning_gym", {**ONE_DATASET, "results": [result]})
    assert (draft.answer, draft.meta["score"]) == ("2", 1.0)


def test_an_evaluation_without_results_is_refused() -> None:
    assert refusal_of("reasoning_gym", {**ONE_DATASET, "results": []}).reason == "no model output"


def test_results_are_read_one_by_one() -> None:
    results = [RESULT] * 1_000_000
    found = FORMAT.open(ReadingOptions()).map(Item({**ONE_DATASET, "results": results}, 1))
    assert len(list(islice(found, 3))) == 3

"""Data sets whose solutions come in steps, each with a verdict on it."""

from __future__ import annotations

import pytest

from tests.formats.drafts import drafts_of, reasoning_in, refusal_of

MARKED = "How much is 2*3+1? Step 1: 2*3 is 6. ки\nStep 2: 6+1 is 8. The answer is: 8 ки"


def test_math_shepherd_has_a_verdict_for_each_of_its_steps() -> None:
    label = MARKED.replace("ки", "+", 1).replace("ки", "-", 1)
    [draft] = drafts_of("math_shepherd", {"input": MARKED, "label": label, "task": "GSM8K"})
    assert draft.prompt == "How much is 2*3+1?"
    assert reasoning_in(draft) == ["Step 1: 2*3 is 6.", "Step 2: 6+1 is 8. The answer is: 8"]
    assert draft.answer == "8"
    assert draft.meta == {"task": "GSM8K", "labels": ["+", "-"]}


def test_a_label_that_is_no_copy_stays_as_it_is() -> None:
    [draft] = drafts_of("math_shepherd", {"input": MARKED, "label": "good"})
    assert draft.meta == {"labels": "good"}


def test_steps_without_marks_begin_with_their_numbers() -> None:
    text = "Add. Step 1: 1+1 is 2.\nIt is even.\nStep 2: The answer is: 2"
    [draft] = drafts_of("math_shepherd", {"input": text, "label": "+"})
    assert reasoning_in(draft) == ["Step 1: 1+1 is 2.\nIt is even.", "Step 2: The answer is: 2"]


@pytest.mark.parametrize(
    "process",
    [
        "Step 1: Add. ки\nStep 2: The answer is: 2 ки",
        "Step 1: Add.\n\nStep 2: The answer is: 2",
        "Step 1: Add.\nStep 2: The answer is: 2",
        ["Step 1: Add.", "Step 2: The answer is: 2"],
    ],
)
def test_a_process_is_cut_so_that_each_step_has_its_label(process: object) -> None:
    record = {"question": "1+1?", "process": process, "labels": [1, 0]}
    [draft] = drafts_of("process_labels", record)
    assert reasoning_in(draft) == ["Step 1: Add.", "Step 2: The answer is: 2"]
    assert (draft.answer, draft.meta) == ("2", {"labels": [1, 0]})


def test_stepwise_data_of_trl_has_labels_too() -> None:
    record = {"prompt": "1+1?", "completions": ["Add.", "So 2."], "labels": [True, False]}
    [draft] = drafts_of("process_labels", record)
    assert (draft.prompt, reasoning_in(draft)) == ("1+1?", ["Add.", "So 2."])
    assert (draft.answer, draft.meta) == ("", {"labels": [True, False]})


def test_the_steps_of_math_aps_are_what_each_prefix_adds() -> None:
    steps = ["First 2.", "First 2.\n\nThen 4.", "First 2.\n\nThen 4.\n\nThe answer is: 5"]
    record = {
        "question": "2, 4, …?",
        "final_answer": "6",
        "reasoning_steps": [
            {"solution_prefix": prefix, "mc_value": value}
            for prefix, value in zip(steps, (0.75, 0.5, 0.0), strict=True)
        ],
    }
    [draft] = drafts_of("math_aps", record)
    assert reasoning_in(draft) == ["First 2.", "Then 4.", "The answer is: 5"]
    assert draft.answer == "5", "what the solution came to, be it wrong"
    assert draft.meta == {"final_answer": "6", "mc_values": [0.75, 0.5, 0.0]}


def test_a_prefix_of_another_solution_is_a_step_as_a_whole() -> None:
    record = {
        "question": "2, 4, …?",
        "final_answer": "6",
        "reasoning_steps": [{"solution_prefix": "Odd."}, {"solution_prefix": "Even."}],
    }
    [draft] = drafts_of("math_aps", record)
    assert (reasoning_in(draft), draft.answer) == (["Odd.", "Even."], "6")


def test_a_tree_of_solutions_is_refused() -> None:
    tree = {"solution_prefix": "", "children": [{"solution_prefix": "Even."}]}
    record = {"question": "2, 4, …?", "final_answer": "6", "reasoning_steps": tree}
    assert refusal_of("math_aps", record).reason == "tree of steps"


def test_a_mistake_of_big_bench_is_named_by_its_index() -> None:
    record = {
        "input": "1 + 2 * 3 =",
        "steps": ["1 + 2 is 3.", "3 * 3 is 9."],
        "answer": "9",
        "target": "7",
        "mistake_index": 0,
    }
    [draft] = drafts_of("bigbench_mistake", record)
    assert (draft.prompt, reasoning_in(draft)) == (record["input"], record["steps"])
    assert (draft.answer, draft.meta) == ("9", {"target": "7", "mistake_index": 0})


def test_an_answer_of_big_bench_may_be_empty() -> None:
    [draft] = drafts_of("bigbench_mistake", {"input": "?", "steps": ["So."], "answer": ""})
    assert draft.answer == ""


def test_a_solution_without_steps_is_refused() -> None:
    record = {"question": "1+1?", "reasoning_steps": [], "final_answer": "2"}
    assert refusal_of("math_aps", record).reason == "no steps"

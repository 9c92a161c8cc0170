"""GSM8K: lines are steps, and the answer stands behind the last mark."""

from __future__ import annotations

from tests.formats.drafts import drafts_of, reasoning_in, text_rebuilt

PENS = "Ann buys 3 pens at $2 each.\nShe pays 3*2=$<<3*2=6>>6.\n#### 6"


def test_every_line_is_a_step_and_keeps_its_calculation() -> None:
    [draft] = drafts_of("gsm8k", {"question": "What does Ann pay?", "answer": PENS})
    assert draft.prompt == "What does Ann pay?"
    assert reasoning_in(draft) == [
        "Ann buys 3 pens at $2 each.",
        "She pays 3*2=$<<3*2=6>>6.",
    ]
    assert draft.answer == "6"
    assert text_rebuilt(draft) == PENS


def test_a_socratic_question_stays_in_its_step() -> None:
    text = "How many are left? ** 5-2=<<5-2=3>>3 are left.\n#### 3"
    [draft] = drafts_of("gsm8k", {"question": "Five cakes, two eaten?", "answer": text})
    assert reasoning_in(draft) == ["How many are left? ** 5-2=<<5-2=3>>3 are left."]


def test_the_last_of_several_marks_counts() -> None:
    text = "A row of #### is drawn.\nIt has four signs.\n#### 4"
    [draft] = drafts_of("gsm8k", {"question": "How many signs?", "answer": text})
    assert reasoning_in(draft) == ["A row of #### is drawn.", "It has four signs."]
    assert draft.answer == "4"


def test_a_mark_without_an_answer_leaves_it_empty() -> None:
    [draft] = drafts_of("gsm8k", {"question": "Why?", "answer": "Nobody knows.\n####"})
    assert (draft.answer, reasoning_in(draft)) == ("", ["Nobody knows."])
    assert text_rebuilt(draft) == "Nobody knows.\n####"


def test_the_row_of_a_table_is_read_alike() -> None:
    [draft] = drafts_of("gsm8k", {"question": "What?", "answer": PENS, "n": 7}, kind="row")
    assert (draft.answer, draft.meta) == ("6", {"n": 7})


def test_every_model_of_a_row_of_solutions_is_a_trace() -> None:
    record = {
        "question": "How much is it?\n",
        "ground_truth": "It is <<1+1=2>>2.\nA: 2",
        "small": {"is_correct": False, "solution": "It is 3.\nA: 3"},
        "large": {"is_correct": True, "solution": "A: none yet.\nIt is <<1+1=2>>2.\nA: 2\n"},
    }
    small, large = drafts_of("gsm8k.model_solutions", record)
    assert (small.answer, reasoning_in(small)) == ("3", ["It is 3."])
    assert small.meta == {
        "ground_truth": "It is <<1+1=2>>2.\nA: 2",
        "model": "small",
        "is_correct": False,
    }
    assert (large.answer, large.meta["model"]) == ("2", "large")
    assert reasoning_in(large) == ["A: none yet.", "It is <<1+1=2>>2."]
    assert text_rebuilt(large) == record["large"]["solution"]  # type: ignore[index]


def test_a_solution_that_was_cut_off_has_no_answer() -> None:
    record = {
        "question": "How much?",
        "ground_truth": "A: 2",
        "small": {"is_correct": False, "solution": "It is 1 + 1\nIt is 1 +"},
    }
    [draft] = drafts_of("gsm8k.model_solutions", record)
    assert (draft.answer, reasoning_in(draft)) == ("", ["It is 1 + 1", "It is 1 +"])

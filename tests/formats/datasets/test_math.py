"""The MATH layout: paragraphs are steps, and the answer is boxed."""

from __future__ import annotations

from tests.formats.drafts import drafts_of, reasoning_in


def test_paragraphs_are_steps_and_the_last_box_is_the_answer() -> None:
    solution = "Half of it is $\\boxed{4}$.\n\nSo all is $\\boxed{\\frac{16}{2}}$."
    record = {"problem": "How much?", "level": "Level 2", "type": "Algebra", "solution": solution}
    [draft] = drafts_of("math", record)
    assert reasoning_in(draft) == solution.split("\n\n")
    assert draft.answer == "\\frac{16}{2}"
    assert draft.meta == {"level": "Level 2", "type": "Algebra", "answer_source": "boxed"}


def test_without_a_box_the_answer_is_the_one_beside_the_solution() -> None:
    record = {"problem": "How much?", "solution": "One and one.\n\nThat is all.", "answer": "2"}
    [draft] = drafts_of("math", record)
    assert (draft.answer, reasoning_in(draft)) == ("2", ["One and one.", "That is all."])


def test_a_solution_that_marks_no_answer_is_the_answer() -> None:
    [draft] = drafts_of("math", {"problem": "Prove it.", "solution": "It is plain to see."})
    assert (draft.answer, draft.steps) == ("It is plain to see.", ())


def test_tags_in_a_solution_are_those_of_a_model() -> None:
    record = {"problem": "How much?", "solution": "<think>One more.</think>It is 2."}
    [draft] = drafts_of("math", record)
    assert (draft.answer, reasoning_in(draft)) == ("It is 2.", ["One more."])

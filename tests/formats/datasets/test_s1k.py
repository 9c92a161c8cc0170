"""s1K in both versions: every model that reasoned is a trace, the solution is the gold one."""

from __future__ import annotations

from tests.formats.drafts import drafts_of, reasoning_in, refusal_of

SHARED = {
    "question": "How much is 1+1?",
    "solution": "2",
    "cot_type": "math",
    "metadata": "{'year': 1999, 'source': 'a book'}",
}


def test_the_first_version_has_one_model_and_a_list_of_thoughts() -> None:
    record = {
        **SHARED,
        "thinking_trajectories": ["One.\n\nAnd one.", "It is two."],
        "attempt": "It is \\boxed{2}.",
    }
    [draft] = drafts_of("s1k", record)
    assert reasoning_in(draft) == ["One.", "And one.", "It is two."]
    assert [step.before for step in draft.steps] == ["", "\n\n", None]
    assert draft.answer == "It is \\boxed{2}."
    assert draft.meta == {
        "solution": "2",
        "cot_type": "math",
        "metadata": {"year": 1999, "source": "a book"},
        "extracted_answer": "2",
        "answer_source": "boxed",
    }


def test_the_second_version_has_two_models_and_their_grades() -> None:
    record = {
        **SHARED,
        "gemini_thinking_trajectory": "I add.",
        "gemini_attempt": "3",
        "gemini_grade": "No",
        "deepseek_thinking_trajectory": "I count.",
        "deepseek_attempt": "2",
        "deepseek_grade": "Yes",
    }
    gemini, deepseek = drafts_of("s1k", record)
    assert (gemini.answer, reasoning_in(gemini)) == ("3", ["I add."])
    assert (gemini.meta["model"], gemini.meta["grade"]) == ("gemini", "No")
    assert (deepseek.answer, reasoning_in(deepseek)) == ("2", ["I count."])
    assert (deepseek.meta["model"], deepseek.meta["grade"]) == ("deepseek", "Yes")
    assert "gemini_grade" not in deepseek.meta


def test_a_model_that_said_nothing_is_no_trace() -> None:
    record = {
        **SHARED,
        "gemini_thinking_trajectory": None,
        "gemini_attempt": None,
        "deepseek_thinking_trajectory": "I count.",
        "deepseek_attempt": "2",
    }
    [draft] = drafts_of("s1k", record)
    assert draft.meta["model"] == "deepseek"
    nothing = {**SHARED, "thinking_trajectories": [], "attempt": ""}
    assert refusal_of("s1k", nothing).reason == "no model output"


def test_an_attempt_that_nobody_reasoned_for_is_kept_beside() -> None:
    record = {**SHARED, "gemini_thinking_trajectory": "I add.", "attempt": "3"}
    [draft] = drafts_of("s1k", record)
    assert (draft.answer, draft.meta["attempt"]) == ("", "3")

"""Blocks of Tunix GRPO logs: question, label, response and what the check took out of it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.formats.drafts import drafts_of, found_in, refusal_of, steps_in
from tunix_rt_tui.formats.contract import Draft

START, END = "START ============================", "END =============================="


def block(response: str, *, question: str = "1+1?", gold: str = "2", extracted: str = "2") -> str:
    lines = [
        START,
        f"Question: {question}",
        f"Answer: {gold}",
        f"Response: {response}",
        f"Extracted: {extracted}",
        END,
    ]
    return "\n".join(lines) + "\n"


def test_what_stands_before_the_tags_is_a_preamble() -> None:
    text = block("Okay, let's see:\n\n<reasoning>\nOne more.\n</reasoning>\n\n<answer>2</answer>")
    [draft] = drafts_of("tunix_grpo_log", text, kind="text")
    assert (draft.prompt, draft.answer) == ("1+1?", "2")
    assert steps_in(draft) == [("preamble", "Okay, let's see:"), ("reasoning", "One more.")]
    assert draft.meta["gold"] == "2"
    assert draft.meta["extracted"] == "2"


def test_nothing_extracted_is_null() -> None:
    text = block("<reasoning>One more.", extracted="None")
    [draft] = drafts_of("tunix_grpo_log", text, kind="text")
    assert (draft.answer, draft.meta["extracted"]) == ("", None)


def test_lines_of_a_text_that_look_like_labels_belong_to_the_text() -> None:
    response = "<reasoning>Question: what?\nAnswer: I add.\nExtracted: no\n</reasoning>2"
    question = "Read this.\nResponse: yes.\nAnswer: in a word.\nWhat is it?"
    text = block(response, question=question)
    [draft] = drafts_of("tunix_grpo_log", text, kind="text")
    assert draft.prompt == question
    assert [content for _, content in steps_in(draft)] == [
        "Question: what?",
        "Answer: I add.",
        "Extracted: no",
    ]


def test_tags_in_a_question_are_no_reasoning() -> None:
    text = block("2", question="Use <reasoning> and </reasoning>. 1+1?")
    [draft] = drafts_of("tunix_grpo_log", text, kind="text")
    assert (draft.answer, draft.steps) == ("2", ())


def test_lines_may_end_as_on_windows_and_rules_may_be_of_any_length() -> None:
    text = block("<reasoning>One more.</reasoning>\n2").replace("\n", "\r\n").replace("===", "=")
    [draft] = drafts_of("tunix_grpo_log", text, kind="text")
    assert (draft.prompt, draft.meta["gold"], draft.answer) == ("1+1?", "2", "2")


def test_a_progress_bar_may_stand_before_the_end() -> None:
    text = block("<reasoning>One more.</reasoning>2").replace(END, " 50%|#####     " + END)
    [draft] = drafts_of("tunix_grpo_log", text, kind="text")
    assert (draft.answer, draft.meta["extracted"]) == ("2", "2")


def test_a_block_that_was_cut_off_is_refused() -> None:
    whole = block("<reasoning>One more.</reasoning>")
    for end in (whole.index("Response"), whole.index("Extracted"), whole.index(END)):
        assert refusal_of("tunix_grpo_log", whole[:end], kind="text").reason == "block is not whole"


def test_a_block_in_disorder_is_refused() -> None:
    text = "\n".join([START, "Question: a", "Extracted: b", "Answer: c", "Response: d", END])
    assert refusal_of("tunix_grpo_log", text, kind="text").reason == "block is not whole"


@given(
    st.lists(
        st.sampled_from(
            ["Question: a", "Answer: b", "Response: <answer>c", "Extracted: d", END, "e", "\r", ""]
        )
    )
)
def test_lines_in_any_order_are_a_trace_or_refused(lines: list[str]) -> None:
    _, [found] = found_in("\n".join([START, *lines]), kind="text")
    assert not isinstance(found, Draft) or found.meta["gold"].startswith("b")

"""Text with the marks of ChatML is a conversation, by itself and in a row of training data."""

from __future__ import annotations

from tests.formats.drafts import drafts_of, reasoning_in

TEXT = (
    "<|im_start|>system\nSum.<|im_end|>\n<|im_start|>user\n1+1?<|im_end|>\n"
    "<|im_start|>assistant\n<think>One more.</think>2<|im_end|>\n"
)


def test_the_turns_of_a_text_are_those_of_a_chat() -> None:
    [alone] = drafts_of("chatml_text", TEXT, kind="text")
    [row] = drafts_of("chatml_text", {"text": TEXT, "source": "x"})
    for draft in (alone, row):
        assert (draft.prompt, reasoning_in(draft), draft.answer) == ("1+1?", ["One more."], "2")
        assert draft.meta["system"] == "Sum."
    assert row.meta["source"] == "x"


def test_the_role_may_end_with_a_mark() -> None:
    text = (
        "<|im_start|>system<|im_sep|>Sum.<|im_end|><|im_start|>user<|im_sep|>1+1?<|im_end|>"
        "<|im_start|>assistant<|im_sep|><think>One more.</think>2<|im_end|>"
    )
    [draft] = drafts_of("chatml_text", text, kind="text")
    assert (draft.prompt, reasoning_in(draft), draft.answer) == ("1+1?", ["One more."], "2")
    assert draft.meta["system"] == "Sum."


def test_what_stands_before_the_first_turn_is_kept_to_the_letter() -> None:
    for before in ("<s>", "Taken from run 7:\n"):
        [draft] = drafts_of("chatml_text", {"text": before + TEXT, "source": "x"})
        assert draft.meta == {"source": "x", "leading_text": before, "system": "Sum."}
        assert (draft.prompt, draft.answer) == ("1+1?", "2")


def test_white_space_before_the_first_turn_says_nothing() -> None:
    [draft] = drafts_of("chatml_text", {"text": f"\n {TEXT}"})
    assert draft.meta == {"system": "Sum."}


def test_thinking_and_answer_may_be_marked_within_the_turn_of_the_assistant() -> None:
    text = (
        "<|im_start|>user\n1+1?<|im_end|>\n<|im_start|>assistant\n<|im_start|>think\n"
        "One.\n\nOne more.\n<|im_start|>answer\nAnswer: 2<|im_end|>"
    )
    [draft] = drafts_of("chatml_text", text, kind="text")
    assert (draft.prompt, reasoning_in(draft)) == ("1+1?", ["One.", "One more."])
    assert draft.answer == "Answer: 2"
    [cut] = drafts_of("chatml_text", text.partition("<|im_start|>answer")[0], kind="text")
    assert (reasoning_in(cut), cut.answer) == (["One.", "One more."], "")

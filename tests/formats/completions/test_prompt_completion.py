"""Prompts and completions of TRL."""

from __future__ import annotations

from tests.formats.drafts import drafts_of, reasoning_in


def test_the_template_of_a_chat_is_no_part_of_the_prompt() -> None:
    prompt = "<start_of_turn>user\n1+1?<end_of_turn>\n<start_of_turn>model\n"
    record = {"step": 10, "prompt": prompt, "completion": "<think>One more.</think>2", "score": 1.0}
    [draft] = drafts_of("prompt_completion", record, kind="row")
    assert (draft.prompt, reasoning_in(draft), draft.answer) == ("1+1?", ["One more."], "2")
    assert draft.meta == {"step": 10, "score": 1.0}
    before, after = draft.notes["template"]
    assert before + draft.prompt + after == prompt

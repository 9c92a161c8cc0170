"""What a template puts around a prompt is no part of it, and is not lost either."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tunix_rt_tui.formats.templates import bare

BEFORE, AFTER = "<start_of_turn>user\n", "<end_of_turn>\n<start_of_turn>model"


@pytest.mark.parametrize("after", [AFTER, AFTER + "\n"])
def test_a_prompt_of_one_turn_is_taken_out(after: str) -> None:
    prompt, notes = bare(f"{BEFORE}1+1?\n\nThink.{after}")
    assert prompt == "1+1?\n\nThink."
    assert notes == {"template": [BEFORE, after]}


@pytest.mark.parametrize(
    "text",
    [
        "1+1?",
        BEFORE + "1+1?",
        BEFORE + "0+0?" + AFTER + "\n0<end_of_turn>\n" + BEFORE + "1+1?" + AFTER,
    ],
)
def test_any_other_text_is_left_as_it_is(text: str) -> None:
    assert bare(text) == (text, {})


@given(st.lists(st.sampled_from([BEFORE, AFTER, "\n", "a", "<end_of_turn>"]), max_size=8))
def test_nothing_is_lost(parts: list[str]) -> None:
    text = "".join(parts)
    prompt, notes = bare(text)
    before, after = notes.get("template", ["", ""])
    assert before + prompt + after == text

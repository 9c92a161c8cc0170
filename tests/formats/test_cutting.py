"""A text is cut into steps where a reader would, and every character of it can be found again."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tunix_rt_tui.formats.cutting import Way, cut

WAYS: tuple[Way, ...] = get_args(Way)


def contents(text: str, way: Way = "paragraph") -> list[str]:
    return [step.content for step in cut(text, way=way)]


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("", []),
        (" \n\n ", []),
        ("One.", ["One."]),
        ("One.\nTwo.", ["One.", "Two."]),
        ("One.\nstill\n\nTwo.\n \n\nThree.", ["One.\nstill", "Two.", "Three."]),
        ("One.\r\n\r\nTwo.", ["One.", "Two."]),
        ("One.\n\n    indented", ["One.", "    indented"]),
        ("One.\n\n```\na\n\nb\n```\n\nTwo.", ["One.", "```\na\n\nb\n```", "Two."]),
        ("One.\n\n\\[\nx\n\n= y \\]\n\nTwo.", ["One.", "\\[\nx\n\n= y \\]", "Two."]),
        ("One: \\[ open\n\nTwo.", ["One: \\[ open", "Two."]),
        ("a \\\\[2pt]\n\nb \\]", ["a \\\\[2pt]", "b \\]"]),
        ("Say\n```\na\n\nb\n```", ["Say", "```\na\n\nb\n```"]),
        ('{"a": 1,\n\n"b": 2}', ['{"a": 1,\n\n"b": 2}']),
        ('{"a": 1,\n\n"b"', ['{"a": 1,', '"b"']),
    ],
)
def test_paragraphs_are_steps_but_code_mathematics_and_json_stay_whole(
    text: str, steps: list[str]
) -> None:
    assert contents(text) == steps


def test_lines_numbers_and_whole_texts() -> None:
    assert contents("a\n\n b\nc\n", "line") == ["a", " b", "c"]
    assert contents(" a\n\nb ", "whole") == ["a\n\nb"]
    assert contents("1. a\nb\n3. c\n2. d ", "numbered") == ["a\nb\n3. c", "d "]
    assert contents("So:\n1. a", "numbered") == ["So:", "a"]
    assert contents("1. a\n2. ", "numbered") == ["a\n2. "]
    assert contents("a\n\nb", "numbered") == ["a", "b"]


lines = st.lists(
    st.sampled_from(["", " ", "a", "  b", "```", "~~~", "\\[", "\\] \\[", "1. x", "2. ", "{", "}"])
    | st.text(max_size=6),
    max_size=12,
).map("\n".join)


@given(lines, st.sampled_from(WAYS))
def test_steps_are_pieces_of_the_text_and_what_stands_between(text: str, way: Way) -> None:
    steps = cut(text, "reasoning", way)
    together = "".join(f"{step.before}{step.content}" for step in steps)
    assert text.startswith(together)
    assert not text[len(together) :].strip()
    assert all(step.content for step in steps)
    assert {step.type for step in steps} <= {"reasoning"}


@pytest.mark.parametrize("piece", ["\\[", "\\]", "```\n", "\n", "1. \n", "{", "[", " "])
def test_hostile_texts_are_cut_in_all_ways(piece: str) -> None:
    for way in WAYS:
        assert len(cut(piece * 20_000, way=way)) <= 20_000

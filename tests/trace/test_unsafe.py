"""Unsafe characters are named and counted, and safe ones are not."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tunix_rt_tui.trace.text import has_unsafe
from tunix_rt_tui.trace.unsafe import unsafe_in


def test_each_is_named_and_counted_once() -> None:
    found = unsafe_in(["plain", "\x1b[31m\u202ered\x1b[0m", "\u200b\x9b\x01"])
    assert [(one.code_point, one.name, one.times, one.first) for one in found] == [
        ("U+001B", "ESCAPE", 2, 1),
        ("U+202E", "RIGHT-TO-LEFT OVERRIDE", 1, 1),
        ("U+200B", "ZERO WIDTH SPACE", 1, 2),
        ("U+009B", "CONTROL SEQUENCE INTRODUCER", 1, 2),
        ("U+0001", "CONTROL", 1, 2),
    ]


def test_what_has_no_name_says_so() -> None:
    assert unsafe_in(["\U000e0fff"])[0].name == "UNNAMED"


@given(st.lists(st.text(), max_size=4))
def test_there_is_one_where_drawing_would_change_a_text(texts: list[str]) -> None:
    assert bool(unsafe_in(texts)) == any(map(has_unsafe, texts))

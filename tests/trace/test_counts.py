"""Characters, words and about how many tokens."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tunix_rt_tui.trace.counts import TextCounts, counts_of, estimated_tokens


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("", TextCounts(0, 0, 0)),
        ("a", TextCounts(1, 1, 1)),
        ("four by four, it is", TextCounts(19, 5, 5)),
        ("两个苹果", TextCounts(4, 1, 4)),
        ("да", TextCounts(2, 1, 1)),
        ("  \n ", TextCounts(4, 0, 1)),
    ],
)
def test_a_text_is_counted(text: str, counts: TextCounts) -> None:
    assert counts_of(text) == counts


@given(st.text(), st.text())
def test_what_is_longer_has_no_fewer_tokens_than_its_part(text: str, more: str) -> None:
    assert estimated_tokens(text + more) >= estimated_tokens(text)


def test_counts_of_texts_are_added() -> None:
    assert counts_of("one two") + counts_of("three") + TextCounts(0, 0, 0) == TextCounts(12, 3, 3)

"""What the tokens of a line are."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tunix_rt_tui.tui.json_tokens import tokens_of


def read(line: str) -> list[tuple[str, str]]:
    return [(line[token.start : token.end], token.kind) for token in tokens_of(line)]


def test_each_kind_is_told_from_the_others() -> None:
    assert read('  "a\\"b" : ["c:", -1.5e3, true, null],') == [
        ('"a\\"b"', "key"),
        (":", "mark"),
        ("[", "mark"),
        ('"c:"', "string"),
        (",", "mark"),
        ("-1.5e3", "number"),
        (",", "mark"),
        ("true", "word"),
        (",", "mark"),
        ("null", "word"),
        ("]", "mark"),
        (",", "mark"),
    ]


@pytest.mark.parametrize(
    "wrong", ["01", "tru", "truex", "NaN", "1_0", ".5", "+1", "1.", '"open', "'a'"]
)
def test_what_no_json_holds_is_wrong(wrong: str) -> None:
    assert read(wrong) == [(wrong, "wrong")]


@given(st.text(st.characters(exclude_characters="\n\r"), max_size=60))
def test_any_line_is_read_in_order_and_whole(line: str) -> None:
    tokens = tokens_of(line)
    ends = [0, *(token.end for token in tokens)]
    starts = [*(token.start for token in tokens), len(line)]
    gaps = [line[end:start] for end, start in zip(ends, starts, strict=True)]
    assert all(not gap.strip() for gap in gaps)


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists))
def test_nothing_of_good_json_is_wrong(value: object) -> None:
    kinds = {token.kind for token in tokens_of(json.dumps(value))}
    assert "wrong" not in kinds

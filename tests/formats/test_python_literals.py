"""Cells that `repr` wrote become values again; all others stay text."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tunix_rt_tui.formats.python_literals import MAX_DEPTH, MAX_TOKENS, literal_or_text

values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(values)
def test_what_repr_wrote_comes_back(value: Any) -> None:
    assert literal_or_text(repr(value)) == value


@given(st.text() | st.text("[]{}()'\"\\,:-+.0123456789 eNoneTruxu\n", max_size=40))
def test_any_text_is_a_value_or_stays_as_it_is(text: str) -> None:
    value = literal_or_text(text)
    assert value == text or not isinstance(value, float) or math.isfinite(value)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("None", None),
        ("-0.5", -0.5),
        ("1e-05", 1e-05),
        ("(1, 2)", [1, 2]),
        ("{1: 'a', None: 'b'}", {"1": "a", "None": "b"}),
        (" 'it' ", "it"),
        ('"it\'s"', "it's"),
    ],
)
def test_literals(cell: str, value: object) -> None:
    assert literal_or_text(cell) == value


@pytest.mark.parametrize(
    "cell",
    [
        "",
        "SUCCEEDED",
        "007",
        "1,",
        "1,234",
        "{'a', 'b'}",
        "{[]: 1}",
        "1e999",
        "nan",
        "1 + 2",
        "b'bytes'",
        "__import__('os')",
        "'\\d'",
        "'a\nb'",
        "[1, 2",
        "]1[",
        "1_000",
        "0x10",
        "9" * 5_000,
        "[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1),
        "[" * 100_000,
        "-" * 100_000 + "1",
        "[" + "1," * MAX_TOKENS + "]",
    ],
    ids=lambda cell: cell[:12],
)
def test_all_else_stays_text(cell: str) -> None:
    assert literal_or_text(cell) == cell

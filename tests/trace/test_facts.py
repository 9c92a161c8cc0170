"""What a store notes about a trace."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from tests.support.strategies import metas
from tests.support.traces import make_document, parsed
from tunix_rt_tui.trace.facts import (
    MAX_FACT_CHARS,
    MAX_FACTS,
    facts,
    step_types,
)


@pytest.mark.parametrize(
    ("value", "text", "num"),
    [
        ("gsm8k", "gsm8k", None),
        ("", "", None),
        ("x" * 300, "x" * MAX_FACT_CHARS, None),
        (0.5, None, 0.5),
        (-3, None, -3.0),
        (10**400, str(10**400)[:MAX_FACT_CHARS], None),
        (True, "true", 1.0),
        (False, "false", 0.0),
        (None, "null", None),
        (["a", 1, 2.5, None, True, "", 10**400], f"a, 1, 2.5, null, true, , {10**400}"[:256], None),
    ],
)
def test_each_kind_of_value(value: Any, text: str | None, num: float | None) -> None:
    assert facts({"k": value}) == (("k", text, num),)


@pytest.mark.parametrize("meta", [None, {}, {"a": {}}, {"a": []}, {"a": [1, [2]]}, {"k" * 257: 1}])
def test_what_is_not_noted(meta: dict[str, Any] | None) -> None:
    assert facts(meta) == ()


def test_keys_are_joined_by_dots_in_the_order_of_the_document() -> None:
    meta = {"run": {"model": "tiny", "lr": {"max": 0.1}}, "a": 1, "run.model": "another"}
    assert facts(meta) == (
        ("run.model", "tiny", None),
        ("run.lr.max", None, 0.1),
        ("a", None, 1.0),
    )


def test_there_is_a_most() -> None:
    noted = facts({f"k{n}": n for n in range(100)})
    assert [key for key, _, _ in noted] == [f"k{n}" for n in range(MAX_FACTS)]


@given(metas)
def test_facts_of_anything_are_few_short_and_of_different_keys(meta: dict[str, Any]) -> None:
    noted = facts(meta)
    assert len(noted) <= MAX_FACTS
    assert len({key for key, _, _ in noted}) == len(noted)
    for _, text, number in noted:
        assert len(text or "") <= MAX_FACT_CHARS
        assert text is not None or number is not None


def test_step_types_are_counted_in_the_order_of_their_first() -> None:
    steps = [
        {"i": n, "type": kind, "content": content}
        for n, (kind, content) in enumerate([("plan", "😀"), ("check", "ab"), ("plan", "cde")])
    ]
    trace = parsed({**make_document(), "steps": steps}).trace
    assert step_types(trace) == (("plan", 2, 4), ("check", 1, 2))

"""What a trace lacks is named, and nothing is named of a whole one."""

from __future__ import annotations

from typing import Any

import pytest

from tunix_rt_tui.trace.model import ReasoningTrace, TraceStep
from tunix_rt_tui.trace.shortcomings import shortcomings_of


def trace(
    answer: str = "18", *, step: str = "9 times 2", kind: str = "work", meta: Any = None
) -> ReasoningTrace:
    return ReasoningTrace(
        trace_version="1.0",
        prompt="How much?",
        steps=[TraceStep(i=0, type=kind, content=step)],
        final_answer=answer,
        meta=meta,
    )


@pytest.mark.parametrize(
    "whole",
    [
        trace(),
        trace(meta={"finish_reason": "stop", "truncated": False}),
        trace(kind="answer", step="some words, then 18"),
        trace(meta={"import": "by hand", "stop_reason": None}),
        trace("There is [no answer] to that."),
        trace("<think>9 times 2</think> 18", kind="answer", step="<think>9 times 2</think> 18"),
    ],
)
def test_a_whole_trace_lacks_nothing(whole: ReasoningTrace) -> None:
    assert shortcomings_of(whole) == ()


@pytest.mark.parametrize("lacking", [trace("[no answer]"), trace(" \n"), trace("[no answer]\n")])
def test_an_answer_may_lack(lacking: ReasoningTrace) -> None:
    assert shortcomings_of(lacking) == ("no answer",)


@pytest.mark.parametrize(
    "meta",
    [
        {"finish_reason": "length"},
        {"stop_reason": "max_tokens"},
        {"finish_reason": "MAX_TOKENS"},
        {"import": {"done_reason": "length"}},
        {"truncated": True},
    ],
)
def test_an_end_may_lack(meta: dict[str, Any]) -> None:
    assert shortcomings_of(trace(meta=meta)) == ("cut off",)


def test_reasoning_may_lack() -> None:
    assert shortcomings_of(trace(step="18", kind="answer")) == ("no reasoning",)
    assert shortcomings_of(trace(step=" \n ")) == ("no reasoning",)
    noted = {"import": {"no_reasoning": True}}
    assert shortcomings_of(trace(meta=noted)) == ("no reasoning",)


def test_all_may_lack_at_once() -> None:
    meta = {"import": {"no_answer": True, "no_reasoning": True}, "stop_reason": "length"}
    assert shortcomings_of(trace(meta=meta)) == ("no answer", "cut off", "no reasoning")

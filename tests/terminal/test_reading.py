"""Reading traces in a real terminal: by steps, types, views and marks, hostile ones too."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.terminal import Terminal
from tests.terminal.conftest import Start

pytestmark = pytest.mark.terminal

KINDS = ("think", "tool_call", "think", "check")


def document(number: int) -> str:
    steps = [
        {
            "i": i,
            "type": kind,
            "content": f"**{kind}** {i} of {number} \x1b]0;owned\x07\u202e\n" * 9,
        }
        for i, kind in enumerate(KINDS)
    ]
    return json.dumps(
        {
            "trace_version": "1.0",
            "prompt": rf"Halve it: $\frac{{1}}{{2}}$ ({number})",
            "steps": steps,
            "final_answer": "[no answer]",
            "meta": {"finish_reason": "length"},
        }
    )


@pytest.fixture(
    params=[(24, 80), pytest.param((40, 120), marks=pytest.mark.long)], ids=["narrow", "wide"]
)
def app(request: pytest.FixtureRequest, start: Start, tmp_path: Path) -> Terminal:
    """The app with the newest of two traces open."""
    lines = tmp_path / "two.jsonl"
    lines.write_text("\n".join(map(document, (1, 2))))
    rows, columns = request.param
    assert start("import", str(lines)).wait_exit() == 0
    app = start(rows=rows, columns=columns)
    app.wait_for(r"Traces 1/2")
    app.wait_for("rediai healthy")
    app.press("enter")
    app.wait_for("no answer, cut off")
    app.settle(0.3)
    return app


def test_a_chain_is_read_by_steps_types_and_parts(app: Terminal) -> None:
    app.press(":")
    app.wait_for("number of a step")
    app.press("1", "enter")
    app.settle(0.3)
    app.wait_for("▸ Step 1/4")
    app.press("}")
    app.wait_for("▸ Step 3/4")
    app.press("j", "j", "j")
    app.wait_for(r"│▸ Step 3/4 · i 2 · think")
    app.press("p")
    app.wait_for("Halve it")
    app.press("p")
    app.wait_for("▸ Step 3/4")
    app.press("o")
    app.wait_for("Outline · ")
    app.press("j")
    app.wait_for("▸ 4 check")
    app.press("enter")
    app.wait_for("▸ Step 4/4")
    app.press("[", "[", "f")
    app.wait_for("Types of steps")
    app.press(" ", "enter")
    app.wait_for("2 steps not shown")
    app.press("J")
    app.wait_for(r"trace .*below|of 1 ")
    app.press("ctrl+q")
    assert app.wait_exit() == 0
    assert b"owned\x07" not in app.raw


def test_a_trace_is_drawn_otherwise_marked_and_explained(app: Terminal) -> None:
    app.press("r")
    app.wait_for("Markdown")
    app.wait_for(r"Halve it: 1/2 \(2\)")
    app.press("r")
    app.wait_for("plain formulas")
    app.press("r")
    app.wait_for(r"frac")
    app.press("b")
    app.wait_for("★")
    app.press("U")
    app.wait_for("RIGHT-TO-LEFT OVERRIDE")
    app.press("escape")
    app.wait_for("no answer, cut off")
    app.press("v", "v", "v")
    app.wait_for(r"record  2")
    app.press("ctrl+q")
    assert app.wait_exit() == 0
    assert b"owned\x07" not in app.raw
    assert "\u202e".encode() not in app.raw

"""Searching, marking and the trash in a real terminal."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.support.terminal import Terminal
from tests.terminal.conftest import Start

pytestmark = pytest.mark.terminal

PROMPTS = ("Add one and two", "Take one from two", "Add nothing", "\x1b]0;owned\x07 Add it")
TRACES = 60


@pytest.fixture(
    params=[(24, 80), pytest.param((40, 120), marks=pytest.mark.long)], ids=["narrow", "wide"]
)
def app(request: pytest.FixtureRequest, start: Start, tmp_path: Path) -> Terminal:
    """The app over some traces, at rest."""
    return at_rest(start, tmp_path, *request.param)


def at_rest(start: Start, tmp_path: Path, rows: int, columns: int) -> Terminal:
    lines = tmp_path / "some.jsonl"
    lines.write_text(
        "\n".join(
            json.dumps(
                {
                    "trace_version": "1.0",
                    "prompt": f"{PROMPTS[n % 4]} ({n})",
                    "steps": [{"i": 0, "type": "think", "content": f"carry{n} over and over"}],
                    "final_answer": str(n),
                }
            )
            for n in range(TRACES)
        )
    )
    assert start("import", str(lines)).wait_exit() == 0
    app = start(rows=rows, columns=columns)
    app.wait_for(rf"Traces 1/{TRACES}")
    app.wait_for("rediai healthy")
    app.settle(0.3)
    return app


def ask(app: Terminal, query: str) -> None:
    app.press("/")
    app.wait_for("a phrase")
    app.press(query)
    app.wait_for(re.escape(query))
    app.press("enter")


def test_a_search_opens_at_the_step_and_leads_back(app: Terminal) -> None:
    ask(app, "carry16 or carry3 or take")
    app.wait_for(r"Traces 1/17")
    app.press("G")
    app.wait_for(r"Traces 17/17")
    app.press("enter")
    app.wait_for(r"1 of 1")
    app.wait_for("carry")
    app.settle(0.3)
    app.press("1")
    app.settle(0.3)
    app.press("escape")
    app.wait_for(rf"Traces \d+/{TRACES}")
    app.press("/")
    app.wait_for("a phrase")
    app.press("colr:red")
    app.wait_for(r"\^ There is no field")
    app.press("escape")
    app.press("ctrl+q")
    assert app.wait_exit() == 0
    assert b"owned\x07" not in app.raw


def test_marks_go_to_the_trash_and_come_back(app: Terminal) -> None:
    app.press(" ", " ", " ")
    app.wait_for("3 marked")
    app.press("d")
    app.wait_for("Move 3 marked traces to the trash")
    app.settle(0.3)
    app.press("right")
    app.settle(0.2)
    app.press("enter")
    app.wait_for(rf"Traces \d+/{TRACES - 3}")
    app.press("D")
    app.wait_for(r"Trash 1/3")
    app.settle(0.3)
    app.press("u")
    app.wait_for(r"Trash 1/2")
    app.press("D")
    app.wait_for(rf"Traces \d+/{TRACES - 2}")
    app.press("u")
    app.wait_for(rf"Traces \d+/{TRACES}")
    app.press("ctrl+q")
    assert app.wait_exit() == 0


def test_marks_hits_groups_and_typing_send_little(start: Start, tmp_path: Path) -> None:
    app = at_rest(start, tmp_path, 40, 120)
    budget = {
        "a mark": (app.measure(" ", quiet=0.25)[1], 1_200),
        "a row": (app.measure("j", quiet=0.25)[1], 450),
    }
    app.press("/")
    app.wait_for("a phrase")
    app.settle(0.4)
    budget["a letter, the list staying"] = (app.measure("z", quiet=0.5)[1], 600)
    app.press("escape")
    app.settle(0.4)
    app.press("b")
    app.wait_for("answers to one prompt")
    app.press("enter")
    app.wait_for("by prompt")
    app.settle(0.4)
    budget["a row of groups"] = (app.measure("j", quiet=0.25)[1], 450)
    assert {name: sent for name, (sent, most) in budget.items() if sent > most} == {}

"""Statistics in a real terminal."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.terminal import Terminal
from tests.terminal.conftest import Start

pytestmark = pytest.mark.terminal

TRACES = 60
HARMFUL = "\x1b]0;owned\x07think"


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    """Traces with a number of steps from 1 to 4, and a type that would rename the window."""
    lines = tmp_path / "some.jsonl"
    lines.write_text(
        "\n".join(
            json.dumps(
                {
                    "trace_version": "1.0",
                    "prompt": f"Add {n}",
                    "steps": [{"i": i, "type": HARMFUL, "content": "it"} for i in range(n % 4 + 1)],
                    "final_answer": str(n),
                    "meta": {"reward": n / TRACES},
                }
            )
            for n in range(TRACES)
        )
    )
    return lines


def opened(start: Start, lines: Path, *options: str, rows: int, columns: int) -> Terminal:
    """The statistics of all traces, at rest."""
    assert start("import", str(lines)).wait_exit() == 0
    app = start(*options, rows=rows, columns=columns)
    app.wait_for(rf"Traces 1/{TRACES}")
    app.wait_for("rediai healthy")
    app.settle(0.3)
    app.press("s")
    app.wait_for(rf"Statistics . {TRACES} traces")
    app.wait_for(r"▸ 1|> 1")
    app.settle(0.3)
    return app


def test_bars_are_walked_and_lead_to_their_traces(start: Start, lines: Path) -> None:
    app = opened(start, lines, rows=40, columns=120)
    assert app.measure("j", quiet=0.25)[1] < 1_000
    app.press("[")
    app.wait_for("▸ meta.reward")
    app.wait_for(r"▸ +0 – 0.05")
    app.press("]", "]", "]", "]", "]")
    app.wait_for("␛]0;owned␇think")
    app.press("[", "[", "[", "[")
    app.wait_for(r"▸ 1")
    app.press("G")
    app.settle(0.2)
    app.press("enter")
    app.wait_for(r"Traces 1/15")
    app.wait_for(r"steps:4")
    app.press("escape")
    app.wait_for(rf"Traces \d+/{TRACES}")
    app.press("ctrl+q")
    assert app.wait_exit() == 0
    assert b"owned\x07" not in app.raw


def test_bars_are_drawn_in_ascii(start: Start, lines: Path) -> None:
    app = opened(start, lines, "--ascii", rows=24, columns=80)
    app.wait_for(r"> 1 +15 +####")
    app.press("q")
    app.wait_for(rf"Traces 1/{TRACES}")
    app.press("ctrl+q")
    assert app.wait_exit() == 0
    assert app.raw.isascii()

"""What each action sends to a terminal of 120×40: counted, so that it stays little."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path
from statistics import mean

import pytest

from tests.support.terminal import Terminal
from tests.terminal.conftest import Start

pytestmark = pytest.mark.terminal

TRACES = 200
IDLE_SECONDS = 70
"""Two looks at health, 30 seconds apart, fall into these."""


@pytest.fixture
def app(start: Start, tmp_path: Path) -> Terminal:
    """The app over some traces, at rest."""
    lines = tmp_path / "many.jsonl"
    lines.write_text(
        "\n".join(
            json.dumps(
                {
                    "trace_version": "1.0",
                    "prompt": f"Question {n}: how many legs have {n} spiders and {n} flies?",
                    "steps": [
                        {"i": i, "type": "compute", "content": f"{i}: " + "eight legs and six " * 9}
                        for i in range(9)
                    ],
                    "final_answer": str(14 * n),
                }
            )
            for n in range(TRACES)
        )
    )
    assert start("import", str(lines)).wait_exit() == 0
    app = start()
    app.wait_for("Question 199")
    app.wait_for("rediai healthy")
    app.settle(0.5)
    return app


def sent(app: Terminal, key: str) -> int:
    """Bytes that a key costs."""
    _, count = app.measure(key, quiet=0.25)
    return count


def sent_until(app: Terminal, key: str, pattern: str) -> int:
    """Bytes that a key costs, all that comes once its effect is seen included."""
    before = len(app.raw)
    app.press(key)
    app.wait_for(pattern)
    app.settle(0.25)
    return len(app.raw) - before


def test_the_start_and_what_moves_the_list(app: Terminal) -> None:
    assert len(app.raw) <= 45_000
    within = [sent(app, "j") for _ in range(5)]
    assert max(within) <= 450
    assert mean(sent(app, "down") for _ in range(15)) <= 800
    assert sent(app, "pagedown") <= 7_500
    assert sent(app, "G") <= 7_500
    assert sent(app, "tab") <= 2_500
    assert sent(app, "tab") <= 2_500


def test_dialogs(app: Terminal) -> None:
    for key in ("?", "ctrl+p", "ctrl+f"):
        assert 0 < sent(app, key) <= 15_000, key
        before = len(app.raw)
        app.press("escape")
        app.settle(0.4)
        assert len(app.raw) - before <= 15_000, key


def test_reading(app: Terminal) -> None:
    assert sent_until(app, "enter", "step 1/9") <= 15_000
    assert 0 < sent(app, "j") <= 7_500
    assert 0 < sent(app, "k") <= 7_500
    assert sent_until(app, "]", "step 2/9") <= 12_000
    assert sent_until(app, "z", "⊞") <= 12_000
    assert sent_until(app, "Z", "▸ Step 2/9 .*⊞") <= 12_000
    assert sent_until(app, "Z", "1: eight") <= 12_000
    assert 0 < sent(app, "pagedown") <= 7_500
    assert sent_until(app, "/", "capitals") <= 7_500
    assert sent_until(app, "x", "22 of 81") <= 12_000
    app.press("enter")
    app.settle(0.25)
    assert sent_until(app, "n", "23 of 81") <= 12_000
    assert sent_until(app, "v", "JSON") <= 15_000
    assert sent_until(app, "y", "the final answer") <= 15_000
    app.press("escape")
    assert sent_until(app, "J", "▸•.*Question 198") <= 15_000


def test_reading_by_parts_types_and_marks(app: Terminal) -> None:
    sent_until(app, "enter", "step 1/9")
    assert sent_until(app, "}", "step 2/9") <= 12_000
    assert sent_until(app, "a", "Final answer") <= 12_000
    assert sent_until(app, "a", "step 2/9") <= 12_000
    assert sent_until(app, "b", "Step 2/9.*★") <= 12_000
    assert sent_until(app, "r", "Markdown") <= 15_000
    assert sent_until(app, "o", "Outline") <= 15_000
    assert 0 < sent(app, "j") <= 900
    assert sent_until(app, "enter", "step 3/9") <= 15_000
    assert sent_until(app, "f", "Types of steps") <= 15_000
    app.press(" ")
    assert sent_until(app, "enter", "9 steps not shown") <= 15_000


def test_writing(app: Terminal) -> None:
    app.press("e")
    app.wait_for("Editor")
    app.press("ctrl+l")
    app.wait_for("Valid")
    app.settle(0.5)
    for key in ("right", "down", "x", "backspace", "left"):
        counts = [sent(app, key) for _ in range(3)]
        assert 0 < max(counts) <= 900, key


@pytest.mark.long
def test_nothing_is_sent_while_nothing_changes(app: Terminal) -> None:
    app.press("e")
    app.wait_for("Editor")
    app.press("tab")
    app.settle(1)
    before = len(app.raw)
    end = time.monotonic() + IDLE_SECONDS
    while time.monotonic() < end:
        app.pump(0.5)
    assert bytes(app.raw[before:]) == b""


def test_a_slow_line_gets_less_still(start: Start, app: Terminal) -> None:
    slow = start("--low-bandwidth")
    slow.wait_for("Question 199")
    slow.wait_for("rediai healthy")
    slow.settle(0.5)
    assert len(slow.raw) < len(app.raw)
    assert b"38;2;" not in slow.raw
    assert sent(slow, "pagedown") < sent(app, "pagedown")


def colours(raw: bytes) -> list[bytes]:
    """Sequences that set a colour."""
    numbers = {b"38", b"48", *(b"%d" % n for n in (*range(30, 38), *range(40, 48)))}
    numbers |= {b"%d" % n for n in (*range(90, 98), *range(100, 108))}
    looks = re.findall(rb"\x1b\[([0-9;]*)m", raw)
    return [look for look in looks if numbers & set(look.split(b";"))]


@pytest.mark.parametrize(("environment", "has_colours"), [({"NO_COLOR": "1"}, False), ({}, True)])
def test_no_color_is_taken_at_its_word(
    start: Start, environment: dict[str, str], *, has_colours: bool
) -> None:
    app = start(**environment)
    app.wait_for("No traces yet")
    app.wait_for("rediai healthy")
    app.press("?")
    app.wait_for("In the list of traces")
    app.press("ctrl+q")
    app.settle(0.3)
    assert bool(colours(bytes(app.raw))) is has_colours

"""What a newcomer does in the first two minutes, at two sizes of terminal."""

from __future__ import annotations

import json

import pytest

from tests.terminal.conftest import Start

NARROW, WIDE = (24, 80), (40, 120)

PASTED = {
    "trace_version": "1.0",
    "prompt": "How many legs have three spiders?",
    "steps": [{"i": 0, "type": "compute", "content": "3 × 8 = 24 legs"}],
    "final_answer": "twenty-four",
}


@pytest.mark.terminal
@pytest.mark.parametrize(("rows", "columns"), [NARROW, pytest.param(*WIDE, marks=pytest.mark.long)])
def test_an_example_is_uploaded_read_and_still_there(start: Start, rows: int, columns: int) -> None:
    app = start(rows=rows, columns=columns)
    app.wait_for("No traces yet")
    app.press("e")
    app.wait_for("Editor")
    app.press("ctrl+l")
    app.wait_for("Valid")
    app.press("ctrl+s")
    app.wait_for("Uploaded")
    app.press("escape")
    app.wait_for(r"▸ +[0-9a-f]{8}")
    app.press("enter")
    app.wait_for("Step 1/5")
    app.press("end")
    app.wait_for("Final answer")
    app.press("q")
    app.press("q")
    assert app.wait_exit() == 0

    again = start(rows=rows, columns=columns)
    again.wait_for(r"▸ +[0-9a-f]{8}")
    again.press("enter")
    again.wait_for("Convert 68 °F")
    again.press("ctrl+q")
    assert again.wait_exit() == 0


@pytest.mark.terminal
@pytest.mark.parametrize(("rows", "columns"), [WIDE, pytest.param(*NARROW, marks=pytest.mark.long)])
def test_a_pasted_trace_is_read_from_app_and_verb(start: Start, rows: int, columns: int) -> None:
    app = start(rows=rows, columns=columns)
    app.wait_for("No traces yet")
    app.press("e")
    app.wait_for("Editor")
    app.paste(json.dumps(PASTED, ensure_ascii=False, indent=1))
    app.wait_for("Valid")
    app.press("ctrl+s")
    app.wait_for("Uploaded")
    app.press("ctrl+g")
    app.wait_for("3 × 8 = 24 legs")
    app.press("ctrl+q")
    assert app.wait_exit() == 0

    listed = start("list", rows=rows, columns=columns)
    listed.wait_for("How many legs")
    assert listed.wait_exit() == 0


@pytest.mark.terminal
def test_a_wrong_paste_is_named_in_words_and_mended(start: Start) -> None:
    app = start()
    app.wait_for("No traces yet")
    app.press("e")
    app.wait_for("Editor")
    wrong = {**PASTED, "steps": []}
    app.paste(json.dumps(wrong))
    app.wait_for("E_LENGTH")
    app.press("ctrl+s")
    app.wait_for("problem")
    app.press("ctrl+q")
    app.wait_for("not in the store")
    app.press("escape")
    app.wait_for("E_LENGTH")
    app.press("ctrl+q")
    app.wait_for("not in the store")
    app.press("tab", "enter")
    assert app.wait_exit() == 0


@pytest.mark.terminal
def test_leaving_restores_the_terminal(start: Start) -> None:
    app = start()
    app.wait_for("No traces yet")
    app.press("ctrl+q")
    assert app.wait_exit() == 0
    ended = bytes(app.raw)
    assert ended.rfind(b"\x1b[?1049l") > ended.rfind(b"\x1b[?1049h")
    assert ended.rfind(b"\x1b[?25h") > ended.rfind(b"\x1b[?25l")
    assert ended.rfind(b"\x1b[?1000l") > ended.rfind(b"\x1b[?1000h")
    assert "Traceback" not in app.text()


@pytest.mark.terminal
def test_without_a_terminal_the_app_names_the_verbs() -> None:
    import subprocess

    from tests.support.homes import TUNIX_RT

    done = subprocess.run(
        [TUNIX_RT], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert done.stdout == ""
    error, hint = done.stderr.splitlines()
    assert error.startswith("error: ")
    assert hint.startswith("hint: ")
    assert "tunix-rt list" in hint

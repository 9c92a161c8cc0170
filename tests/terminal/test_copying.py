"""Copying through a real terminal: the bytes it is sent, and what a program is given."""

from __future__ import annotations

import base64
import re
from pathlib import Path

import pytest

from tests.support.terminal import Terminal
from tests.terminal.conftest import Start

pytestmark = pytest.mark.terminal

TMUX = """#!/bin/sh
echo "$*" > {folder}/asked
cat > {folder}/given
"""


def open_example(app: Terminal) -> None:
    """Upload the example and open it."""
    app.wait_for("No traces yet")
    app.press("ctrl+l")
    app.wait_for("Valid")
    app.press("ctrl+s")
    app.wait_for("Uploaded")
    app.press("escape")
    app.wait_for("Traces 1/1")
    app.press("enter")
    app.wait_for("Step 1/5")


def test_the_terminal_is_sent_the_text_by_osc_52(start: Start) -> None:
    app = start()
    open_example(app)
    app.press("y")
    app.wait_for("the final answer")
    app.press("p")
    app.wait_for("cannot be known")
    [sent] = re.findall(rb"\x1b\]52;c;([A-Za-z0-9+/=]*)(?:\x07|\x1b\\)", bytes(app.raw))
    assert base64.b64decode(sent).startswith(b"Convert 68")


def test_within_tmux_its_buffer_takes_the_text(start: Start, tmp_path: Path) -> None:
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "tmux").write_text(TMUX.format(folder=tmp_path))
    (folder / "tmux").chmod(0o700)
    app = start(TMUX="/run/tmux/default,1,0", PATH=f"{folder}:/usr/bin:/bin")
    open_example(app)
    app.press("y")
    app.wait_for("the final answer")
    app.press("p")
    app.wait_for("into the buffer of tmux")
    assert (tmp_path / "asked").read_text() == "load-buffer -w -\n"
    assert (tmp_path / "given").read_text().startswith("Convert 68")
    assert b"\x1b]52" not in app.raw


def test_a_trace_is_printed_to_the_plain_screen_and_the_app_comes_back(start: Start) -> None:
    app = start()
    open_example(app)
    app.press("]")
    app.settle()
    picture = app.text()
    app.press("y")
    app.wait_for("the final answer")
    app.press("o")
    app.wait_for("Press enter to go back")
    printed = bytes(app.raw)[app.raw.rfind(b"\x1b[?1049l") :].decode()
    assert "── Step 5/5" in printed
    assert "Convert 68" in printed
    assert "\x1b[?1049h" not in printed
    app.press("ctrl+c", "enter")
    app.wait_for("▸ Step 2/5")
    app.settle()
    assert app.text() == picture
    app.press("y")
    app.wait_for("the final answer")
    app.press("o")
    app.settle()
    app.wait_for("Press enter to go back")
    app.hang_up()
    assert app.wait_exit() == 129

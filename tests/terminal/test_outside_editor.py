"""Another editor in the same terminal."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from tests.terminal.conftest import Start

pytestmark = pytest.mark.terminal

SCRIPT = """#!/bin/sh
echo "the editor has the terminal"
read answer
sed -i "s/68/$answer/" "$1"
"""


def test_it_gets_the_terminal_and_gives_it_back(start: Start, tmp_path: Path) -> None:
    script = tmp_path / "an editor"
    script.write_text(SCRIPT)
    script.chmod(0o700)
    app = start(EDITOR=f"'{script}'")
    app.wait_for("No traces yet")
    app.press("ctrl+l")
    app.wait_for("Convert 68")
    app.wait_for("Valid")
    app.settle()
    app.press("ctrl+o")
    app.wait_for("the editor has the terminal")
    assert app.raw.rfind(b"\x1b[?1049l") > app.raw.rfind(b"\x1b[?1049h")
    os.kill(app.pid, signal.SIGINT)  # as ctrl+c does to all that share the terminal
    app.press("7", "7", "enter")
    app.wait_for("Took over")
    app.wait_for("Convert 77")
    assert "tunix-rt" in app.text()
    app.press("ctrl+q")
    app.wait_for("Leave without it")
    os.kill(app.pid, signal.SIGINT)
    assert app.wait_exit() == 130


@pytest.mark.parametrize(
    "number", [signal.SIGTERM, pytest.param(signal.SIGHUP, marks=pytest.mark.long)]
)
def test_being_made_to_leave_ends_it_and_offers_the_text_again(
    start: Start, tmp_path: Path, number: signal.Signals
) -> None:
    script = tmp_path / "editor"
    script.write_text("#!/bin/sh\necho it has the terminal\nexec sleep 600\n")
    script.chmod(0o700)
    app = start(EDITOR=str(script))
    app.wait_for("No traces yet")
    app.press("e")
    app.wait_for("Editor")
    app.paste("typed before")
    app.wait_for("problem")
    app.press("ctrl+o")
    app.wait_for("it has the terminal")
    os.kill(app.pid, number)
    assert app.wait_exit() == 128 + number
    again = start()
    again.wait_for("A text that was not uploaded")

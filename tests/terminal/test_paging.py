"""A trace in a pager: from the shell and from the app, and the terminal afterwards."""

from __future__ import annotations

import os
import re
import shutil
import signal
from pathlib import Path

import pytest

from tests.support.homes import TUNIX_RT
from tests.support.terminal import Terminal
from tests.terminal.conftest import Start
from tests.terminal.test_copying import open_example

pytestmark = [
    pytest.mark.terminal,
    pytest.mark.skipif(shutil.which("less") is None, reason="there is no less here"),
]

EXAMPLE = Path(__file__).parents[2] / "sample_traces/valid/fahrenheit.json"
SHELL = ("sh", "-c")


def stored_example(start: Start) -> str:
    """Import the example; its id."""
    start("import", str(EXAMPLE)).wait_exit()
    listed = start("list", columns=200)
    assert listed.wait_exit() == 0
    found = re.search("^([0-9a-f]{8}) ", listed.text(), re.MULTILINE)
    assert found
    return found[1]


def in_shell(*words: str) -> tuple[str]:
    """Run the program in a shell that goes on after ctrl+c, and then takes a line."""
    program = " ".join((TUNIX_RT, *words))
    return (f"trap : INT; {program}; echo; echo the shell again; read line; echo got $line",)


def interrupt(pager: Terminal) -> None:
    """Press ctrl+c, and go to the end; less may take the first key for part of the interrupt."""
    pager.press("ctrl+c")
    pager.settle()
    pager.press("G", "G")


def echoes(shell: Terminal) -> None:
    """Expect a terminal that shows what is typed, and lines that end when enter is pressed."""
    shell.wait_for("the shell again")
    before = len(shell.raw)
    shell.press(*"typed by hand", "enter")
    shell.wait_for("got typed by hand")
    assert b"typed by hand\r\ngot typed by hand\r\n" in shell.raw[before:]


def test_the_verb_pages_and_leaves_the_terminal_as_it_was(start: Start) -> None:
    trace_id = stored_example(start)
    shell = start(*in_shell("show", trace_id), program=SHELL, rows=12, PAGER="", LESS="")
    shell.wait_for("Convert 68")
    assert "Final answer" not in shell.text()
    interrupt(shell)
    shell.wait_for('"tags"')
    shell.press("q")
    echoes(shell)
    assert shell.wait_exit() == 0


def test_a_pager_ends_with_the_verb(start: Start) -> None:
    verb = start("show", stored_example(start), rows=12, PAGER="", LESS="")
    verb.wait_for("Convert 68")
    os.kill(verb.pid, signal.SIGTERM)
    assert verb.wait_exit() == 130


def test_the_app_lends_the_terminal_to_a_pager_and_comes_back(start: Start) -> None:
    shell = start(*in_shell(), program=SHELL, rows=60, PAGER="", LESS="-FRX")
    open_example(shell)
    shell.press("]")
    shell.settle()
    picture = shell.text()
    shell.press("y")
    shell.wait_for("read it in the pager")
    before = len(shell.raw)
    shell.press("l")
    shell.wait_for(r"trace-[0-9a-f]{8}\.txt|End of trace|:\s*$")
    shell.settle()
    assert b"\x1b[?1049l" in shell.raw[before:]
    interrupt(shell)
    shell.wait_for("End of trace")
    shell.press("q")
    shell.wait_for("▸ Step 2/5")
    shell.settle()
    assert shell.text() == picture
    shell.press("ctrl+q")
    echoes(shell)
    assert shell.wait_exit() == 0


def test_being_made_to_leave_ends_the_pager(start: Start, tmp_path: Path) -> None:
    app = start(PAGER="", LESS="", TMPDIR=str(tmp_path))
    open_example(app)
    app.press("y")
    app.wait_for("read it in the pager")
    app.press("l")
    app.wait_for(r"── Prompt ──")
    app.settle()
    os.kill(app.pid, signal.SIGTERM)
    assert app.wait_exit() == 128 + signal.SIGTERM
    assert not list(tmp_path.glob("tunix-rt-*"))

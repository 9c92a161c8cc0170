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


def echoes(shell: Terminal) -> None:
    """Expect a terminal that shows what is typed, and lines that end when enter is pressed."""
    shell.press(*"typed by hand", "enter")
    shell.wait_for("typed by hand\\s+got typed by hand")


def test_the_verb_pages_and_leaves_the_terminal_as_it_was(start: Start) -> None:
    trace_id = stored_example(start)
    verb = f"trap : INT; {TUNIX_RT} show {trace_id}; read line; echo got $line"
    shell = start(verb, program=SHELL, rows=12, PAGER="", LESS="")
    shell.wait_for("Convert 68")
    assert "Final answer" not in shell.text()
    shell.press("ctrl+c")
    shell.settle()
    shell.press("G")
    shell.wait_for('"tags"')
    shell.press("q")
    echoes(shell)
    assert shell.wait_exit() == 0


def test_a_pager_ends_with_the_verb(start: Start) -> None:
    verb = start("show", stored_example(start), rows=12, PAGER="", LESS="")
    verb.wait_for("Convert 68")
    os.kill(verb.pid, signal.SIGTERM)
    assert verb.wait_exit() == 130

"""However the app is asked to leave, or to wait, the terminal is left as it was."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.support.homes import TUNIX_RT
from tests.support.terminal import Terminal
from tests.terminal.conftest import Start

pytestmark = pytest.mark.terminal


def assert_restored(raw: bytes) -> None:
    """The alternate screen, the hidden cursor, mouse and paste modes are all left."""
    for on, off in (
        (b"\x1b[?1049h", b"\x1b[?1049l"),
        (b"\x1b[?25l", b"\x1b[?25h"),
        (b"\x1b[?1000h", b"\x1b[?1000l"),
        (b"\x1b[?1006h", b"\x1b[?1006l"),
        (b"\x1b[?2004h", b"\x1b[?2004l"),
    ):
        assert raw.rfind(off) > raw.rfind(on), off
    assert raw.rfind(b"\x1b[m") > raw.rfind(b"\x1b[1;")


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (signal.SIGTERM, 143),
        (signal.SIGHUP, 129),
        pytest.param(signal.SIGINT, 130, marks=pytest.mark.long),
    ],
)
def test_a_signal_is_obeyed_in_order(start: Start, number: signal.Signals, code: int) -> None:
    app = start()
    app.wait_for("No traces yet")
    os.kill(app.pid, number)
    assert app.wait_exit() == code
    assert_restored(bytes(app.raw))
    assert "Traceback" not in app.text()


@pytest.mark.long
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_is_obeyed_at_any_moment(start: Start, number: signal.Signals) -> None:
    for attempt in range(20):
        app = start()
        app.wait_for("list" if attempt % 2 else "No traces yet")
        app.press("e")
        if attempt % 3:
            app.wait_for("Editor")
        os.kill(app.pid, number)
        assert app.wait_exit() == 128 + number
        assert_restored(bytes(app.raw))


def wait_for_state(app: Terminal, states: str) -> None:
    """Draw until the process is in one of these states."""
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        status = Path(f"/proc/{app.pid}/stat").read_text()
        if status.rpartition(")")[2].split()[0] in states:
            return
        app.pump()
    raise AssertionError(f"never in {states}")


def test_it_waits_in_the_background_and_comes_back_as_it_was(start: Start) -> None:
    app = start()
    app.wait_for("No traces yet")
    app.press("e")
    app.wait_for("Editor")
    app.press("h", "i")
    app.wait_for("E_JSON")
    app.press("escape")
    app.wait_for("q quit")
    app.settle()
    picture = app.text()
    app.press("ctrl+z")
    wait_for_state(app, "T")
    app.settle()
    assert_restored(bytes(app.raw))
    os.kill(app.pid, signal.SIGCONT)
    app.wait_for("E_JSON")
    app.settle()
    assert app.text() == picture
    app.press("ctrl+q")


def test_it_stops_with_whatever_started_it(start: Start) -> None:
    shell = start(program=["bash", "--norc", "-i"])
    shell.wait_for(r"bash.*[$#] ")
    shell.press(f"sh -c '{TUNIX_RT}; echo left'", "enter")
    shell.wait_for("No traces yet")
    shell.press("ctrl+z")
    shell.wait_for("Stopped")
    shell.press("fg", "enter")
    shell.wait_for("No traces yet")
    shell.press("ctrl+q")
    shell.wait_for("left")
    shell.press("exit", "enter")


def test_a_terminal_that_goes_away_ends_it(start: Start) -> None:
    app = start()
    app.wait_for("No traces yet")
    app.hang_up()
    assert app.wait_exit() == 129


def test_a_terminal_that_goes_away_ends_it_even_where_no_signal_tells_so(start: Start) -> None:
    app = start(program=["sh", "-c", f"trap '' HUP; exec setsid -w {TUNIX_RT}"])
    app.wait_for("No traces yet")
    app.hang_up()
    assert app.wait_exit() == 129


def test_a_storm_of_sizes_keeps_the_place(start: Start) -> None:
    app = start()
    app.wait_for("No traces yet")
    app.press("ctrl+l")
    app.wait_for("Valid")
    app.press("ctrl+s")
    app.wait_for("Uploaded")
    app.press("escape", "enter")
    app.wait_for("Step 1/5")
    app.press("]", "]", "]")
    app.wait_for("▸ Step 4/5")
    app.settle()
    before = app.text()
    for columns in (80, 61, 200, 50, 90, 120) * 4:
        app.resize(24 if columns < 100 else 40, columns)
        app.pump(0.01)
    app.resize(40, 120)
    app.wait_for(re.escape(before), limit=6)
    app.settle(0.5)
    assert app.text() == before


def test_output_to_nowhere_is_no_traceback(start: Start) -> None:
    app = start()
    app.wait_for("No traces yet")
    app.press("ctrl+q")
    assert app.wait_exit() == 0
    done = subprocess.run([TUNIX_RT], stdin=subprocess.DEVNULL, capture_output=True, check=False)
    assert b"Traceback" not in done.stderr

"""What was typed is offered again, however the app came to its end."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable

import pytest

from tests.support.terminal import Terminal
from tests.terminal.conftest import Start

pytestmark = pytest.mark.terminal

TYPED = '{"prompt": "never lost"'


def end_by(number: signal.Signals) -> Callable[[Terminal], None]:
    return lambda app: os.kill(app.pid, number)


ENDS = {
    "terminate": end_by(signal.SIGTERM),
    "hang up": end_by(signal.SIGHUP),
    "kill": end_by(signal.SIGKILL),
    "lost terminal": Terminal.hang_up,
}


def type_and_end(start: Start, end: str) -> None:
    app = start()
    app.wait_for("No traces yet")
    app.press("e")
    app.wait_for("Editor")
    app.paste(TYPED)
    app.wait_for("never lost")
    app.wait_for("problem")
    if end == "kill":  # of which no program hears: what counts is what was saved while typing
        app.settle(1.5)
    ENDS[end](app)
    app.wait_exit()


def assert_offered_and_restored(start: Start) -> None:
    app = start()
    app.wait_for("A text that was not uploaded")
    app.wait_for("characters were left in the editor here")
    app.press("enter")
    app.wait_for("Restored the text")
    app.wait_for("never lost")
    app.press("ctrl+q")
    app.wait_for("Leave without it")
    app.press("tab", "enter")
    assert app.wait_exit() == 0
    again = start()
    again.wait_for("No traces yet")
    again.wait_for("rediai healthy")
    again.settle()
    assert "not uploaded" not in again.text()
    again.press("ctrl+q")
    assert again.wait_exit() == 0


@pytest.mark.parametrize("end", ["kill", pytest.param("hang up", marks=pytest.mark.long)])
def test_it_is_offered_again(start: Start, end: str) -> None:
    type_and_end(start, end)
    assert_offered_and_restored(start)


@pytest.mark.long
@pytest.mark.parametrize("end", ENDS)
def test_it_is_offered_again_each_of_twenty_times(start: Start, end: str) -> None:
    for _ in range(20):
        type_and_end(start, end)
        assert_offered_and_restored(start)


def test_two_windows_do_not_disturb_each_other(start: Start) -> None:
    one = start()
    one.wait_for("No traces yet")
    one.press("e")
    one.wait_for("Editor")
    one.paste(TYPED)
    one.wait_for("problem")
    one.settle(1)
    other = start()
    other.wait_for("No traces yet")
    other.wait_for("rediai healthy")
    other.settle()
    assert "not uploaded" not in other.text()

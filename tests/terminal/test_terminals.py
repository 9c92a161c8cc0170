"""Kinds of terminals and locales, tmux among them."""

from __future__ import annotations

import json
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.homes import TUNIX_RT, environment
from tests.terminal.conftest import Start

pytestmark = pytest.mark.terminal

SCRIPTS = {
    "wide": "日本語のテキスト",
    "emoji": "👍🏽 👩‍💻 🇩🇪 done",
    "marks": "e\u0301a\u0308 Ω̶",
    "right to left": "שלום עולם",
}


@pytest.fixture
def filled(start: Start, tmp_path: Path) -> Start:
    """A home with a trace in each of several scripts."""
    file = tmp_path / "scripts.jsonl"
    file.write_text(
        "\n".join(
            json.dumps(
                {
                    "trace_version": "1.0",
                    "prompt": f"{name}: {text} |end",
                    "steps": [{"i": 0, "type": "say", "content": f"{text} |end"}],
                    "final_answer": "ok",
                }
            )
            for name, text in SCRIPTS.items()
        )
    )
    assert start("import", str(file)).wait_exit() == 0
    return start


@pytest.mark.parametrize(
    "term",
    [
        *("screen", "linux"),
        *(
            pytest.param(name, marks=pytest.mark.long)
            for name in ("xterm-256color", "xterm", "screen-256color", "tmux-256color")
        ),
    ],
)
def test_every_common_terminal_is_drawn_on(filled: Start, term: str) -> None:
    app = filled(TERM=term, COLORTERM="")
    app.wait_for(r"right to left")
    app.press("enter")
    app.wait_for("Step 1/1")
    app.press("q", "j", "?")
    app.wait_for("In the list of traces")
    app.press("q", "ctrl+q")
    assert app.wait_exit() == 0
    if term in {"linux", "screen", "xterm"}:
        assert b"38;2;" not in app.raw


@pytest.mark.parametrize("term", ["dumb", ""])
def test_one_that_cannot_draw_is_told_so(start: Start, term: str) -> None:
    app = start(TERM=term)
    assert app.wait_exit() == 2
    assert "cannot draw a screen" in app.text()
    assert "tunix-rt list" in app.text()
    assert b"\x1b[?1049h" not in app.raw


def test_letters_of_any_width_leave_the_frame_where_it_is(filled: Start) -> None:
    app = filled(columns=80, rows=24)
    app.wait_for("right to left")
    app.press("enter")
    app.wait_for("Step 1/1")
    for _ in SCRIPTS:
        app.settle(0.2)
        assert all(line.rstrip()[-1] in "│╮╯" for line in app.text().splitlines()[2:-2])
        app.press("J")


@pytest.mark.parametrize(
    "locale",
    [{"LC_ALL": "C"}, pytest.param({"LC_ALL": "", "LANG": "POSIX"}, marks=pytest.mark.long)],
)
def test_another_locale_than_utf_8_gets_ascii(filled: Start, locale: dict[str, str]) -> None:
    app = filled(**locale)
    app.wait_for("right to left")
    app.press("enter")
    app.wait_for("Step 1/1")
    app.press("?")
    app.wait_for("In the list of traces")
    app.press("q", "3")
    app.wait_for("Editor")
    app.press("ctrl+q")
    assert app.wait_exit() == 0
    assert bytes(app.raw).isascii()


def test_ascii_can_be_asked_for(start: Start) -> None:
    app = start("--ascii")
    app.wait_for("No traces yet")
    app.settle()
    assert bytes(app.raw).isascii()
    assert "+- Traces" in app.text()


def test_the_mouse_is_left_to_the_terminal_where_that_is_wished(start: Start) -> None:
    app = start("--no-mouse")
    app.wait_for("No traces yet")
    assert b"\x1b[?1000h" not in app.raw
    app.press("m")
    app.wait_for("The app has the mouse")
    assert b"\x1b[?1000h" in app.raw
    app.press("m")
    app.wait_for("selects text in the terminal")
    app.press("ctrl+q")
    assert app.wait_exit() == 0
    assert app.raw.rfind(b"\x1b[?1000l") > app.raw.rfind(b"\x1b[?1000h")


def test_what_cannot_be_a_key_stops_the_start(start: Start, tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text('[keys]\nlist.open = "d"\n')
    app = start("--config", str(config))
    assert app.wait_exit() == 2
    said = " ".join(app.text().split())
    assert "the key d would do two things: 'list.open' and 'list.trash'" in said


@pytest.fixture
def tmux(tmp_path: Path) -> Iterator[list[str]]:
    """A tmux server of its own."""
    if shutil.which("tmux") is None:
        pytest.skip("tmux is not installed here")
    command = ["tmux", "-f", "/dev/null", "-S", str(tmp_path / "tmux")]
    yield command
    subprocess.run([*command, "kill-server"], capture_output=True, check=False)


def test_it_is_at_home_in_tmux(filled: Start, tmux: list[str], tmp_path: Path) -> None:
    variables = [
        word for name, value in environment(tmp_path).items() for word in ("-e", f"{name}={value}")
    ]
    new = ["-u", "new-session", "-d", "-x", "80", "-y", "24", *variables, TUNIX_RT]
    subprocess.run([*tmux, *new], check=True, capture_output=True)

    def screen() -> str:
        got = subprocess.run([*tmux, "capture-pane", "-p"], capture_output=True, text=True)
        return got.stdout

    def wait_for(text: str) -> None:
        deadline = time.monotonic() + 20
        while text not in screen():
            assert time.monotonic() < deadline, screen()
            time.sleep(0.05)

    wait_for("right to left")
    subprocess.run([*tmux, "send-keys", "Enter"], check=True)
    wait_for("Step 1/1")
    subprocess.run([*tmux, "resize-window", "-x", "130", "-y", "30"], check=True)
    wait_for("╮╭─ Trace")
    subprocess.run([*tmux, "resize-window", "-x", "40", "-y", "10"], check=True)
    wait_for("needs 60×16")
    subprocess.run([*tmux, "resize-window", "-x", "80", "-y", "24"], check=True)
    wait_for("Step 1/1")

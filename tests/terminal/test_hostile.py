"""Every hostile sample, walked through every screen and every verb of a real terminal."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.support.homes import TUNIX_RT, environment
from tests.support.leaks import leaks
from tests.terminal.conftest import Start
from tunix_rt_tui.samples import sample_traces

HOSTILE = sorted(sample_traces().joinpath("hostile").glob("*.json"))


FORMS = [
    ["--no-pager"],
    *(
        pytest.param(form, marks=pytest.mark.long)
        for form in ([], ["--json"], ["--md"], ["--html"])
    ),
]
"""Ways to show a trace."""


def documents() -> list[Any]:
    """The samples as plain values."""
    return [json.loads(path.read_text(encoding="utf-8")) for path in HOSTILE]


def ids_in(home: Path) -> list[str]:
    """The ids of all traces of the store in this home."""
    listed = subprocess.run(
        [TUNIX_RT, "list", "--json"],
        env={**os.environ, **environment(home)},
        capture_output=True,
        text=True,
        check=True,
    )
    return [json.loads(line)["id"] for line in listed.stdout.splitlines()]


@pytest.mark.terminal
@pytest.mark.parametrize(
    ("rows", "columns"), [(24, 80), pytest.param(40, 120, marks=pytest.mark.long)]
)
def test_no_screen_lets_anything_through(start: Start, rows: int, columns: int) -> None:
    added = start("import", str(sample_traces() / "hostile"))
    assert added.wait_exit() == 0
    app = start(rows=rows, columns=columns)
    app.wait_for(rf"Traces 1/{len(HOSTILE)}")
    app.press("enter")
    app.wait_for("Prompt")
    for _ in HOSTILE:
        for key in ("pagedown", "end", "z", "Z", "Z", *"vvv", "home", "w", "right", "w"):
            app.press(key)
            app.settle(0.02)
        app.press("E")
        app.wait_for("Editor")
        app.press("ctrl+r", "pagedown")
        app.settle(0.05)
        app.press("escape")
        app.wait_for("q quit")
        app.press("2")
        app.wait_for("q back")
        app.press("J")
        app.settle(0.1)
    app.press("1")
    app.press("ctrl+f")
    app.settle(0.2)
    app.paste("\x1b]52;c;cHduZWQ=\x07[/red]")
    app.press("enter")
    app.settle(0.3)
    app.press("escape")
    app.settle(0.2)
    app.press("d")
    app.wait_for("trash")
    app.press("u", "?")
    app.settle(0.2)
    app.press("escape", "ctrl+p")
    app.settle(0.3)
    app.press("escape", "ctrl+q")
    app.settle(0.3)
    if app.running():
        app.press("enter")
    assert app.wait_exit() == 0
    assert not leaks(bytes(app.raw), documents())


@pytest.mark.terminal
@pytest.mark.parametrize("form", FORMS)
def test_no_page_lets_anything_through(start: Start, tmp_path: Path, form: list[str]) -> None:
    assert start("import", *map(str, HOSTILE)).wait_exit() == 0
    sent = bytearray()
    for trace_id in ids_in(tmp_path):
        verb = start("show", trace_id, *form, rows=60, columns=120, PAGER="cat")
        assert verb.wait_exit() == 0
        sent += verb.raw
    assert not leaks(bytes(sent), documents())


@pytest.mark.terminal
def test_no_verb_lets_anything_through(start: Start, tmp_path: Path) -> None:
    names = [str(path) for path in HOSTILE]
    broken = tmp_path / "\x1b]0;a title\x07[red].json"
    broken.write_text(
        '{"prompt": "\\u001b]52;c;eA==\\u0007", "\\u001b[31mkey": 1, "steps": [1e999]}'
    )
    ids = [f"0000{number}" for number in range(2)]
    sent = bytearray()
    for words in (
        ["import", *names],
        ["import", *names],
        ["import", str(broken)],
        ["validate", *names, str(broken)],
        ["list"],
        ["list", "--json"],
        ["export"],
        ["show", "\x1b[31m"],
        ["show", *ids[:1]],
        ["--db", "\x1b]0;db\x07/x.db", "list"],
        ["health"],
        ["doctor"],
        ["config", "show"],
    ):
        verb = start(*words, rows=200, columns=120)
        verb.wait_exit()
        sent += verb.raw
    assert not leaks(bytes(sent), documents())

"""Exporting in a real terminal."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.traces import make_document
from tests.terminal.conftest import Start

pytestmark = pytest.mark.terminal

TRACES = 30


def test_traces_are_exported_with_few_bytes_on_the_line(start: Start, tmp_path: Path) -> None:
    lines = tmp_path / "some.jsonl"
    lines.write_text("\n".join(json.dumps(make_document(n)) for n in range(1, TRACES + 1)))
    assert start("import", str(lines)).wait_exit() == 0
    app = start()
    app.wait_for(rf"Traces 1/{TRACES}")
    app.wait_for("rediai healthy")
    app.settle(0.3)
    before = len(app.raw)
    app.press("x")
    app.wait_for(r"30 listed")
    app.settle(0.25)
    assert len(app.raw) - before <= 15_000
    assert 0 < app.measure("j", quiet=0.25)[1] <= 2_500
    app.press("j", "j")
    app.wait_for(r"▸ prompt_completion")
    app.press("enter")
    app.settle(0.25)
    app.press("enter")
    app.wait_for(r"Exported 30 traces to .*traces\.jsonl")
    app.press("ctrl+q")
    assert app.wait_exit() == 0
    written = (tmp_path / "traces.jsonl").read_text().splitlines()
    assert [*json.loads(written[0])] == ["id", "prompt", "completion", "metadata"]
    assert len(written) == TRACES

"""Importing in a real terminal."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.traces import make_document
from tests.terminal.conftest import Start

pytestmark = pytest.mark.terminal


def test_a_file_is_imported_by_keys_and_leaving_ends_an_import(
    start: Start, tmp_path: Path
) -> None:
    lines = [json.dumps(make_document(number)) for number in range(1, 40_001)]
    (tmp_path / "few.jsonl").write_text("\n".join(lines[:30]))
    (tmp_path / "many.jsonl").write_text("\n".join(lines))
    app = start()
    app.wait_for("No traces yet")
    app.press("i")
    app.wait_for("File or folder")
    app.press(*"few", "tab")
    app.wait_for(r"few\.jsonl · canonical · 30 records")
    app.press("enter")
    app.wait_for("30 traces added · 0 duplicates · 0 refused")
    app.press("enter")
    app.wait_for(r"Import of few\.jsonl: 30 traces added")
    app.wait_for("Traces 1/30")
    app.press("i")
    app.wait_for("File or folder")
    app.press(*"many", "tab")
    app.wait_for(r"many\.jsonl · canonical")
    app.press("enter")
    app.wait_for("Importing …")
    app.press("ctrl+q")
    app.wait_for(r"Quit while importing\?")
    app.press("tab", "enter")
    assert app.wait_exit() == 0, bytes(app.raw[-3000:])
    listed = start("list", "--limit", "1", "--json")
    assert listed.wait_exit() == 0

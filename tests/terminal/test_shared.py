"""A database that several people work on, in a real terminal."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest

from tests.support.postgres import empty_tables
from tests.support.traces import make_document
from tests.terminal.conftest import Start

pytestmark = pytest.mark.terminal


def test_what_others_add_is_counted_and_listed(
    start: Start, tmp_path: Path, postgres_url: str
) -> None:
    asyncio.run(empty_tables(postgres_url))
    for number, name in ((1, "a.jsonl"), (2, "b.jsonl")):
        (tmp_path / name).write_text(json.dumps(make_document(number)))
    app = start("--db", postgres_url)
    app.wait_for("No traces yet")
    app.wait_for("store healthy")
    assert start("--db", postgres_url, "import", "a.jsonl").wait_exit() == 0
    app.wait_for(r"Traces 1/1\b")
    assert start("--db", postgres_url, "import", "b.jsonl").wait_exit() == 0
    app.wait_for("1 new")
    app.press("f5")
    app.wait_for(r"Traces \d/2\b")
    app.press("g", "enter")
    app.wait_for("What is 2 plus 2")
    app.press("ctrl+q")
    assert app.wait_exit() == 0

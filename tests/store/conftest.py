"""A schema that has moved on."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tunix_rt_tui.store.migrations.known import SQLITE, History
from tunix_rt_tui.store.migrations.writing import new_revision

CHANGE = 'UP: tuple[str, ...] = ("ALTER TABLE traces ADD COLUMN extra TEXT",)'
CHANGE_BACK = 'DOWN: tuple[str, ...] = ("ALTER TABLE traces DROP COLUMN extra",)'


@pytest.fixture
def longer(tmp_path: Path) -> History:
    """The history with one more revision, written as a developer would."""
    folder = tmp_path / "100% versions"
    shutil.copytree(SQLITE.folder, folder, ignore=shutil.ignore_patterns("__pycache__"))
    history = History(folder, SQLITE.revisions)
    number = f"{int(SQLITE.head) + 1:04}"
    file = new_revision("More room, please", history)
    assert file == folder / f"{number}_more_room_please.py"
    text = file.read_text()
    for empty, full in (
        ("UP: tuple[str, ...] = ()", CHANGE),
        ("DOWN: tuple[str, ...] = ()", CHANGE_BACK),
    ):
        assert empty in text
        text = text.replace(empty, full)
    file.write_text(text)
    return History(folder, (*SQLITE.revisions, (number, "More room, please")))

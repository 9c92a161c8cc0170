"""The revisions by name, and the files that they are in."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory

from tunix_rt_tui.store.migrations.__main__ import main
from tunix_rt_tui.store.migrations.config import config_for
from tunix_rt_tui.store.migrations.known import SQLITE, History
from tunix_rt_tui.store.sqlite.schema import SqliteSchema


def files(history: History) -> list[tuple[str, str]]:
    """What Alembic finds in the folder of a history, oldest first."""
    scripts = ScriptDirectory.from_config(config_for(history)).walk_revisions()
    return [(script.revision, script.doc) for script in scripts][::-1]


def test_the_revisions_that_are_named_are_those_that_are_there() -> None:
    assert list(SQLITE.revisions) == files(SQLITE)


def test_a_new_revision_follows_the_newest_and_runs_both_ways(
    longer: History, tmp_path: Path
) -> None:
    assert list(longer.revisions) == files(longer)
    path = tmp_path / "traces.db"
    schema = SqliteSchema(path, history=longer)
    assert schema.upgrade(SQLITE.head).revision == SQLITE.head
    assert schema.upgrade().revision == longer.head
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT extra FROM traces").fetchall() == []
    assert schema.downgrade(SQLITE.head).revision == SQLITE.head
    assert schema.upgrade(SQLITE.head).revision == SQLITE.head
    assert schema.downgrade("base").revision == "base"


def test_the_developers_command_names_the_file_it_wrote(
    longer: History, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["And one more"], longer) == 0
    file = Path(capsys.readouterr().out.strip())
    assert file.parent == longer.folder
    assert file.name.endswith("_and_one_more.py")
    assert f"down_revision = '{longer.head}'" in file.read_text()


@pytest.mark.parametrize("arguments", [[], [" "], ["two", "words"]])
def test_the_developers_command_says_how_it_is_used(
    longer: History, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments, longer) == 2
    assert "MESSAGE" in capsys.readouterr().err
    assert list(longer.revisions) == files(longer)

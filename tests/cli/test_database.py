"""`db`: schema, soundness and copies."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.library.inputs import write_numbered


def test_the_schema_is_told_and_moved(run: Run, home: Path) -> None:
    assert run("db", "current").out == "no database yet\n"
    assert run("db", "current", "--json").json() == {"revision": None}
    assert not list(home.iterdir())
    revisions = run("db", "history", "--json").json()["revisions"]
    newest = revisions[-1]["revision"]
    assert run("db", "upgrade").out == f"{newest}\n"
    assert run("db", "current").out == f"{newest}\n"
    assert run("db", "downgrade", "--json", "--yes", "base").code == 0
    assert run("db", "current").out != f"{newest}\n"
    moved = run("db", "upgrade", newest, "--json").json()
    assert moved == {"revision": newest, "backup": None}
    assert run("db", "history").out.splitlines()[-1].split("\t")[0] == newest


def test_moving_down_asks_first_and_names_the_backup(
    run: Run, home: Path, filled: list[str]
) -> None:
    code, error = run("db", "downgrade", "base").fault()
    assert (code, "Not confirmed" in error) == (2, True)
    assert run("db", "downgrade", "base", stdin=b"n\n", terminal=True).code == 1
    assert len(run("list").out.splitlines()) == 3
    done = run("db", "downgrade", "base", stdin=b"y\n", terminal=True)
    assert (done.code, done.out) == (0, "base\n")
    backup = Path(done.err.split()[-1])
    assert backup.is_file()
    assert len(run("--db", backup, "list").out.splitlines()) == 3
    assert run("db", "restore", "--yes", backup).code == 0
    moved = run("db", "downgrade", "base", "--yes", "--json").json()
    assert moved["revision"] == "base"
    assert Path(moved["backup"]).is_file()


def test_an_unknown_revision_is_told_in_two_lines(run: Run) -> None:
    assert run("db", "upgrade", "nonsense").fault()[0] == 2


def test_a_sound_database_passes(run: Run, filled: list[str]) -> None:
    assert run("db", "check").out == "ok\n"
    assert run("db", "check", "--json").json() == {"ok": True, "problems": []}
    assert run("db", "rebuild-index").out == "3 traces indexed\n"
    assert run("db", "rebuild-index", "--json").json() == {"indexed": 3}


def test_a_backup_can_be_put_back(run: Run, home: Path, filled: list[str]) -> None:
    assert run("db", "backup", home / "copy.db").out == f"{home / 'copy.db'}\n"
    run("import", write_numbered(home / "more.jsonl", [4]))
    assert run("db", "restore", home / "copy.db").fault()[0] == 2
    done = run("db", "restore", "--yes", "--json", home / "copy.db")
    assert (done.code, done.json()["restored"]) == (0, str(home / "copy.db"))
    assert Path(done.json()["kept"]).is_file()
    assert {row["id"] for row in run("list", "--json").lines()} == set(filled)
    done = run("db", "restore", home / "copy.db", stdin=b"y\n", terminal=True)
    assert done.code == 0
    assert f"Put {home / 'copy.db'} in the place of" in done.err


def test_a_backup_over_a_file_is_refused(run: Run, home: Path, filled: list[str]) -> None:
    assert run("db", "backup", home / "three.jsonl").fault()[0] == 1
    assert run("db", "restore", "--yes", home / "nowhere.db").code in (1, 4)


@pytest.mark.parametrize("words", [["upgrade"], ["downgrade", "base"], ["restore", "x.db"]])
def test_read_only_changes_no_schema(run: Run, home: Path, words: list[str]) -> None:
    code, error = run("--read-only", "db", *words).fault()
    assert code == 1
    assert "read-only" in error
    assert not list(home.iterdir())


def test_a_file_that_is_no_database_is_told_in_two_lines(run: Run, home: Path) -> None:
    file = write_numbered(home / "a.jsonl", [1])
    before = file.read_bytes()
    for words in (["list"], ["db", "check"], ["db", "upgrade"]):
        assert run("--db", file, *words).fault()[0] == 1
    assert file.read_bytes() == before

"""Names of files to write to, good and bad."""

from __future__ import annotations

from pathlib import Path

import pytest

from tunix_rt_tui.tui.copying.targets import target_of, working_folder, wrong_with_target


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder, which is home as well."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "file").touch()
    (tmp_path / "folder").mkdir()
    return tmp_path


def test_a_name_is_one_of_the_working_folder_or_says_where(folder: Path) -> None:
    assert target_of("a.md") == folder / "a.md"
    assert target_of("~/folder/a.md") == folder / "folder/a.md"
    assert target_of("~nobody-has-this/a.md") == folder / "~nobody-has-this/a.md"
    for good in ("a.md", "folder/a.md", "~/a.md", str(folder / "a.md"), "ü \u202e"):
        assert wrong_with_target(good) is None


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "Type a name"),
        ("file", "there already"),
        ("/dev/null", "there already"),
        ("folder", "is a folder"),
        ("no/such/a.md", "There is no folder"),
        ("file/a.md", "There is no folder"),
        ("a\0b", "No file can"),
        ("n" * 300, "File name too long"),
    ],
)
def test_what_cannot_be_written_is_told_before(typed: str, told: str) -> None:
    assert told in (wrong_with_target(typed) or "")


def test_a_working_folder_that_is_gone_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert working_folder() == str(tmp_path)
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert "gone" in working_folder()
    assert wrong_with_target("a.md") == "No such file or directory."

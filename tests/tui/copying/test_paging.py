"""A trace handed to a pager."""

from __future__ import annotations

import stat
from collections.abc import Sequence
from pathlib import Path

import pytest
from textual.message import Message

from tests.tui.window.looking import opened
from tunix_rt_tui.tui.copying.paging import read_in_pager
from tunix_rt_tui.tui.jobs.sharing import page_trace
from tunix_rt_tui.tui.messages import CopyRefused

EVIL = "\x1b]52;c;eA==\x07 \u202e \x9b שלום\nlast line"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for what is temporary."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    return tmp_path


def names_in(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def text_of(file: Path) -> str:
    return file.read_text()


def modes_of(file: Path) -> tuple[int, int]:
    """The permissions of a file and of its folder."""
    return stat.S_IMODE(file.stat().st_mode), stat.S_IMODE(file.parent.stat().st_mode)


@pytest.mark.parametrize("ascii_only", [False, True])
async def test_it_gets_a_private_file_of_safe_text_that_does_not_stay(
    folder: Path, *, ascii_only: bool
) -> None:
    read: list[str] = []

    async def run(command: Sequence[str]) -> int:
        *options, name = command
        file = Path(name)
        assert options == ["less", "-S"]
        assert file.name == "trace-00000000.txt"
        assert modes_of(file) == (0o600, 0o700)
        read.append(text_of(file))
        return 1

    await read_in_pager(opened(prompt=EVIL), ["less", "-S"], run, ascii_only=ascii_only)
    [text] = read
    assert "Final answer" in text
    assert "last line" in text
    assert not set("\x1b\x07\u202e\x9b") & set(text)
    assert text.isascii() is ascii_only
    assert names_in(folder) == []


async def test_a_pager_that_cannot_be_started_is_told_and_leaves_nothing(folder: Path) -> None:
    async def run(command: Sequence[str]) -> int:
        raise PermissionError(13, "Permission denied")

    posted: list[Message] = []
    await page_trace(opened(), ["./mine"], run, posted.append, ascii_only=False)
    [refused] = posted
    assert isinstance(refused, CopyRefused)
    assert refused.words == "./mine cannot be used: Permission denied."
    assert names_in(folder) == []

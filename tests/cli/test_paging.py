"""What is longer than the screen is read in a pager, and nothing else is."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run

KEEP = """#!/bin/sh
cat > {kept}
"""


@pytest.fixture
def kept(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file in which a pager leaves what it was given."""
    pager, kept = home / "a pager", home / "kept"
    pager.write_text(KEEP.format(kept=kept))
    pager.chmod(0o700)
    monkeypatch.setenv("PAGER", f"'{pager}'")
    monkeypatch.setenv("LINES", "10")
    return kept


def test_a_long_page_goes_through_it(run: Run, filled: list[str], kept: Path) -> None:
    done = run("show", filled[0], terminal=True)
    assert (done.code, done.out, done.err) == (0, "", "")
    assert kept.read_text() == run("show", filled[0]).out


def test_a_short_one_does_not(
    run: Run, filled: list[str], kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LINES", "60")
    assert run("show", filled[0], terminal=True).out.startswith("id ")
    assert not kept.exists()


def test_lines_that_wrap_count_for_what_they_take(
    run: Run, filled: list[str], kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = len(run("show", filled[0]).out.splitlines())
    monkeypatch.setenv("LINES", str(lines + 1))
    monkeypatch.setenv("COLUMNS", "300")
    assert run("show", filled[0], terminal=True).out
    monkeypatch.setenv("COLUMNS", "20")
    assert not run("show", filled[0], terminal=True).out
    assert kept.exists()


@pytest.mark.parametrize("words", [("--no-pager",), ("--json",), ("--md",), ("--html",)])
def test_it_can_be_done_without_and_data_never_goes_there(
    run: Run, filled: list[str], kept: Path, words: tuple[str, ...]
) -> None:
    assert run("show", filled[0], *words, terminal=True).out
    assert run("show", filled[0]).out
    assert not kept.exists()


@pytest.mark.parametrize("pager", ["no-program", "./no-program", "true"])
def test_a_pager_that_reads_nothing_or_is_none_is_no_fault(
    run: Run,
    filled: list[str],
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    pager: str,
) -> None:
    (home / "no-program").write_bytes(b"\x7fnothing that runs")
    (home / "no-program").chmod(0o700)
    monkeypatch.setenv("PAGER", pager)
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.setenv("LINES", "10")
    done = run("show", filled[0], terminal=True)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("id ") is (pager != "true")


def test_a_pager_that_cannot_be_read_is_told(
    run: Run, filled: list[str], kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAGER", "less 'x")
    code, error = run("show", filled[0], terminal=True).fault()
    assert code == 2
    assert "PAGER cannot be read" in error

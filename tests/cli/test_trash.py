"""`delete`, `restore` and `purge`."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Run


def listed(run: Run, *words: str) -> list[str]:
    return [row["id"] for row in run(*words, "--json").lines()]


def test_there_and_back(run: Run, filled: list[str]) -> None:
    one, two, three = filled
    done = run("delete", two, three[:18])
    assert (done.code, done.out.split()) == (0, [two, three])
    assert "tunix-rt restore" in done.err
    assert listed(run, "list") == [one]
    assert listed(run, "restore", "--list") == [three, two]
    assert run("show", two).fault()[0] == 4
    assert run("restore", "--json", two).json() == {"restored": [two]}
    assert listed(run, "list") == [two, one]
    assert run("delete", "--json", two).json() == {"deleted": [two]}


@pytest.mark.parametrize("verb", ["delete", "restore"])
def test_nothing_moves_unless_every_id_is_found(run: Run, filled: list[str], verb: str) -> None:
    run("delete", filled[0])
    movable = filled[0] if verb == "restore" else filled[1]
    assert run(verb, movable, "00000000-0000").fault()[0] == 4
    assert listed(run, "restore", "--list") == filled[:1]


def test_purging_needs_a_yes(run: Run, filled: list[str]) -> None:
    run("delete", *filled[:2])
    code, error = run("purge").fault()
    assert code == 2
    assert "2 traces" in error
    assert len(listed(run, "restore", "--list")) == 2
    assert run("purge", "--yes", filled[0]).out.split() == filled[:1]
    assert run("purge", "--yes", "--json").json() == {"purged": filled[1:2]}
    assert run("restore", filled[0]).fault()[0] == 4
    assert listed(run, "list") == filled[2:]
    done = run("purge")
    assert (done.code, done.out) == (0, "")


def test_live_traces_cannot_be_purged(run: Run, filled: list[str]) -> None:
    assert run("purge", "--yes", filled[0]).fault()[0] == 4
    assert len(listed(run, "list")) == 3


def test_on_a_terminal_purging_asks_with_the_number(run: Run, filled: list[str]) -> None:
    run("delete", *filled[:2])
    done = run("purge", stdin=b"n\n", terminal=True)
    assert done.code == 1
    assert "Remove 2 traces for good?" in done.err
    assert "Nothing was changed" in done.err
    done = run("purge", stdin=b"y\n", terminal=True)
    assert (done.code, sorted(done.out.split())) == (0, sorted(filled[:2]))
    assert run("restore", "--list").err == "The trash is empty.\n"


def test_an_unanswered_question_is_no_yes(run: Run, filled: list[str]) -> None:
    run("delete", filled[0])
    assert run("purge", terminal=True).code == 130
    assert len(listed(run, "restore", "--list")) == 1


def test_restore_wants_ids_or_the_list(run: Run) -> None:
    assert run("restore").fault()[0] == 2
    assert run("restore", "--list", "0000").fault()[0] == 2


def test_read_only_moves_nothing(run: Run, filled: list[str]) -> None:
    assert run("--read-only", "delete", filled[0]).fault()[0] == 1
    assert len(listed(run, "list")) == 3

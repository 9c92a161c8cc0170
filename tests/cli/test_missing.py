"""A store that is not there: a name that was mistyped, or a first look at everything."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.library.inputs import write_numbered

LOOKING = [
    ["list"],
    ["show", "abcd"],
    ["export"],
    ["restore", "--list"],
    ["db", "current"],
    ["db", "check"],
    ["db", "rebuild-index"],
    ["db", "backup", "copy.db"],
    ["delete", "abcd"],
    ["restore", "abcd"],
    ["purge", "--yes"],
]


@pytest.mark.parametrize("words", LOOKING, ids=" ".join)
@pytest.mark.parametrize("left", [None, b""], ids=["nothing", "an empty file"])
def test_a_mistyped_name_is_told_and_makes_nothing(
    run: Run, home: Path, words: list[str], left: bytes | None
) -> None:
    place = home / "mistyped.db"
    if left is not None:
        place.write_bytes(left)
    done = run("--db", "mistyped.db", *words)
    code, error = done.fault()
    assert (code, error) == (1, f"error: No store there: There is no store at {place}.")
    assert "tunix-rt --db mistyped.db import FILE" in done.err
    assert {each.name: each.read_bytes() for each in home.iterdir()} == (
        {} if left is None else {"mistyped.db": left}
    )


@pytest.mark.parametrize("words", [["health"], ["doctor"]])
def test_health_tells_of_a_mistyped_name(run: Run, home: Path, words: list[str]) -> None:
    done = run("--db", "mistyped.db", *words)
    assert done.code == (1 if words == ["health"] else 0)
    assert "store   down: There is no store at" in done.out
    assert not list(home.iterdir())


@pytest.mark.parametrize("options", [[], ["--read-only"]], ids=["", "read-only"])
@pytest.mark.parametrize(
    ("words", "code", "out"),
    [
        (["list"], 0, ""),
        (["list", "--sort", "-steps"], 0, ""),
        (["export"], 0, ""),
        (["restore", "--list"], 0, ""),
        (["show", "abcd"], 4, ""),
        (["db", "current"], 0, "no database yet\n"),
        (["db", "check"], 0, "ok\n"),
        (["db", "backup", "copy.db"], 1, ""),
    ],
)
def test_the_store_of_a_first_day_is_empty_and_is_not_made_by_looking(
    run: Run, home: Path, options: list[str], words: list[str], code: int, out: str
) -> None:
    done = run(*options, *words)
    assert (done.code, done.out) == (code, out)
    assert not list(home.iterdir())


@pytest.mark.parametrize("words", [["delete", "abcd"], ["restore", "abcd"]])
def test_nothing_is_found_in_the_store_of_a_first_day(
    run: Run, home: Path, words: list[str]
) -> None:
    assert run(*words).fault()[0] == 4
    assert run("purge", "--yes").code == 0
    assert not list(home.iterdir())


def test_the_store_of_a_first_day_is_healthy(run: Run, home: Path) -> None:
    done = run("health", "--json")
    assert done.code == 0
    assert done.json()["store"]["facts"]["kind"] == "not made yet"
    assert not list(home.iterdir())


def test_what_is_imported_makes_a_store_wherever_it_is_to_be(run: Run, home: Path) -> None:
    file = write_numbered(home / "a.jsonl", [1])
    assert run("--db", "here/new.db", "import", file).code == 0
    assert run("--db", "here/new.db", "list").out.count("\n") == 1
    assert run("--read-only", "--db", "other.db", "import", file).fault()[0] == 1
    assert not (home / "other.db").exists()

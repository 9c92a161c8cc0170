"""What a person is told to do next can be done, by copying it if it is a command."""

from __future__ import annotations

import ast
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

import tunix_rt_tui
from tests.cli.conftest import Run
from tests.library.inputs import write_numbered
from tunix_rt_tui.cli.main import cli


def texts() -> Iterator[str]:
    """Every text of the package, with `x` for what is put in later."""
    for file in Path(tunix_rt_tui.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value
            elif isinstance(node, ast.JoinedStr):
                yield "".join(
                    str(part.value) if isinstance(part, ast.Constant) else "x"
                    for part in node.values
                )


def named_commands() -> list[str]:
    """What hints and examples tell to type: what follows a colon, or is one of several of them."""
    found = set()
    for text in texts():
        for after in re.findall(r"(?::|\| ?|\$\(| as |Run) ?(tunix-rt [a-z-][^;,|)\n]*)", text):
            found.add(after.rstrip(". …"))
    return sorted(found)


def test_there_are_commands_in_the_texts() -> None:
    assert {"tunix-rt list", "tunix-rt db check", "tunix-rt doctor"} <= set(named_commands())


@pytest.mark.parametrize("command", named_commands())
def test_a_command_that_a_text_names_is_one(command: str) -> None:
    words = shlex.split(command.split(" > ")[0].split(" >> ")[0])[1:]
    group: click.Command = cli
    context = click.Context(cli)
    while isinstance(group, click.Group) and words:
        word = words.pop(0)
        if word.startswith("--"):
            assert word in {name for option in cli.get_params(context) for name in option.opts}
            return
        named = group.get_command(context, word)
        assert named is not None, command
        group = named
    options = {name for option in group.get_params(context) for name in option.opts}
    assert {word for word in words if word.startswith("--")} <= options | {"--help"}


def copied(err: str) -> list[str]:
    """The words of the command that stands at the end of a hint."""
    _, _, command = err.splitlines()[-1].rpartition("with: ")
    program, *words = shlex.split(command)
    assert program == "tunix-rt"
    return words


def test_a_hint_works_on_the_store_that_was_meant(run: Run, home: Path) -> None:
    (home / "my config.toml").write_text("trace_max_bytes = 2000")
    meant = ["--db", "my store.db", "--config", "my config.toml"]
    run(*meant, "import", write_numbered(home / "a.jsonl", [1]))
    done = run(*meant, "show", "00000000")
    assert done.code == 4
    assert "tunix-rt --db 'my store.db' --config 'my config.toml' list;" in done.err
    assert run(*copied(done.err)).code == 0
    [row] = run(*meant, "list", "--json").lines()
    assert run(*copied(run(*meant, "delete", row["id"]).err)).out == row["id"] + "\n"
    run(*meant, "delete", row["id"])
    done = run(*meant, "import", home / "a.jsonl")
    assert run(*copied(done.err)).out == row["id"] + "\n"
    assert not (home / ".local").exists()


def test_a_hint_repeats_no_secret_and_nothing_that_was_not_said(run: Run) -> None:
    done = run("--db", "postgresql+asyncpg://me:hush@127.0.0.1:9/name", "list")
    assert done.code == 1
    assert "hush" not in done.err
    assert "with: tunix-rt restore --list" in run("show", "00000000").err
    assert run("--db", "x.db", "nonsense").err.endswith("hint: See: tunix-rt --help\n")


@pytest.mark.parametrize(
    ("set_by", "hint"),
    [
        ("flag", "hint: Run the same without --read-only.\n"),
        ("environment", "hint: Set it to false where it comes from: environment.\n"),
    ],
)
def test_a_hint_names_where_writing_was_forbidden(
    run: Run, monkeypatch: pytest.MonkeyPatch, set_by: str, hint: str
) -> None:
    if set_by == "environment":
        monkeypatch.setenv("TUNIX_RT_READ_ONLY", "yes")
    flags = ["--read-only"] if set_by == "flag" else []
    assert run(*flags, "purge").err.endswith(hint)

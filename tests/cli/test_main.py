"""The frame around all verbs: help, faults, exit codes."""

from __future__ import annotations

import asyncio
import errno
import json
import signal
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from tests.cli.conftest import Run
from tests.library.inputs import write_numbered
from tunix_rt_tui import __version__
from tunix_rt_tui.cli import faults
from tunix_rt_tui.cli.main import PLACES, cli
from tunix_rt_tui.cli.running import run_async
from tunix_rt_tui.errors import SettingFault
from tunix_rt_tui.library import exporting, validating
from tunix_rt_tui.settings import LoadedSettings, SqliteDatabase

LONG = "x" * 5000
"""More than a file name may have."""


def commands(group: click.Group, *path: str) -> Iterator[tuple[str, ...]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        yield (*path, name)
        if isinstance(command, click.Group):
            yield from commands(command, *path, name)


@pytest.mark.parametrize("words", list(commands(cli)), ids=" ".join)
def test_every_verb_has_help_with_a_summary_and_an_example(
    run: Run, words: tuple[str, ...], home: Path
) -> None:
    done = run(*words, "--help")
    assert (done.code, done.err) == (0, "")
    usage, _, rest = done.out.partition("\n\n")
    assert usage.startswith(f"Usage: tunix-rt {' '.join(words)}")
    assert rest.lstrip()[0].isupper()
    assert "Example: " in done.out
    assert not list(home.iterdir())


def test_help_lists_the_verbs_with_whole_summaries(run: Run) -> None:
    out = run("--help").out
    for verb in PLACES:
        assert f"\n  {verb} " in out
    for group in ([], ["db"], ["config"]):
        assert "..." not in run(*group, "--help").out.partition("Commands:")[2]


def test_the_version_is_told(run: Run) -> None:
    assert run("--version").out == f"tunix-rt {__version__}\n"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["lst"], "No such command 'lst'. Did you mean 'list'?"),
        (["xyzzy"], "No such command 'xyzzy'."),
        (["db"], "Missing command"),
        (["config", "nonsense"], "No such command"),
        (["show"], "Missing argument"),
        (["list", "--limit", "many"], "'many' is not a valid integer"),
        (["import", "--on-error", "panic", "x"], "panic"),
        (["--nonsense"], "No such option"),
    ],
)
def test_wrong_words_are_told_in_two_lines(run: Run, words: list[str], told: str) -> None:
    code, error = run(*words).fault()
    assert code == 2
    assert told in error


@pytest.mark.parametrize("words", [["list"], ["import", "-"], ["db", "check"]])
def test_a_server_is_not_taken_for_a_store_in_silence(
    run: Run, home: Path, words: list[str]
) -> None:
    code, error = run("--server", "http://localhost:9", *words).fault()
    assert code == 2
    assert f"tunix-rt {words[0]} works on a database" in error
    assert list(home.iterdir()) == []
    assert run("--server", "http://localhost:9", "config", "path").code == 0


@pytest.mark.parametrize("verb", ["import", "validate"])
def test_a_missing_file_is_told_in_two_lines(run: Run, verb: str) -> None:
    code, error = run(verb, "nowhere\n\x1b[2J.jsonl").fault()
    assert code == 4
    assert "nowhere" in error
    assert "\x1b" not in error


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["import", LONG], 1),
        (["validate", LONG], 1),
        (["import", "loop"], 1),
        (["import", ""], 4),
        (["export", "-o", LONG], 1),
        (["export", "-o", "loop"], 1),
        (["export", "-o", "loop/x"], 1),
        (["--db", LONG, "list"], 1),
        (["--db", LONG, "db", "current"], 1),
        (["--db", "loop", "list"], 1),
        (["--config", LONG, "list"], 2),
        (["--config", "loop", "list"], 2),
        (["--db", "~nosuchuser/x", "list"], 2),
        (["--config", "~nosuchuser/x", "list"], 2),
        (["import", "~nosuchuser/x"], 4),
    ],
    ids=lambda words: " ".join(words)[:30] if isinstance(words, list) else None,
)
def test_a_path_that_leads_nowhere_is_told_in_two_lines(
    run: Run, home: Path, words: list[str], code: int
) -> None:
    (home / "loop").symlink_to("loop")
    done = run(*words)
    assert done.fault()[0] == code
    assert "Unforeseen" not in done.err
    assert (home / "loop").is_symlink()


def test_what_no_verb_has_words_for_is_still_no_defect(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stale = OSError(errno.ESTALE, "Stale file handle", "far/away")
    monkeypatch.setattr(validating, "validate_records", fail(stale))
    code, error = run("validate", "-").fault()
    assert (code, error) == (1, "error: Refused by the system: far/away: Stale file handle.")


def test_the_app_needs_a_terminal_and_names_what_does_not(run: Run, home: Path) -> None:
    done = run()
    code, _ = done.fault()
    assert code == 2
    for verb in ("list", "show", "import"):
        assert f"tunix-rt {verb}" in done.err
    assert not list(home.iterdir())


def test_on_a_terminal_the_app_is_opened_with_the_settings(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[tuple[Path, bool]] = []
    commands: list[str] = []

    def run_app(loaded: LoadedSettings, _environ: object, import_command: str) -> int:
        assert isinstance(loaded.settings.database, SqliteDatabase)
        opened.append((loaded.settings.database.path, loaded.settings.tunix_rt_mouse))
        commands.append(import_command)
        return 143

    monkeypatch.setattr("tunix_rt_tui.bootstrap.run_app", run_app)
    assert run("--db", "x.db", "--no-mouse", terminal=True).code == 143
    assert run(terminal=True).code == 143
    assert [mouse for _, mouse in opened] == [False, True]
    assert opened[0][0] == home / "x.db"
    assert commands == ["tunix-rt --db x.db import FILE", "tunix-rt import FILE"]


def fail(error: BaseException) -> object:
    def failing(*_: object, **__: object) -> object:
        raise error

    return failing


def test_a_defect_is_two_lines_and_an_entry_in_the_log(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(validating, "validate_records", fail(ZeroDivisionError("by\nzero")))
    done = run("validate", "-")
    code, error = done.fault()
    assert code == 1
    assert error == "error: Unforeseen fault: ZeroDivisionError: by zero"
    log = home / ".local/state/tunix-rt/tunix-rt.log"
    assert str(log) in done.err
    [entry] = log.read_text().splitlines()
    assert json.loads(entry)["error"] == "ZeroDivisionError"


def test_a_defect_is_told_where_there_is_no_place_for_a_log(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    no_home = SettingFault("No home folder", "There is none.", "Make one.")
    monkeypatch.setattr(validating, "validate_records", fail(ZeroDivisionError()))
    monkeypatch.setattr("tunix_rt_tui.settings.find_folders", fail(no_home))
    done = run("validate", "-")
    assert done.fault()[0] == 1
    assert "no log: There is none." in done.err


def test_a_defect_is_told_where_no_log_can_be_written(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(validating, "validate_records", fail(ZeroDivisionError()))
    (home / ".local").touch()
    done = run("validate", "-")
    assert done.fault()[0] == 1
    assert "no log: " in done.err


def test_an_interruption_says_how_to_go_on(
    run: Run, monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    monkeypatch.setattr(validating, "validate_records", fail(KeyboardInterrupt()))
    code, error = run("validate", "-").fault()
    assert (code, error) == (130, "error: Interrupted: Ended before it was done.")
    monkeypatch.setattr("tunix_rt_tui.library.importing.find_sources", fail(KeyboardInterrupt()))
    done = run("import", write_numbered(home / "a.jsonl", [1]))
    assert done.fault() == (
        130,
        "error: Interrupted: Ended before it was done; 0 traces had been added.",
    )
    assert "same command again" in done.err


def test_an_interruption_while_waiting_lets_what_runs_clean_up() -> None:
    cleaned = []

    async def body() -> None:
        asyncio.get_running_loop().call_soon(signal.raise_signal, signal.SIGINT)
        try:
            await asyncio.Event().wait()
        finally:
            cleaned.append(True)

    before = signal.getsignal(signal.SIGINT)
    with pytest.raises(faults.InterruptedFault):
        run_async(body)
    assert cleaned == [True]
    assert signal.getsignal(signal.SIGINT) is before


async def test_what_is_run_from_a_thread_leaves_signals_alone() -> None:
    async def body() -> int:
        return 7

    assert await asyncio.to_thread(run_async, body) == 7


def test_an_interruption_lets_what_runs_clean_up() -> None:
    cleaned = []

    async def body() -> None:
        try:
            raise KeyboardInterrupt
        finally:
            await asyncio.sleep(0)
            cleaned.append(True)

    with pytest.raises(faults.InterruptedFault):
        run_async(body)
    assert cleaned == [True]


def test_a_reader_that_has_seen_enough_is_no_fault(
    run: Run, filled: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting.Export, "run", fail(BrokenPipeError(32, "Broken pipe")))
    done = run("export")
    assert (done.code, done.err) == (0, "")

"""What only a real process can show: signals, pipes that break, streams that are full or closed."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO

import pytest

from tests.library.inputs import jsonl, write_numbered
from tests.support.stores import all_keys
from tests.support.traces import make_document
from tunix_rt_tui.bootstrap import open_store
from tunix_rt_tui.settings import load_settings
from tunix_rt_tui.trace.words import number

PROGRAM = [sys.executable, "-m", "tunix_rt_tui"]
LIMIT = 30
"""Seconds after which a process is taken to hang."""


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    """An environment in which nothing is set and no folder is shared."""
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
    root = str(Path(__file__).parents[2])
    return {**kept, "PYTHONPATH": root, "HOME": str(tmp_path), "LANG": "C.UTF-8"}


Start = Callable[..., "subprocess.Popen[bytes]"]


@pytest.fixture
def start(environ: dict[str, str], tmp_path: Path) -> Iterator[Start]:
    """Start the program with pipes at its streams; stdout and stderr may be something else."""
    started: list[subprocess.Popen[bytes]] = []

    def start(
        *words: str | Path,
        stdout: int | IO[bytes] = subprocess.PIPE,
        stderr: int | IO[bytes] = subprocess.PIPE,
    ) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [*PROGRAM, *map(str, words)],
            env=environ,
            cwd=tmp_path,
            stdin=subprocess.PIPE,
            stdout=stdout,
            stderr=stderr,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        for stream in (process.stdin, process.stdout, process.stderr):
            with suppress(BrokenPipeError):
                if stream:
                    stream.close()
        process.wait(LIMIT)


def two_lines(err: bytes) -> str:
    error, hint = err.decode().splitlines()
    assert error.startswith("error: ")
    assert hint.startswith("hint: ")
    return error


def test_ctrl_c_ends_an_import_that_waits_for_a_pipe(start: Start) -> None:
    process = start("import", "-")
    assert process.stdin
    assert process.stderr
    process.stdin.write(b'{"no json\n{"no json\n')
    process.stdin.flush()
    assert process.stderr.readline().startswith(b"stdin:1:")
    process.send_signal(signal.SIGINT)
    assert process.wait(LIMIT) == 130
    last_two = process.stderr.read().splitlines(keepends=True)[-2:]
    assert "Interrupted" in two_lines(b"".join(last_two))


def test_ctrl_c_counts_what_was_committed_and_says_how_to_go_on(
    start: Start, tmp_path: Path
) -> None:
    file = write_numbered(tmp_path / "a.jsonl", range(8_000))
    process = start("import", "--json", file)
    store = tmp_path / ".local/share/tunix-rt/traces.db"
    end = time.monotonic() + LIMIT
    while not store.is_file() or store.stat().st_size < 200_000:
        assert time.monotonic() < end
        assert process.poll() is None
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=LIMIT)
    assert process.returncode == 130
    added = json.loads(out)["added"]
    assert len(json.loads(out)["ids"]) == added
    *_, counts, error, hint = err.decode().splitlines()
    assert f"{number(added)} traces had been added" in error
    assert f"{number(added)} traces added" in counts
    assert "the same command again does the rest" in hint
    out, _ = start("list", "--limit", "8000").communicate(timeout=LIMIT)
    assert 0 < added == out.count(b"\n") < 8_000
    out, _ = start("import", "--json", file).communicate(timeout=LIMIT)
    assert (json.loads(out)["added"], json.loads(out)["duplicate"]) == (8_000 - added, added)


@pytest.mark.parametrize(
    "number",
    [
        signal.SIGTERM,
        pytest.param(signal.SIGINT, marks=pytest.mark.long),
        pytest.param(signal.SIGHUP, marks=pytest.mark.long),
    ],
)
def test_an_export_that_is_ended_leaves_no_half_file(
    start: Start, tmp_path: Path, number: signal.Signals
) -> None:
    file = write_numbered(tmp_path / "a.jsonl", range(8_000))
    start("import", file).communicate(timeout=LIMIT)
    folder = tmp_path / "out"
    folder.mkdir()
    process = start("export", "--format", "md", "-o", folder / "all.md")
    end = time.monotonic() + LIMIT
    while not list(folder.iterdir()):
        assert time.monotonic() < end
    process.send_signal(number)
    _, err = process.communicate(timeout=LIMIT)
    assert process.returncode == 130
    assert "Interrupted" in two_lines(err)
    assert not list(folder.iterdir())


def test_an_interrupt_in_what_exec_runs_ends_with_the_exit_code(
    environ: dict[str, str], tmp_path: Path
) -> None:
    program = (
        "from tunix_rt_tui.cli import main\n"
        "from tunix_rt_tui.cli.verbs import reading\n"
        "reading.run_with_store = lambda *_: exec('raise KeyboardInterrupt')\n"
        "main.cli.main(['list'])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=environ,
        cwd=tmp_path,
        capture_output=True,
        timeout=LIMIT,
        check=False,
    )
    assert done.returncode == 130
    assert "Interrupted" in two_lines(done.stderr)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_verb_that_waits_for_its_input_is_ended_in_order(
    start: Start, number: signal.Signals
) -> None:
    process = start("validate", "-")
    assert process.stdin
    assert process.stdout
    process.stdin.write(b'{"no json\n' * 1000)  # more than what is kept back
    process.stdin.flush()
    process.stdout.readline()
    process.send_signal(number)
    assert process.wait(LIMIT) == 130


def test_a_signal_that_is_to_be_ignored_is(environ: dict[str, str], tmp_path: Path) -> None:
    command = ["sh", "-c", 'trap "" HUP; exec "$0" "$@"', *PROGRAM, "import", "-"]
    process = subprocess.Popen(
        command, env=environ, cwd=tmp_path, stdin=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdin
    assert process.stderr
    process.stdin.write(b'{"no json\n' * 2)
    process.stdin.flush()
    process.stderr.readline()
    process.send_signal(signal.SIGHUP)
    process.communicate(timeout=LIMIT)
    assert process.returncode == 3


def test_an_import_that_was_killed_is_completed_by_the_same_command(
    start: Start, environ: dict[str, str], tmp_path: Path
) -> None:
    settings = load_settings(flags={}, environ=environ, cwd=tmp_path).settings

    async def count() -> int:
        async with open_store(settings) as store:
            return await store.count()

    documents = [make_document(n, steps=1) for n in range(2500)]
    process = start("import", "-")
    assert process.stdin
    process.stdin.write(jsonl(documents))
    process.stdin.flush()
    end = time.monotonic() + LIMIT
    while (committed := asyncio.run(count())) < 1000:
        assert time.monotonic() < end
    process.kill()
    assert committed % 1000 == 0
    (tmp_path / "all.jsonl").write_bytes(jsonl(documents))
    process = start("import", tmp_path / "all.jsonl")
    out, err = process.communicate(timeout=LIMIT)
    assert (process.returncode, out) == (0, b"")
    assert b"duplicates, 0 refused" in err
    assert asyncio.run(count()) == 2500


KILLED = """
import os, signal, sys
from tunix_rt_tui.cli.main import cli
from tunix_rt_tui.library import importing
from tunix_rt_tui.library.intake.portions import BatchLimits
from tunix_rt_tui.store.sqlite import writer

at, committed = int(sys.argv.pop(1)), sys.argv.pop(1) == "committed"
ahead = sys.argv.pop(1) == "ahead"
importing.AHEAD_BYTES = 0 if ahead else 1 << 62
BatchLimits.__init__.__defaults__ = (10, 1 << 22)
add, insert = writer.SqliteWriter._add, writer._insert
batches = 0

def die(now):
    if now and batches == at:
        os.kill(os.getpid(), signal.SIGKILL)

def adding(*arguments):
    global batches
    batches += 1
    done = add(*arguments)
    die(committed)
    return done

def inserting(*arguments):
    insert(*arguments)
    die(not committed)

writer.SqliteWriter._add, writer._insert = adding, inserting
cli.main()
"""
"""The program, which is killed at a batch: before it is committed, or after, and never at 0."""


@pytest.mark.parametrize("read", ["here", "ahead"])
@pytest.mark.parametrize("kills", [2, pytest.param(20, marks=pytest.mark.long)])
def test_an_import_that_is_killed_again_and_again_ends_as_one_that_was_not(
    environ: dict[str, str], tmp_path: Path, kills: int, read: str
) -> None:
    rows = [{"q": f"Q{n}", "a": f"A{n}"} for n in range(10 * (kills // 2 + 2))]
    file = tmp_path / "all.jsonl"
    file.write_bytes(jsonl([make_document(0), "no json", *rows, rows[0]]))

    def run(store: Path, at: int, when: str = "committed") -> subprocess.CompletedProcess[bytes]:
        words = ["--db", str(store), "import", "--json", "--map", "prompt=q,answer=a", str(file)]
        return subprocess.run(
            [sys.executable, "-c", KILLED, str(at), when, read, *words],
            env=environ,
            cwd=tmp_path,
            capture_output=True,
            timeout=LIMIT,
            check=False,
        )

    async def kept(path: Path) -> list[tuple[str, object]]:
        flags = {"db": str(path)}
        settings = load_settings(flags=flags, environ=environ, cwd=tmp_path).settings
        async with open_store(settings) as store:
            assert await store.check() == []
            traces = await store.traces(sorted(await all_keys(store)))
            return [(trace.text, trace.origin) for trace in traces]

    killed, other = tmp_path / "killed.db", tmp_path / "other.db"
    for kill in range(kills):
        done = run(killed, kill // 2 + 1, "committed" if kill % 2 else "open")
        assert done.returncode == -signal.SIGKILL
    last, whole = run(killed, 0), run(other, 0)
    assert last.returncode == whole.returncode == 3
    counts, undisturbed = json.loads(last.stdout), json.loads(whole.stdout)
    assert (undisturbed["added"], undisturbed["duplicate"]) == (len(rows) + 1, 1)
    assert counts["added"] == len(rows) + 1 - 10 * (kills // 2)
    assert counts["added"] + counts["duplicate"] == len(rows) + 2
    assert counts["refused"] == undisturbed["refused"] == 1
    assert asyncio.run(kept(killed)) == asyncio.run(kept(other))
    again = json.loads(run(killed, 0).stdout)
    assert (again["added"], again["duplicate"]) == (0, len(rows) + 2)


def test_watching_ends_with_ctrl_c_and_the_counts(start: Start, tmp_path: Path) -> None:
    file = write_numbered(tmp_path / "a.jsonl", [1, 2])
    process = start("import", "--watch", "--json", tmp_path)
    assert process.stderr
    assert process.stderr.readline().decode() == f"following {file}\n"
    assert process.stderr.readline().decode() == f"{file}: 2 traces added (canonical)\n"
    with file.open("ab") as growing:
        growing.write(jsonl([make_document(3)]))
    assert process.stderr.readline().decode() == f"{file}: 1 trace added (canonical)\n"
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=LIMIT)
    assert process.returncode == 130
    assert json.loads(out)["added"] == 3
    counts, *fault = err.decode().splitlines()
    assert counts == "3 traces added, 0 duplicates, 0 refused"
    assert "3 traces had been added" in two_lines("\n".join(fault).encode())


def test_a_reader_that_leaves_early_is_no_fault(start: Start, tmp_path: Path) -> None:
    file = write_numbered(tmp_path / "a.jsonl", range(2000))
    start("import", file).communicate(timeout=LIMIT)
    process = start("export")
    assert process.stdout
    assert process.stderr
    process.stdout.readline()
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait(LIMIT) == 0


@pytest.mark.parametrize(
    "words", [["doctor"], ["--help"], ["--version"], ["import", "--help"], ["completion", "bash"]]
)
def test_a_full_disk_behind_stdout_is_told_in_two_lines(start: Start, words: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        process = start(*words, stdout=full)
        _, err = process.communicate(timeout=LIMIT)
    assert process.returncode == 1
    assert two_lines(err).startswith("error: Cannot write the output: Standard output: No space")


def test_a_full_disk_behind_stderr_costs_no_data(start: Start, tmp_path: Path) -> None:
    start("import", write_numbered(tmp_path / "a.jsonl", [1])).communicate(timeout=LIMIT)
    with Path("/dev/full").open("wb") as full:
        process = start("export", stderr=full)
        out, _ = process.communicate(timeout=LIMIT)
    assert (process.returncode, out.count(b"\n")) == (0, 1)


def test_a_folder_that_was_deleted_is_told_in_two_lines(
    environ: dict[str, str], tmp_path: Path
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    command = ["sh", "-c", 'rmdir ../gone && exec "$0" "$@"', *PROGRAM, "list"]
    done = subprocess.run(
        command, env=environ, cwd=gone, capture_output=True, timeout=LIMIT, check=False
    )
    assert done.returncode == 1
    assert "No working folder" in two_lines(done.stderr)


def run_unprivileged(
    words: list[str], environ: dict[str, str], cwd: Path
) -> subprocess.CompletedProcess[bytes]:
    """Run the program as a user whom the permissions of files hold back."""
    code = (
        "from tests.support.unprivileged import drop_capabilities\n"
        "from tunix_rt_tui.cli.main import cli\n"
        "drop_capabilities()\n"
        f"cli.main({words!r})\n"
    )
    command = [sys.executable, "-c", code]
    return subprocess.run(
        command, env=environ, cwd=cwd, capture_output=True, timeout=LIMIT, check=False
    )


@pytest.mark.parametrize(
    "words",
    [
        ["import", "closed"],
        ["import", "closed/a.jsonl"],
        ["validate", "closed/a.jsonl"],
        ["export", "-o", "closed/out.jsonl"],
        ["--config", "closed/config.toml", "list"],
        ["--db", "closed/traces.db", "list"],
        ["--db", "closed/traces.db", "import", "--dry-run", "a.jsonl"],
        ["--db", "closed/traces.db", "db", "current"],
    ],
    ids=" ".join,
)
def test_what_may_not_be_read_or_written_is_told_in_two_lines(
    environ: dict[str, str], tmp_path: Path, words: list[str]
) -> None:
    write_numbered(tmp_path / "a.jsonl", [1])
    closed = tmp_path / "closed"
    closed.mkdir()
    write_numbered(closed / "a.jsonl", [1])
    closed.chmod(0)
    done = run_unprivileged(words, environ, tmp_path)
    closed.chmod(0o700)
    error = two_lines(done.stderr)
    assert done.returncode in (1, 2)
    assert "Permission denied" in error
    assert "Unforeseen" not in error


def test_a_file_that_a_walk_may_not_look_at_is_named_and_the_rest_goes_on(
    environ: dict[str, str], tmp_path: Path
) -> None:
    hidden = tmp_path / "in/sub"
    hidden.mkdir(parents=True)
    write_numbered(tmp_path / "in/a.jsonl", [1])
    write_numbered(hidden / "b.jsonl", [2])
    hidden.chmod(0o400)
    done = run_unprivileged(["validate", "in"], environ, tmp_path)
    hidden.chmod(0o700)
    assert done.returncode == 3
    assert done.stdout == b"in/sub/b.jsonl: E_SOURCE Cannot be read: Permission denied.\n"
    assert b"2 records: 1 good, 1 refused" in done.stderr


def test_a_closed_stdout_is_told_in_two_lines(environ: dict[str, str], tmp_path: Path) -> None:
    command = ["sh", "-c", '"$0" "$@" >&-', *PROGRAM, "list"]
    done = subprocess.run(
        command, env=environ, cwd=tmp_path, capture_output=True, timeout=LIMIT, check=False
    )
    assert done.returncode == 1
    assert "Standard output is closed" in two_lines(done.stderr)


def test_a_closed_stdin_is_nothing_to_read(environ: dict[str, str], tmp_path: Path) -> None:
    command = ["sh", "-c", '"$0" "$@" <&-', *PROGRAM, "validate", "-"]
    done = subprocess.run(
        command, env=environ, cwd=tmp_path, capture_output=True, timeout=LIMIT, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"no records\n")


@pytest.mark.parametrize("words", [["--version"], ["--help"]])
def test_what_is_quick_loads_little(environ: dict[str, str], words: list[str]) -> None:
    script = (
        "import sys\n"
        "from tunix_rt_tui.cli.main import cli\n"
        "try:\n"
        f"    cli.main({words!r})\n"
        "except SystemExit:\n"
        "    print(*{name.partition('.')[0] for name in sys.modules}, file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], env=environ, capture_output=True, timeout=LIMIT, check=True
    )
    loaded = set(done.stderr.decode().split())
    assert "click" in loaded
    assert not loaded & {"pydantic", "textual", "rich", "aiosqlite", "sqlite3", "httpx", "asyncio"}


@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        ("imp", "plain,import"),
        ("import ru", "file,ru"),
        ("import a.jsonl ru", "file,ru"),
        ("validate ru", "file,ru"),
        ("export -o ru", "file,ru"),
        ("--db ru", "file,ru"),
        ("--config ru", "file,ru"),
        ("db restore ru", "file,ru"),
        ("import --on-error q", "plain,quarantine"),
    ],
)
def test_the_shell_completes_verbs_options_and_files(
    environ: dict[str, str], typed: str, completed: str
) -> None:
    asked = {
        "_TUNIX_RT_COMPLETE": "bash_complete",
        "COMP_WORDS": f"tunix-rt {typed}",
        "COMP_CWORD": str(len(typed.split())),
    }
    done = subprocess.run(
        PROGRAM, env=environ | asked, capture_output=True, timeout=LIMIT, check=True
    )
    assert done.stdout.decode().split() == [completed]

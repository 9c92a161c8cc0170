"""`validate` and `import`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.library.inputs import jsonl, write_numbered
from tests.support.traces import make_document

BAD = '{"trace_version": "1.0", "prompt": 3}'


@pytest.fixture
def mixed(home: Path) -> Path:
    """A good document, a bad one and one with an unknown field."""
    file = home / "mixed.jsonl"
    file.write_bytes(jsonl([make_document(1), BAD, make_document(2, extra=0)]))
    return file


def test_validate_names_every_problem_with_its_place(run: Run, mixed: Path) -> None:
    done = run("validate", mixed)
    assert done.code == 3
    lines = done.out.splitlines()
    assert f"{mixed}:2:36: E_TYPE `prompt` must be a string; this is an integer. (/prompt)" in lines
    assert any(line.startswith(f"{mixed}:3:") and "warning: W_" in line for line in lines)
    assert "3 records: 2 good, 1 refused" in done.err


def test_validate_as_json_gives_a_verdict_a_record(run: Run, mixed: Path) -> None:
    done = run("validate", "--json", mixed)
    assert done.code == 3
    good, bad, warned = done.lines()
    assert good == {
        "source": str(mixed),
        "record": 1,
        "ok": True,
        "problems": [],
        "warnings": [],
    }
    assert (bad["record"], bad["ok"]) == (2, False)
    assert {problem["code"] for problem in bad["problems"]} == {"E_MISSING", "E_TYPE"}
    assert set(bad["problems"][0]) == {"code", "path", "line", "column", "message"}
    assert [warning["path"] for warning in warned["warnings"]] == ["/extra"]


def test_validate_writes_nothing_anywhere(run: Run, home: Path) -> None:
    done = run("validate", "-", stdin=json.dumps(make_document(1), indent=1).encode())
    assert (done.code, done.out) == (0, "")
    assert list(home.iterdir()) == []


def test_validate_of_nothing_says_so(run: Run) -> None:
    done = run("validate", "-")
    assert (done.code, done.err) == (0, "no records\n")


def test_import_counts_as_json(run: Run, mixed: Path) -> None:
    dry = run("import", "--dry-run", "--json", mixed)
    assert dry.code == 3
    assert dry.json() == {
        "format": "canonical",
        "added": 2,
        "duplicate": 0,
        "refused": 1,
        "ids": [],
        "rejects": None,
    }
    wet = run("import", "--json", mixed)
    assert wet.code == 3
    counts = wet.json()
    assert (counts["added"], counts["duplicate"], counts["refused"]) == (2, 0, 1)
    assert len(set(counts["ids"])) == 2
    [rejected] = Path(counts["rejects"]).read_text().splitlines()
    assert json.loads(rejected)["raw"] == BAD
    again = run("import", "--json", mixed).json()
    assert (again["added"], again["duplicate"]) == (0, 2)


def test_a_dry_run_makes_nothing_where_there_is_no_store(run: Run, home: Path, mixed: Path) -> None:
    done = run("import", "--dry-run", mixed)
    assert done.code == 3
    assert "2 traces would be added, 0 duplicates, 1 refused" in done.err
    assert list(home.iterdir()) == [mixed]
    assert run("--read-only", "import", "--dry-run", mixed).err == done.err


def test_a_dry_run_compares_with_the_store_and_leaves_it_as_it_is(
    run: Run, home: Path, filled: list[str]
) -> None:
    store = home / ".local/share/tunix-rt"
    before = {file: (file.read_bytes(), file.stat().st_mtime_ns) for file in store.iterdir()}
    run("import", "--dry-run", write_numbered(home / "more.jsonl", [3, 4]))
    done = run("import", "--dry-run", home / "more.jsonl")
    assert done.err == (
        f"{home / 'more.jsonl'}: canonical\n1 trace would be added, 1 duplicate, 0 refused\n"
    )
    after = {file: (file.read_bytes(), file.stat().st_mtime_ns) for file in store.iterdir()}
    assert after == before


@pytest.mark.parametrize("words", [["import", "nowhere.jsonl"], ["import", "-"], ["delete", "zzz"]])
def test_where_nothing_may_be_written_no_work_is_begun(
    run: Run, home: Path, words: list[str]
) -> None:
    done = run("--read-only", *words, stdin=BAD.encode())
    code, error = done.fault()
    assert code == 1
    assert "Read-only store" in error
    assert list(home.iterdir()) == []


def test_import_tells_what_happened(run: Run, mixed: Path) -> None:
    done = run("import", mixed)
    assert (done.code, done.out) == (3, "")
    assert f"{mixed}:2:36: E_TYPE" in done.err
    assert "2 traces added, 0 duplicates, 1 refused" in done.err
    assert f"kept in {mixed}.rejects.jsonl" in done.err
    assert "warning: W_UNKNOWN_FIELD /extra, 1 time" in done.err


def test_import_without_refusals_is_done(run: Run, home: Path) -> None:
    write_numbered(home / "runs.jsonl", [1, 2])
    done = run("import", "--source", "nightly", home)
    counts = "2 traces added, 0 duplicates, 0 refused\n"
    assert (done.code, done.err) == (0, f"{home / 'runs.jsonl'}: canonical\n{counts}")
    assert {row["source"] for row in run("list", "--json").lines()} == {"nightly"}


def test_files_that_are_passed_over_are_counted_by_their_endings(run: Run, home: Path) -> None:
    folder = home / "runs"
    folder.mkdir()
    write_numbered(folder / "a.jsonl", [1])
    for name in ("b.db", "c.db", "d.\x1b[31mred", "e", "f.py", "g.md", "h.bin", ".hidden"):
        (folder / name).write_text("")
    done = run("import", folder)
    [line] = [line for line in done.err.splitlines() if "passed over" in line]
    assert line.startswith("7 files passed over, by their endings (.db 2, ")
    assert line.endswith(", …): one that is named itself is read")
    assert "\x1b" not in done.err
    assert "passed over" not in run("import", folder / "a.jsonl").err


def test_import_from_standard_input_names_itself(run: Run) -> None:
    done = run("import", "-", stdin=jsonl([make_document(1), BAD]))
    assert done.code == 3
    assert "stdin:2:" in done.err
    assert Path("stdin.rejects.jsonl").is_file()
    assert [row["source"] for row in run("list", "--json").lines()] == ["stdin"]


def test_import_that_stops_has_failed_but_keeps_what_came_before(run: Run, mixed: Path) -> None:
    done = run("import", "--on-error", "stop", "--json", mixed)
    assert done.code == 1
    assert done.json()["added"] == 1
    assert done.err.splitlines()[-2].startswith("error: Stopped at a refused record: ")
    assert len(run("list", "--json").lines()) == 1


def test_a_trashed_twin_is_named_with_the_way_back(run: Run, home: Path, filled: list[str]) -> None:
    run("delete", filled[1])
    done = run("import", home / "three.jsonl")
    assert done.code == 0
    assert f"tunix-rt restore {filled[1]}" in done.err


def test_many_trashed_twins_are_not_all_named(run: Run, home: Path) -> None:
    ids = run("import", "--json", write_numbered(home / "a.jsonl", range(8))).json()["ids"]
    run("delete", *ids)
    assert "restore --list names all" in run("import", home / "a.jsonl").err


def test_on_a_terminal_a_bar_is_drawn_and_hostile_text_is_made_safe(run: Run, home: Path) -> None:
    file = home / "evil\x1b]0;x\x07.jsonl"
    file.write_bytes(jsonl([make_document(1), '{"\x9b31m": 1}']))
    done = run("import", file, terminal=True)
    assert done.code == 3
    assert "␛]0;x␇.jsonl:2:" in done.err
    assert "\x1b]0;" not in done.err
    assert "\x07" not in done.err
    shown = run("validate", file, terminal=True)
    assert "\x1b" not in shown.out
    assert "\x9b" not in shown.out


def test_the_limit_is_the_one_that_is_set(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRACE_MAX_BYTES", "1024")
    file = home / "a.json"
    file.write_text(json.dumps(make_document(1, final_answer="x" * 1000)))
    done = run("validate", file)
    assert done.code == 3
    assert done.out == f"{file}:1:1: E_SIZE Payload size exceeds maximum of 1024 bytes\n"

"""`import` and `validate` of other tools' files: what is told, what is taken, what is refused."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.library.inputs import jsonl, write_numbered
from tests.support.traces import make_document
from tunix_rt_tui.formats.contract import Format, Found, Item, ReadingOptions, each
from tunix_rt_tui.formats.pointed import read_pointed

MAP = ["--map", "prompt=q,answer=a,reasoning=r"]


@pytest.fixture
def rows(home: Path) -> Path:
    """Three records of a format of somebody's own, one without reasoning, one without anything."""
    file = home / "rows.jsonl"
    file.write_bytes(
        jsonl([{"q": "Why?", "a": "So.", "r": "Because."}, {"q": "How?", "a": "Thus."}, {"z": 1}])
    )
    return file


def test_a_file_is_named_with_its_format_and_refusals_with_their_place(
    run: Run, rows: Path
) -> None:
    done = run("import", *MAP, rows)
    assert done.code == 3
    lines = done.err.splitlines()
    assert any(line.startswith(f"{rows}:3:1: E_FORMAT ") for line in lines)
    assert sum(line.startswith(f"{rows}: ") for line in lines) == 1
    assert "2 traces added, 0 duplicates, 1 refused" in done.err
    shown = run("show", run("list", "--json").lines()[0]["id"])
    assert "origin   " in shown.out
    assert "format   " in shown.out
    assert "format   canonical" not in shown.out


def test_json_names_the_one_format_or_mixed(run: Run, home: Path, rows: Path) -> None:
    one = run("import", "--json", *MAP, rows).json()
    assert one["format"] not in ("canonical", "mixed")
    assert "skipped" not in one
    write_numbered(home / "canonical.jsonl", [1])
    assert run("import", "--json", *MAP, home).json()["format"] == "mixed"
    assert run("import", "--json", home / "canonical.jsonl").json()["format"] == "canonical"


def test_what_is_not_wanted_is_counted(run: Run, rows: Path) -> None:
    done = run("import", *MAP, "--require-reasoning", rows)
    assert "1 trace added, 0 duplicates, 1 refused, 1 skipped" in done.err
    counts = run("import", *MAP, "--sample", 2, "--seed", 3, "--json", "--dry-run", rows).json()
    assert (counts["added"], counts["duplicate"], counts["skipped"]) == (1, 1, 0)


def test_tags_duplicates_and_limits(run: Run, home: Path) -> None:
    file = write_numbered(home / "a.jsonl", range(5))
    assert run("import", "--tag", "first", "--tag", "new", "--limit", "2", file).code == 0
    assert [row["tags"] for row in run("list", "--json").lines()] == [["first", "new"]] * 2
    assert run("import", "--on-dup", "keep", "--limit", "1", "--json", file).json()["added"] == 1
    assert run("import", "--on-dup", "keep", "--dry-run", "--json", file).json()["added"] == 5


def test_validate_reads_the_same_formats(run: Run, rows: Path) -> None:
    done = run("validate", *MAP, "--json", rows)
    assert [verdict["ok"] for verdict in done.lines()] == [True, True, False]
    [problem] = done.lines()[2]["problems"]
    assert (problem["code"], problem["line"]) == ("E_FORMAT", 3)
    assert run("validate", rows).out.count("E_FORMAT") == 3
    assert "E_MISSING" in run("validate", "--format", "canonical", rows).out


def test_validate_tells_the_formats_of_each_file(run: Run, home: Path, rows: Path) -> None:
    write_numbered(home / "traces.jsonl", range(2))
    (home / "wrong.jsonl").write_bytes(jsonl([{"z": 1}]))
    mixed = home / "mixed.jsonl"
    mixed.write_bytes(jsonl([make_document(1), *[{"prompt": "?", "completion": "A"}] * 2]))
    for more in ([], ["--json"]):
        done = run("validate", *more, *MAP, home)
        assert done.err.splitlines() == [
            f"{mixed}: canonical 1, prompt_completion 2",
            f"{rows}: mapped",
            f"{home}/traces.jsonl: canonical",
            "9 records: 7 good, 2 refused",
        ]


def test_validate_names_a_format_that_is_not_read_once_a_file(run: Run, home: Path) -> None:
    file = home / "spans.jsonl"
    file.write_bytes(jsonl([{"resourceSpans": []}] * 9))
    named, counted = run("validate", file).out.splitlines()
    assert named.startswith(f"{file}:1:1: E_FORMAT ")
    assert counted == f"{file}: … and 8 more like this: OTLP, not read yet"
    assert len(run("validate", "--json", file).lines()) == 9


def test_many_refusals_for_one_reason_are_counted_since_a_file_keeps_each(
    run: Run, home: Path
) -> None:
    file = home / "metrics.jsonl"
    file.write_bytes(jsonl([*[{"loss": n} for n in range(30)], "no json", make_document(1)]))
    done = run("import", file)
    assert done.err.count(": E_FORMAT ") == 20
    counted = f"{file}: … and 10 more like this: unknown object keys: loss"
    assert f"{counted} (in the file of refused records that is named at the end)" in done.err
    assert done.err.splitlines()[-1] == f"Refused records are kept in {file}.rejects.jsonl"
    assert f"{file}:31:1: E_JSON" in done.err
    assert len(Path(f"{file}.rejects.jsonl").read_bytes().splitlines()) == 31
    rehearsed = run("import", "--dry-run", file).err
    assert f"{counted} (an import would keep them in a file)" in rehearsed
    assert run("import", "--on-error", "skip", file).err.count(": E_FORMAT ") == 30
    assert run("validate", file).out.count(": E_FORMAT ") == 30


def test_a_format_that_is_not_read_is_named_once_a_file_and_every_record_is_kept(
    run: Run, home: Path
) -> None:
    file = home / "spans.jsonl"
    spans = [{"resourceSpans": [{"n": n}]} for n in range(9)]
    file.write_bytes(jsonl([*spans, {"loss": 1}, make_document(1)]))
    done = run("import", file)
    assert done.err.count("OpenTelemetry spans") == 1
    assert f"{file}: … and 8 more like this: OTLP, not read yet" in done.err
    assert f"{file}:10:1: E_FORMAT" in done.err
    assert "10 refused" in done.err
    kept = [
        json.loads(line)["raw"]
        for line in (home / f"{file.name}.rejects.jsonl").read_text().splitlines()
    ]
    assert [json.loads(raw) for raw in kept[:9]] == spans
    assert run("import", "--on-error", "skip", file).err.count("OpenTelemetry spans") == 1


def test_very_many_files_are_not_all_named(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tunix_rt_tui.library.telling.FILES_NAMED", 20)
    for n in range(25):
        write_numbered(home / f"{n:02}.jsonl", [n])
    done = run("import", home)
    assert done.err.count(".jsonl: canonical") == 20
    assert "… and 5 more files: canonical" in done.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--format", "canonica"], "Did you mean 'canonical'?"),
        (["--format", "x"], "There are: auto, canonical"),
        (["--map", "prompt"], "'prompt' is not one of"),
        (["--map", "question=q"], "'question=q' is not one of"),
        (["--map", "prompt=a,prompt=b"], "named twice"),
        (["--map", "prompt=a"], "needs a prompt, and"),
        (["--map", "answer=a,reasoning=b"], "needs a prompt, and"),
        (["--limit", "0"], "0 is not in the range"),
        (["--tag", "two words"], "has a space"),
        (["--watch", "--dry-run"], "--dry-run would add nothing"),
        (["--watch", "--sample", "3"], "need an end"),
        (["--watch", "--on-dup", "keep"], "add it twice"),
        (["--watch", "--on-error", "stop"], "would end it"),
        (["--watch", "-"], "Standard input"),
    ],
)
def test_what_cannot_be_meant_is_said(run: Run, rows: Path, words: list[str], said: str) -> None:
    done = run("import", *words, rows)
    code, error = done.fault()
    assert code == 2
    assert said in error
    assert run("list", "--json").out == ""


def test_a_format_by_its_name_is_offered_and_forced(
    run: Run, rows: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tunix_rt_tui.cli.reading_options import FormatName
    from tunix_rt_tui.formats import registry

    own = Format("own", "One's own", lambda item: "q" in str(item.value), each(_read_own))
    monkeypatch.setattr(registry, "FORMATS", (own,))
    done = run("import", "--format", "own", rows)
    assert f"{rows}: own" in done.err
    assert "2 traces added, 0 duplicates, 1 refused" in done.err
    offered = FormatName().shell_complete(None, None, "o")  # type: ignore[arg-type] # unused
    assert [item.value for item in offered] == ["own"]


def _read_own(item: Item, _: ReadingOptions) -> Iterable[Found]:
    return read_pointed(item, ReadingOptions({"prompt": "q", "answer": "a"}))


def test_a_table_whose_columns_nobody_knows_is_read_where_its_owner_says(
    run: Run, home: Path
) -> None:
    file = home / "own.csv"
    file.write_text('q,Model said,note\n"Why, then?","So.\n\nIt is.",x\nHow?,Thus,y\n')
    refused = run("import", file)
    assert refused.code == 3
    told = (
        "E_SOURCE This is a table, but no column is known to hold a text of a trace: q, Model said"
    )
    assert f"{file}:1:1: {told}, note. Say which do: --map prompt=COLUMN" in refused.err
    mapping = ["--map", "prompt=q,answer=Model said"]
    assert "2 good" in run("validate", *mapping, file).err
    done = run("import", *mapping, file)
    assert (done.code, done.err.splitlines()[-1]) == (0, "2 traces added, 0 duplicates, 0 refused")
    assert run("export", "--format", "original").out == file.read_text()
    with zipfile.ZipFile(home / "own.zip", "w") as archive:
        archive.write(file, "own.csv")
    assert "2 duplicates" in run("import", *mapping, home / "own.zip").err
    assert "2 duplicates" in run("import", *mapping, "-", stdin=file.read_bytes()).err


def test_of_a_table_without_known_columns_the_way_out_is_told(run: Run, home: Path) -> None:
    file = home / "own.csv"
    file.write_text("q,a,note\nWhy?,So.,x\n")
    told = run("import", file).err
    assert f"{file}:1:1: E_SOURCE This is a table" in told
    assert "q, a, note. Say which do: --map prompt=COLUMN,answer=COLUMN" in told

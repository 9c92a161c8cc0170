"""`list`, `show` and `export`."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.cli.conftest import Run
from tests.library.inputs import jsonl
from tests.support.traces import make_document

HOSTILE = "\x1b]52;c;x\x07 [/red] \u202e \x9b2J \x00".replace("\x00", "")


def test_list_as_json_is_a_summary_a_line(run: Run, filled: list[str]) -> None:
    rows = run("list", "--json").lines()
    assert [row["id"] for row in rows] == filled[::-1]
    assert set(rows[0]) == {
        "id",
        "created_at",
        "trace_version",
        "source",
        "steps",
        "bytes",
        "prompt_preview",
        "tags",
        "verdict",
    }
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", rows[0]["created_at"])
    assert (rows[0]["steps"], rows[0]["verdict"], rows[0]["tags"]) == (2, None, [])
    assert rows[0]["prompt_preview"] == "What is 3 plus 3?"


def test_a_page_of_the_list(run: Run, filled: list[str]) -> None:
    assert [row["id"] for row in run("list", "--json", "--limit", "1").lines()] == filled[2:]
    rows = run("list", "--json", "--limit", "9", "--offset", "2").lines()
    assert [row["id"] for row in rows] == filled[:1]
    assert run("list", "--offset", "3").err == "No traces here.\n"


def test_a_list_that_is_not_all_says_so_and_how_to_see_more(run: Run, filled: list[str]) -> None:
    assert run("list").err == ""
    first = run("list", "--limit", "2")
    assert first.err.startswith("2 of 3 traces; the next ones with --offset 2")
    assert run("list", "--limit", "1", "--offset", "1", "--json").err.startswith("2 to 2 of 3 ")
    assert run("list", "--limit", "2", "--offset", "2").err == ""


def test_a_list_is_sorted_by_a_column_both_ways(run: Run, home: Path) -> None:
    documents = [make_document(n, steps=steps) for n, steps in ((1, 3), (2, 1), (3, 2))]
    (home / "a.jsonl").write_bytes(jsonl(documents))
    run("import", "a.jsonl")

    def steps(*words: str) -> list[int]:
        return [row["steps"] for row in run("list", "--json", *words).lines()]

    assert steps() == [2, 1, 3]
    assert steps("--sort", "steps") == [1, 2, 3]
    assert steps("--sort", "-steps") == steps("--sort=-bytes") == [3, 2, 1]
    assert steps("--sort", "added") == [2, 1, 3]
    assert steps("--sort", "PROMPT", "--limit", "3") == [3, 1, 2]
    assert steps("--sort", "-steps", "--limit", "1", "--offset", "1") == [2]


def test_what_is_no_column_is_refused_with_those_that_are(run: Run, filled: list[str]) -> None:
    code, error = run("list", "--sort", "-step").fault()
    assert code == 2
    assert "'-step' is no column; the nearest is 'steps'" in error
    assert "date, version" in error


def test_list_for_programs_has_tabs_between_its_fields(run: Run, filled: list[str]) -> None:
    first = run("list").out.splitlines()[0].split("\t")
    assert (first[0], first[2], first[3]) == (filled[2], "three.jsonl", "2")
    assert first[5] == "What is 3 plus 3?"


def test_an_empty_store_says_what_to_do(run: Run) -> None:
    done = run("list")
    assert (done.code, done.out) == (0, "")
    assert "tunix-rt import" in done.err
    assert run("list", "--json").err == ""


@pytest.mark.parametrize("width", [60, 100])
def test_on_a_terminal_the_table_fits_and_is_safe(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    file = home / "a.jsonl"
    file.write_bytes(
        jsonl([make_document(n, prompt=f"{HOSTILE} 漢字 😀 {n} " * 20) for n in range(3)])
    )
    run("import", "--source", "a\tb\n" + HOSTILE, file)
    done = run("list", terminal=True)
    head, *rows = done.out.splitlines()
    assert head.split() == ["ID", "ADDED", "SOURCE", "STEPS", "SIZE", "PROMPT"]
    assert len(rows) == 3
    assert all(cell_len(row) <= width for row in (head, *rows))
    assert all("…" in row for row in rows)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", done.out)


def test_show_as_json_gives_the_document_back(run: Run, home: Path) -> None:
    document = make_document(1, number=1.50, huge=10**30, other=HOSTILE + "\u2028é")
    file = home / "a.json"
    file.write_text(json.dumps(document, indent=2).replace("1.5,", "1.50,"))
    [trace_id] = run("import", "--json", file).json()["ids"]
    for terminal in (False, True):
        done = run("show", trace_id[:8], "--json", terminal=terminal)
        shown = done.json()
        assert shown["payload"] == document
        assert "1.50," in done.out
        assert done.out.count("\n") == 1
    assert {*shown} == {
        "id",
        "created_at",
        "trace_version",
        "source",
        "tags",
        "verdict",
        "payload",
    }
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", done.out)


def test_json_on_a_terminal_is_the_same_json_and_harmless(run: Run, home: Path) -> None:
    raw = json.dumps(make_document(1, prompt="\x7f\x9b\u202e\U000e0041 é漢"), ensure_ascii=False)
    (home / "a.json").write_text(raw)
    run("import", "a.json")
    done = run("export", terminal=True)
    assert json.loads(done.out) == json.loads(raw)
    assert "é漢" in done.out
    assert not re.search("[\x7f-\x9f\u202e\U000e0041]", done.out)


def test_show_is_a_page_to_read(run: Run, home: Path) -> None:
    document = make_document(1, extra={"a": [1]}, prompt=f"first line\nsecond {HOSTILE}")
    document["steps"][0]["score"] = 0.5
    (home / "a.json").write_text(json.dumps(document))
    [trace_id] = run("import", "--json", "a.json").json()["ids"]
    page = run("show", trace_id).out
    for part in (
        f"id       {trace_id}\n",
        "source   a.json\n",
        "origin   a.json, record 1\n",
        "version  1.0\n",
        "\nPrompt\n  first line\n  second ",
        "\nStep 1 · i 0 · reason\n  Step 0 of 1.\n  score: 0.5\n",
        "\nStep 2 · i 1 · check\n",
        "\nFinal answer\n  It is 2.\n",
        '\nMeta\n  {\n    "number": 1,\n',
        "\nOther fields\n  extra: {\n",
    ):
        assert part in page, part
    assert "\x1b" not in page


def test_what_has_one_line_of_a_page_stays_on_it(run: Run, home: Path) -> None:
    document = make_document(1, trace_version="1\n0", **{"na\nme": 1})
    document["steps"] = [{"i": 0, "type": "a\nb", "content": "c", "ex\ntra": 2}]
    (home / "a\nb.json").write_text(json.dumps(document))
    [trace_id] = run("import", "--json", "--source", "x\nid  y", "a\nb.json").json()["ids"]
    page = run("show", trace_id).out.splitlines()
    assert page[2:6] == [
        "source   x␊id  y",
        "origin   a␊b.json, record 1",
        "version  1␊0",
        page[5],
    ]
    assert page[5].startswith("size  ")
    assert "Step 1 · i 0 · a␊b" in page
    assert "  ex␊tra: 2" in page
    assert "  na␊me: 1" in page


@pytest.mark.parametrize(("given", "code"), [("0000", 4), ("zzz!", 2), ("ab", 2), ("0" * 32, 4)])
def test_a_trace_that_cannot_be_found_is_told_in_two_lines(
    run: Run, filled: list[str], given: str, code: int
) -> None:
    assert run("show", given).fault()[0] == code


def test_export_gives_every_document_oldest_first(run: Run, filled: list[str], home: Path) -> None:
    expected = [make_document(n) for n in (1, 2, 3)]
    done = run("export")
    assert (done.code, done.lines()) == (0, expected)
    assert done.err == "3 traces exported\n"
    done = run("export", "--format", "trace", "-o", home / "all.jsonl")
    assert (done.code, done.out) == (0, "")
    assert (home / "all.jsonl").read_bytes() == jsonl(expected)


def test_an_export_that_cannot_be_written_is_told_in_two_lines(run: Run, filled: list[str]) -> None:
    code, error = run("export", "-o", "no/such/folder/a.jsonl").fault()
    assert code == 1
    assert "no/such/folder/a.jsonl" in error

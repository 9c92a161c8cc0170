"""What is typed as a path, how files would look, and what is told of them afterwards."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.support.traces import make_document
from tunix_rt_tui.formats import later
from tunix_rt_tui.library.importing import ImportOptions
from tunix_rt_tui.library.previewing import preview_import
from tunix_rt_tui.library.records import RefusedRecord
from tunix_rt_tui.library.watching import Came
from tunix_rt_tui.trace.problem import Problem
from tunix_rt_tui.tui.screens.importing.account import FileAccount
from tunix_rt_tui.tui.screens.importing.lines import Line
from tunix_rt_tui.tui.screens.importing.paths import from_here, path_candidates, wrong_with_source
from tunix_rt_tui.tui.screens.importing.preview_lines import preview_lines


def texts(lines: list[Line]) -> list[str]:
    return [" ".join((line.label.strip(), line.text)).strip() for line in lines]


def test_a_path_goes_on_with_folders_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "runs").mkdir()
    (tmp_path / "runs" / ".hidden").mkdir()
    for name in ("rows.jsonl", "other.txt", "runs/b.json", "runs/a.json"):
        (tmp_path / name).touch()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    assert path_candidates("r") == (0, ["runs/", "rows.jsonl"])
    assert path_candidates("runs/") == (5, ["a.json", "b.json"])
    assert path_candidates("runs/.") == (5, [".hidden/"])
    assert path_candidates("~/o") == (2, ["other.txt"])
    assert path_candidates("nowhere/x") == (8, [])
    assert path_candidates("a\0b/") == (4, [])


def test_what_cannot_be_imported_from_is_told(tmp_path: Path) -> None:
    pipe, file = tmp_path / "pipe", tmp_path / "file"
    os.mkfifo(pipe)
    file.touch()
    assert wrong_with_source(str(file)) is None
    assert wrong_with_source(str(tmp_path)) is None
    assert wrong_with_source("") == "Type the path of a file or a folder."
    assert wrong_with_source("a\0") == "No file can have such a name."
    assert wrong_with_source(f"{tmp_path}/no") == f"There is no {tmp_path}/no."
    assert wrong_with_source(str(pipe)) == f"{pipe} is neither a file nor a folder."


def test_files_below_the_working_folder_are_named_from_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert from_here(f"{tmp_path}/runs/a.jsonl") == "runs/a.jsonl"
    assert from_here(tmp_path / "a.jsonl") == "a.jsonl"
    assert from_here(f"{tmp_path}-other/a.jsonl") == f"{tmp_path}-other/a.jsonl"
    told: list[Line] = []
    account = FileAccount(told.append)
    account.end_file(f"{tmp_path}/a.jsonl", {"canonical": 3})
    account.came(Came(f"{tmp_path}/b.jsonl", 2, 0, 0, {"canonical": 2}))
    assert texts(told) == ["a.jsonl · canonical", "b.jsonl: 2 traces added (canonical)"]


def test_long_texts_of_a_preview_are_cut(tmp_path: Path) -> None:
    document = make_document(1) | {"prompt": "word " * 100}
    (tmp_path / "a.jsonl").write_text(json.dumps(document))
    preview = preview_lines(preview_import([str(tmp_path)], ImportOptions()), str(tmp_path))
    assert len(preview[1].text) == 160
    assert preview[1].text.endswith("…")


def test_a_preview_names_formats_traces_and_refusals(tmp_path: Path) -> None:
    good = [json.dumps(make_document(n)) for n in range(1, 6)]
    (tmp_path / "a.jsonl").write_text("\n".join([*good, "{"]))
    (tmp_path / "b.jsonl").write_text('{"question": "1+1?", "answer": "Add.\\n#### 2"}\n')
    seen = texts(preview_lines(preview_import([str(tmp_path)], ImportOptions()), str(tmp_path)))
    assert seen[0] == "a.jsonl · canonical · 6 records"
    assert seen[1] == "prompt What is 1 plus 1?"
    assert seen[4].startswith("✗ line 6: ")
    assert seen[5] == "b.jsonl · gsm8k · 1 record"
    alone = preview_lines(preview_import([f"{tmp_path}/a.jsonl"], ImportOptions()), "a.jsonl")
    assert sum(line.label == "  prompt" for line in alone) == 3


def test_a_folder_without_traces_says_so(tmp_path: Path) -> None:
    (line,) = preview_lines(preview_import([str(tmp_path)], ImportOptions()), str(tmp_path))
    assert line.text == "No file in this folder looks as if it held traces."


def refused(
    number: int, line: int | None = None, problems: int = 1, reason: str | None = None
) -> RefusedRecord:
    column = None if line is None else 7
    problem = Problem("E_TYPE", "/steps", "It is wrong.", line, column)
    told = (problem,) * problems
    return RefusedRecord("a.jsonl", number, line, told, (), b"{", stated_reason=reason)


def test_files_are_told_of_with_what_was_refused() -> None:
    told: list[Line] = []
    account = FileAccount(told.append)
    account.refuse(refused(2, line=2, problems=3))
    account.refuse(refused(4))
    account.end_file("a.jsonl", {"canonical": 3, "gsm8k": 1})
    account.end_file("notes.txt", {})
    assert texts(told) == [
        "a.jsonl · canonical 3, gsm8k 1 · 2 refused",
        "2:7 It is wrong. (/steps) … and 2 more",
        "#4 It is wrong. (/steps)",
    ]
    told.clear()
    for number in range(53):
        account.refuse(refused(number))
    account.end()
    assert told[0].text == "a.jsonl · not read to its end"
    assert told[-1].text == "… and 3 more in the file of refused records"
    account.end()
    account.came(Came("b.jsonl", 2, 0, 0, {"canonical": 2}))
    assert told[-1].text == "b.jsonl: 2 traces added (canonical)"
    assert len(told) == 53


def test_of_a_format_that_is_not_read_one_record_is_named() -> None:
    told: list[Line] = []
    account = FileAccount(told.append)
    for _ in range(2):
        for number in range(60):
            account.refuse(refused(number, reason=later.OTLP))
        account.refuse(refused(61))
        account.end_file("a.jsonl", {})
    assert texts(told[:4]) == [
        "a.jsonl · no traces · 61 refused",
        "#0 It is wrong. (/steps)",
        "#61 It is wrong. (/steps)",
        "… and 59 more in the file of refused records",
    ]
    assert texts(told[4:]) == texts(told[:4])

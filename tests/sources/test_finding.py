"""Paths are tried before anything is read, and folders are walked in a fixed order."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest

from tunix_rt_tui.errors import EXIT_FAILED, EXIT_NOT_FOUND, SourceFault
from tunix_rt_tui.sources.finding import (
    Source,
    SourceNotFound,
    find_sources,
    passed_over,
    source_name,
)

DOCUMENT = b'{"a": 1}'


def found(*paths: str | Path, stdin: bytes = b"") -> list[Source]:
    return list(find_sources([str(path) for path in paths], io.BytesIO(stdin)))


def content(source: Source) -> bytes:
    with source.open() as stream:
        return stream.read()


def write(path: Path, data: bytes = DOCUMENT) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def test_sources_come_in_the_order_that_they_were_named(tmp_path: Path) -> None:
    second, first = write(tmp_path / "a"), write(tmp_path / "b")
    sources = found(first, "-", second, stdin=b"from a pipe")
    assert [source.name for source in sources] == [str(first), "stdin", str(second)]
    assert [content(source) for source in sources] == [DOCUMENT, b"from a pipe", DOCUMENT]


def test_a_folder_is_walked_sorted_and_only_for_what_may_hold_traces(tmp_path: Path) -> None:
    wanted = ["B.JSON", "a.jsonl", "c.ndjson", "inner/x.json"]
    others = [
        "d.md",
        "e",
        ".hidden.json",
        ".git/e.json",
        "a.jsonl.rejects.jsonl",
        "f.2.rejects.jsonl",
    ]
    for name in (*wanted, *others):
        write(tmp_path / name)
    (tmp_path / "folder.json").mkdir()
    (tmp_path / "dangling.json").symlink_to(tmp_path / "nowhere")
    names = [Path(source.name).relative_to(tmp_path).as_posix() for source in found(tmp_path)]
    assert names == wanted
    assert passed_over([str(tmp_path), "-"]) == {".md": 1, "without one": 1}


def test_links_are_followed_but_no_folder_is_entered_twice(tmp_path: Path) -> None:
    write(tmp_path / "real" / "a.json")
    (tmp_path / "real" / "loop").symlink_to(tmp_path)
    outside = write(tmp_path / "outside" / "b.json").parent
    (tmp_path / "real" / "other").symlink_to(outside)
    names = sorted(Path(source.name).name for source in found(tmp_path / "real"))
    assert names == ["a.json", "b.json"]


def test_a_path_that_leads_nowhere_is_told_before_anything_is_given(tmp_path: Path) -> None:
    good = write(tmp_path / "good.json")
    with pytest.raises(SourceNotFound, match=r"no file or folder .*nowhere\.json") as raised:
        find_sources([str(good), str(tmp_path / "nowhere.json")], io.BytesIO())
    assert raised.value.exit_code == EXIT_NOT_FOUND


def test_a_named_file_may_be_called_anything_and_hold_anything(tmp_path: Path) -> None:
    [database] = found(write(tmp_path / "README.md", b"SQLite format 3\x00..."))
    assert not database.silent


@pytest.mark.parametrize(
    ("name", "silent"),
    [("a.log", True), ("B.TXT", True), ("c.log.gz", True), ("d.csv", False), ("e.zip", False)],
)
def test_of_logs_and_texts_in_a_folder_nothing_is_said_if_nothing_is_in_them(
    tmp_path: Path, name: str, silent: bool
) -> None:
    [source] = found(write(tmp_path / "folder" / name).parent)
    assert source.silent == silent


def test_a_file_that_may_not_be_read_is_a_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = write(tmp_path / "closed.json")

    def refuse(self: Path, mode: str) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(SourceFault, match="Permission denied") as raised:
        found(closed)
    assert raised.value.exit_code == EXIT_FAILED
    assert raised.value.hint


def test_a_folder_that_cannot_be_listed_is_named_in_its_turn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "a.json")
    closed = write(tmp_path / "closed" / "b.json").parent
    scandir = os.scandir

    def refuse(path: str) -> object:
        if Path(path) == closed:
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    good, bad = found(tmp_path)
    assert content(good) == DOCUMENT
    assert bad.name == str(closed)
    with pytest.raises(PermissionError):
        bad.open()


def test_a_pipe_is_not_read_before_its_turn(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = os.open(pipe, os.O_RDWR)
    try:
        os.write(writer, DOCUMENT)
        [source] = found(pipe)
        with source.open() as stream:
            assert stream.read(len(DOCUMENT)) == DOCUMENT
    finally:
        os.close(writer)


def test_a_name_that_is_no_utf8_becomes_text() -> None:
    assert source_name(os.fsdecode(b"a\xff.json")) == "a\\xff.json"

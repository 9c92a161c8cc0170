"""A preview tells what an import would make of files, from how they begin."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.library.inputs import jsonl, write_numbered
from tests.support.traces import make_document
from tunix_rt_tui.errors import SourceFault
from tunix_rt_tui.library.importing import ImportOptions
from tunix_rt_tui.library.previewing import FILES_SHOWN, RECORDS_READ, preview_import


def test_a_short_file_is_told_exactly(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_bytes(jsonl([*map(make_document, range(5)), {"loss": 1}, "no json"]))
    [preview] = preview_import([str(file)], ImportOptions()).files
    assert (preview.file, preview.formats) == (str(file), {"canonical": 5})
    assert (preview.records, preview.complete) == (7, True)
    assert [json.loads(each.parsed.text) for each in preview.traces] == [
        make_document(n) for n in range(3)
    ]
    assert [each.number for each in preview.refused] == [6, 7]


def test_a_long_file_is_told_by_its_size_and_only_its_beginning_is_read(tmp_path: Path) -> None:
    file = write_numbered(tmp_path / "a.jsonl", range(1000, 3000))
    [preview] = preview_import([str(file)], ImportOptions()).files
    assert not preview.complete
    assert preview.formats == {"canonical": RECORDS_READ}
    assert preview.records is not None
    assert 1980 <= preview.records <= 2020


def test_of_many_files_the_first_are_told(tmp_path: Path) -> None:
    for n in range(FILES_SHOWN + 3):
        write_numbered(tmp_path / f"{n:02}.jsonl", [n])
    preview = preview_import([str(tmp_path)], ImportOptions())
    assert (len(preview.files), preview.more) == (FILES_SHOWN, 3)


def test_an_empty_file_has_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").touch()
    [preview] = preview_import([str(tmp_path / "a.jsonl")], ImportOptions()).files
    assert (preview.records, preview.traces, preview.refused) == (0, (), ())


def test_a_named_path_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceFault):
        preview_import([str(tmp_path / "no")], ImportOptions())

"""Refused records are kept byte for byte, privately, where a person finds them."""

from __future__ import annotations

import base64
import json
import stat
from pathlib import Path

import pytest

from tunix_rt_tui.errors import TargetFault
from tunix_rt_tui.library.intake.quarantine import Quarantine, quarantine_beside
from tunix_rt_tui.library.reading import RefusedRecord
from tunix_rt_tui.trace.parsing import Problem

PROBLEM = Problem("E_JSON", "/a", "No.", 7, 2)


def refused(raw: bytes | None = b"{", number: int = 3) -> RefusedRecord:
    place = (None, None) if raw is not None else (10, 99)
    return RefusedRecord("a.jsonl", number, 7, (PROBLEM,), (), raw, *place)


def kept(quarantine: Quarantine, *records: RefusedRecord) -> list[dict[str, object]]:
    for record in records:
        quarantine.keep(record)
    quarantine.close()
    assert quarantine.path is not None
    return [json.loads(line) for line in quarantine.path.read_bytes().splitlines()]


def test_a_line_holds_the_record_and_why(tmp_path: Path) -> None:
    raw = '{"a": "\u2028é'.encode()
    [line] = kept(Quarantine([tmp_path], "a.jsonl"), refused(raw))
    problem = {"code": "E_JSON", "path": "/a", "line": 7, "column": 2, "message": "No."}
    assert line == {
        "file": "a.jsonl",
        "record": 3,
        "line": 7,
        "problems": [problem],
        "raw": raw.decode(),
    }


def test_bytes_that_are_no_utf8_are_kept_too(tmp_path: Path) -> None:
    [line] = kept(Quarantine([tmp_path], "a.jsonl"), refused(b'{"\xff'))
    assert "raw" not in line
    assert base64.b64decode(str(line["raw_base64"])) == b'{"\xff'


def test_what_was_too_large_is_named_by_its_place(tmp_path: Path) -> None:
    [line] = kept(Quarantine([tmp_path], "a.jsonl"), refused(None))
    assert (line["offset"], line["bytes"]) == (10, 99)
    assert "raw" not in line


def test_there_is_a_file_only_when_there_is_something_to_keep(tmp_path: Path) -> None:
    quarantine = Quarantine([tmp_path], "a.jsonl")
    quarantine.close()
    assert quarantine.path is None
    assert not list(tmp_path.iterdir())


def test_it_is_private_and_never_overwrites_another(tmp_path: Path) -> None:
    paths = []
    for number in (1, 2, 3):
        quarantine = Quarantine([tmp_path], "a.jsonl")
        kept(quarantine, refused(number=number))
        assert quarantine.path
        paths.append(quarantine.path)
        assert stat.S_IMODE(quarantine.path.stat().st_mode) == 0o600
    assert [path.name for path in paths] == [
        "a.jsonl.rejects.jsonl",
        "a.jsonl.2.rejects.jsonl",
        "a.jsonl.3.rejects.jsonl",
    ]


def test_the_same_again_leaves_no_second_file(tmp_path: Path) -> None:
    for _ in range(3):
        quarantine = Quarantine([tmp_path], "a.jsonl")
        kept(quarantine, refused())
        assert quarantine.path == tmp_path / "a.jsonl.rejects.jsonl"
    assert len(list(tmp_path.iterdir())) == 1


def test_the_same_as_any_before_leaves_no_further_file(tmp_path: Path) -> None:
    for number, name in ((1, ""), (2, ".2"), (1, ""), (2, ".2"), (3, ".3")):
        quarantine = Quarantine([tmp_path], "a.jsonl")
        kept(quarantine, refused(number=number))
        assert quarantine.path == tmp_path / f"a.jsonl{name}.rejects.jsonl"
    assert len(list(tmp_path.iterdir())) == 3


def test_it_lies_beside_a_file_and_inside_a_folder(tmp_path: Path) -> None:
    file = tmp_path / "inner" / "a.jsonl"
    file.parent.mkdir()
    file.touch()
    spare = tmp_path / "spare"
    for paths, place in (
        ([str(file), "-"], file.parent / "a.jsonl.rejects.jsonl"),
        ([str(file.parent)], file.parent / "inner.rejects.jsonl"),
        (["-", str(file)], spare / "stdin.rejects.jsonl"),
    ):
        quarantine = quarantine_beside(paths, [spare])
        kept(quarantine, refused())
        assert quarantine.path == place


def test_where_the_folder_cannot_be_written_the_next_takes_over(tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.touch()
    spare = tmp_path / "made" / "if need be"
    quarantine = Quarantine([in_the_way, spare], "a.jsonl")
    kept(quarantine, refused())
    assert quarantine.path == spare / "a.jsonl.rejects.jsonl"


@pytest.mark.parametrize("folders", [[], ["file"]])
def test_where_no_folder_can_be_written_there_is_a_fault(
    tmp_path: Path, folders: list[str]
) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(TargetFault):
        Quarantine([tmp_path / name for name in folders], "a.jsonl").keep(refused())


def test_a_full_disk_is_a_fault() -> None:
    class Full(Quarantine):
        def _create(self):  # type: ignore[no-untyped-def] # as the method that it stands for
            return [], Path("/dev/full"), Path("/dev/full").open("wb", buffering=0)

    quarantine = Full([], "a.jsonl")
    with pytest.raises(TargetFault, match="No space left"):
        quarantine.keep(refused())
    quarantine.close()

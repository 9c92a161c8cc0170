"""Problems are placed where a person finds them: in the file."""

from __future__ import annotations

import io
import json
from pathlib import Path

from tests.support.traces import make_document
from tunix_rt_tui.library.describing import describe_problem, describe_record
from tunix_rt_tui.library.reading import GoodRecord, Reading, RefusedRecord, read_traces
from tunix_rt_tui.library.validating import validate_records
from tunix_rt_tui.sources.record import Record


def judged(data: bytes, max_bytes: int = 10_000) -> list[GoodRecord | RefusedRecord]:
    return list(validate_records(["-"], io.BytesIO(data), Reading(max_bytes)))


def place_of(data: bytes, text: str) -> tuple[int, int]:
    before = data.decode()[: data.decode().index(text)]
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def test_every_layout_gives_places_in_the_file() -> None:
    good, bad = make_document(1, prompt="é€😀"), make_document(2, trace_version=17)
    for data in (
        b"\n".join(json.dumps(each, ensure_ascii=False).encode() for each in (good, bad)),
        json.dumps([good, bad], ensure_ascii=False).encode(),
        json.dumps([good, bad], ensure_ascii=False, indent=2).encode(),
        json.dumps([good, bad], ensure_ascii=False).replace("17", "\r\n 17").encode(),
        json.dumps(bad, indent=2).encode(),
    ):
        refused = judged(data)[-1]
        [problem] = refused.problems
        assert (problem.line, problem.column) == place_of(data, "17")


def test_the_verdict_on_a_record_is_plain_values() -> None:
    good, bad = judged(
        json.dumps(make_document(1, extra=0)).encode() + b"\n" + b'{"prompt": \x00}\n'
    )
    verdict = describe_record(good)
    assert (verdict["source"], verdict["record"], verdict["ok"]) == ("stdin", 1, True)
    assert verdict["problems"] == []
    assert verdict["warnings"] == [describe_problem(warning) for warning in good.warnings]
    assert [warning.path for warning in good.warnings] == ["/extra"]
    assert describe_record(bad)["ok"] is False
    assert isinstance(bad, RefusedRecord)
    assert bad.raw == b'{"prompt": \x00}'


def test_a_container_without_lines_keeps_places_within_the_document() -> None:
    [refused] = read_traces([Record("a.parquet", 5, None, b'{"a":\n x}')], Reading())
    assert isinstance(refused, RefusedRecord)
    assert refused.line is None
    assert {problem.line for problem in refused.problems} == {2}


def test_files_are_judged_one_after_the_other(tmp_path: Path) -> None:
    for name in ("b.json", "a.json"):
        (tmp_path / name).write_text(json.dumps(make_document(1)))
    verdicts = list(validate_records([str(tmp_path)], io.BytesIO(), Reading()))
    assert [Path(each.file).name for each in verdicts] == ["a.json", "b.json"]
    assert not any(each.problems for each in verdicts)

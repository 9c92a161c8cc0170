"""What came in goes out: the document, or the record that it was read from."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.formats.writing.outgoing import outgoing
from tests.support.strategies import documents, trace_texts
from tests.support.traces import make_document
from tunix_rt_tui.formats.writing.contract import Source
from tunix_rt_tui.formats.writing.documents import CANONICAL, ORIGINAL
from tunix_rt_tui.trace.model import content_hash


@given(trace_texts)
def test_a_document_is_written_on_one_line_and_is_the_same(text: str) -> None:
    data, remark = CANONICAL.open()(outgoing({}, text=text))
    assert data.count(b"\n") == 1
    assert content_hash(json.loads(data)) == content_hash(json.loads(text))
    assert remark is None


@given(documents(), st.binary(min_size=1))
def test_a_record_is_written_to_the_byte(document: dict[str, Any], raw: bytes) -> None:
    origin = Source("a.jsonl", 3, raw, "gsm8k")
    assert ORIGINAL.open()(outgoing(document, origin)) == (raw + b"\n", None)


def test_what_came_as_canonical_is_its_own_record() -> None:
    text = json.dumps(make_document(1), indent=2)
    for origin in (None, Source("a.json", 1), Source("a.json", 1, None, "canonical")):
        data, remark = ORIGINAL.open()(outgoing({}, origin, text=f"\n{text}\n"))
        assert (data, remark) == (text.encode() + b"\n", None)


def test_a_record_with_several_traces_is_written_once_and_that_is_told() -> None:
    write = ORIGINAL.open()
    one = Source("a.jsonl", 3, b"{}", "gsm8k.model_solutions")
    assert write(outgoing(make_document(1), one)).data == b"{}\n"
    again = write(outgoing(make_document(2), one))
    assert again.data == b""
    assert "once" in str(again.remark)
    for other in (Source("b.jsonl", 3, b"{}", "x"), Source("a.jsonl", 4, b"{}", "x")):
        assert write(outgoing(make_document(3), other)).data == b"{}\n"
    assert ORIGINAL.open()(outgoing(make_document(1), one)).data == b"{}\n"


def test_records_of_several_kinds_are_told_since_they_cannot_be_read_from_one_file() -> None:
    json_row, log = Source("a.jsonl", 1, b"{}", "x"), Source("b.log", 1, b"START\n", "y")
    table = Source("c.csv", 1, b"1,2", "z", {"columns": ["prompt", "completion"]})
    sources = (json_row, log, table)
    for first in sources:
        write = ORIGINAL.open()
        assert write(outgoing(make_document(1), first)).remark is None
        for other in sources:
            number = 2 if other is first else 1
            remark = write(outgoing(make_document(1), replace(other, record=number))).remark
            assert ("of another kind" in str(remark)) is (other is not first)
    assert "of another kind" in str(write(outgoing(make_document(2))).remark)


def test_a_record_that_was_not_kept_is_told() -> None:
    document = make_document(1)
    data, remark = ORIGINAL.open()(outgoing(document, Source("a.csv", 1, None, "gsm8k")))
    assert json.loads(data) == document
    assert "not kept" in str(remark)


def test_a_header_stands_before_the_rows_of_each_table_and_of_nothing_else() -> None:
    def row(number: int, columns: object) -> Source:
        return Source("a.csv", number, b"x,y", "alpaca", {"columns": columns})

    write = ORIGINAL.open()
    written = [
        write(outgoing(make_document(1), source)).data
        for source in (
            row(1, ["input", 'the "output"']),
            row(2, ["input", 'the "output"']),
            row(3, ["input", "output"]),
            row(4, "no list"),
            Source("a.jsonl", 1, b"{}", "alpaca"),
        )
    ]
    assert written == [
        b'input,"the ""output"""\nx,y\n',
        b"x,y\n",
        b"input,output\nx,y\n",
        b"x,y\n",
        b"{}\n",
    ]

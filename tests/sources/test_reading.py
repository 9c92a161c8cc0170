"""Files to records: nothing is held that is too large, and what is broken is named in its place."""

from __future__ import annotations

import codecs
import io
import json
from contextlib import AbstractContextManager, nullcontext
from typing import BinaryIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.strategies import documents
from tunix_rt_tui.sources.finding import Source
from tunix_rt_tui.sources.reading import read_records
from tunix_rt_tui.sources.record import Record, UnreadRecord


def source(data: bytes, name: str = "a.jsonl") -> Source:
    return Source(name, lambda: nullcontext(io.BytesIO(data)))


def read(data: bytes, *, hold: int = 1000, chunk_size: int = 64) -> list[Record | UnreadRecord]:
    return list(read_records([source(data)], hold=hold, chunk_size=chunk_size))


def raws(data: bytes) -> list[bytes]:
    return [record.raw for record in read(data) if isinstance(record, Record)]


ONE, TWO = b'{"a": 1}', b'{"b": "\xe2\x82\xac"}'


@pytest.mark.parametrize(
    "data",
    [
        ONE + b"\n" + TWO,
        codecs.BOM_UTF8 + ONE + b"\r\n\r\n" + TWO + b"\r\n",
        b"[" + ONE + b",\n" + TWO + b"]\n",
        codecs.BOM_UTF8 + b" [" + ONE + b"," + TWO + b"]",
    ],
)
def test_the_same_records_come_out_of_every_layout(data: bytes) -> None:
    assert raws(data) == [ONE, TWO]


def test_records_know_their_place_and_their_number() -> None:
    first, second = read(b'\n  {"a": 1}\n\n{"b": 2}\n')
    assert first == Record("a.jsonl", 1, 2, b'{"a": 1}', 3)
    assert second == Record("a.jsonl", 2, 4, b'{"b": 2}', 1)


def test_numbers_begin_anew_with_every_file() -> None:
    records = list(read_records([source(ONE, "a"), source(ONE + b"\n" + TWO, "b")]))
    assert [(record.file, record.number) for record in records] == [("a", 1), ("b", 1), ("b", 2)]


@pytest.mark.parametrize("data", [b"", b" \n", codecs.BOM_UTF8])
def test_an_empty_file_has_no_records(data: bytes) -> None:
    assert read(data) == []


@given(documents(), st.integers(1, 50))
def test_a_document_over_many_lines_is_one_record(document: dict[str, object], size: int) -> None:
    text = json.dumps(document, indent=2, ensure_ascii=False).encode()
    [record] = read(text + b"\n", hold=1_000_000, chunk_size=size)
    assert isinstance(record, Record)
    assert record.raw == text


@pytest.mark.parametrize(
    ("data", "line", "offset"),
    [
        (b'{"a": 1}\n"' + b"x" * 5000 + b'"\n{"a": 2}', 2, 9),
        (b'[{"a": 1},\n"' + b"x" * 5000 + b'",{"a": 2}]', 2, 11),
    ],
)
def test_a_huge_record_is_passed_over_and_named(data: bytes, line: int, offset: int) -> None:
    first, huge, last = read(data)
    assert isinstance(first, Record)
    assert isinstance(last, Record)
    assert isinstance(huge, UnreadRecord)
    assert (huge.number, huge.line, huge.offset, huge.size) == (2, line, offset, 5002)
    assert huge.problem.code == "E_SIZE"


@pytest.mark.parametrize("data", [b'{"a": "' + b"x" * 5000, b'{\n"a": "' + b"x" * 5000 + b'"\n}'])
def test_a_huge_document_alone_is_passed_over(data: bytes) -> None:
    [record] = read(data)
    assert isinstance(record, UnreadRecord)
    assert (record.problem.code, record.size) == ("E_SIZE", len(data))


def test_a_broken_array_is_named_and_what_is_whole_is_given() -> None:
    whole, broken = read(b"[" + ONE)
    assert isinstance(whole, Record)
    assert isinstance(broken, UnreadRecord)
    assert (broken.number, broken.problem.code, broken.problem.line) == (2, "E_JSON", 1)


def test_a_stream_that_is_no_text_is_refused_as_a_whole() -> None:
    [refused] = read(b"BZh9....")
    assert isinstance(refused, UnreadRecord)
    assert refused.problem.code == "E_ENCODING"
    assert "bzip2" in refused.problem.message


class Torn(io.BytesIO):
    """A stream that fails after its first chunk."""

    def read1(self, size: int | None = -1, /) -> bytes:
        if self.tell():
            raise OSError(5, "Input/output error")
        return super().read1(size)


def test_a_stream_that_breaks_off_gives_what_was_read_and_then_a_fault() -> None:
    torn = Torn(ONE + b"\n" + TWO + b"\n" + b"x" * 100)
    records = list(
        read_records([Source("a", lambda: nullcontext(torn)), source(ONE, "b")], chunk_size=25)
    )
    assert [record.file for record in records] == ["a", "a", "a", "b"]
    assert isinstance(records[2], UnreadRecord)
    assert records[2].problem.code == "E_SOURCE"
    assert "Input/output error" in records[2].problem.message


def test_a_source_that_cannot_be_opened_does_not_hold_up_the_others() -> None:
    def refuse() -> AbstractContextManager[BinaryIO]:
        raise PermissionError(13, "Permission denied")

    refused, record = read_records([Source("a", refuse), source(ONE, "b")])
    assert isinstance(refused, UnreadRecord)
    assert "Permission denied" in refused.problem.message
    assert isinstance(record, Record)


class Drip(io.BytesIO):
    """A live pipe that never ends: asking for more than it has is an error."""

    def read1(self, size: int | None = -1, /) -> bytes:
        data = super().read1(size)
        assert data, "waited for more than was there"
        return data


def test_a_live_pipe_gives_records_as_they_come() -> None:
    live = Drip(ONE + b"\n" + TWO + b"\n")
    records = read_records([Source("stdin", lambda: nullcontext(live))], chunk_size=10)
    assert isinstance(next(records), Record)

"""Records of other formats become traces, with what they were made of beside them."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.library.inputs import jsonl
from tests.support.traces import make_document
from tunix_rt_tui.formats.contract import Item, ReadingOptions, Refusal
from tunix_rt_tui.formats.mapped import Mapped
from tunix_rt_tui.library import file_reading
from tunix_rt_tui.library.file_reading import FileReader
from tunix_rt_tui.library.reading import GoodRecord, Reading, RefusedRecord, read_traces
from tunix_rt_tui.library.validating import validate_records
from tunix_rt_tui.sources.record import Kind, Record
from tunix_rt_tui.trace.parsing import RefusedTrace, parse_trace

POINTED = Reading(options=ReadingOptions({"prompt": "q", "answer": "a", "reasoning": "r"}))
ROW = {"q": "Why?", "a": "So.", "r": "one\n\ntwo", "score": 0.5}


def record(value: Any, number: int = 1, kind: Kind = "json", **more: Any) -> Record:
    raw = value if isinstance(value, bytes) else json.dumps(value).encode()
    return Record("run.jsonl", number, 3, raw, 2, kind, **more)


def read(*records: Record, reading: Reading = POINTED) -> list[GoodRecord | RefusedRecord]:
    return list(read_traces(records, reading))


def good(found: GoodRecord | RefusedRecord) -> GoodRecord:
    assert isinstance(found, GoodRecord), found
    return found


def refused(found: GoodRecord | RefusedRecord) -> RefusedRecord:
    assert isinstance(found, RefusedRecord), found
    return found


def test_a_trace_is_made_and_its_record_is_kept() -> None:
    trace = good(*read(record(ROW)))
    document = trace.parsed.trace.document()
    assert (document["prompt"], document["final_answer"]) == ("Why?", "So.")
    assert [step["content"] for step in document["steps"]] == ["one", "two"]
    assert document["meta"]["score"] == 0.5
    assert trace.raw == json.dumps(ROW).encode()
    assert trace.format != "canonical"
    assert trace.size == len(trace.raw)


def test_a_canonical_document_stays_as_it_is_and_is_its_own_record() -> None:
    text = json.dumps(make_document(1, extra=0), indent=1).encode()
    trace = good(*read(record(text)))
    assert (trace.parsed.text, trace.format, trace.raw) == (text.decode(), "canonical", None)
    assert [each.path for each in trace.warnings] == ["/extra"]


def test_what_a_server_tells_of_a_trace_is_that_trace() -> None:
    document = make_document(1)
    told = {"id": "x", "created_at": "y", "trace_version": "1.0", "payload": document}
    trace = good(*read(record(told), reading=Reading()))
    assert json.loads(trace.parsed.text) == document
    assert (trace.format, trace.raw) == ("canonical", json.dumps(told).encode())


@pytest.mark.parametrize(
    "text",
    [
        b'{"trace_version": "1.0", "prompt": 3}',
        b'{"prompt": "p", "steps": []}',
        b'{"final_answer": NaN, "steps": [], "prompt": ""}',
        b'{"trace_version": "1.0"',
        b"no json",
        b'"text"',
        b"[1]",
        b"{}",
        b'{"steps": "\xff"}',
        b'{"a":' + b"[" * 5000,
        b'{"steps": 1' + b"0" * 5000 + b"}",
    ],
    ids=range(11),
)
def test_a_broken_document_has_the_same_problems_as_by_itself(text: bytes) -> None:
    judged = parse_trace(text)
    assert isinstance(judged, RefusedTrace)
    found = refused(*read_traces([Record("a", 1, None, text)], Reading()))
    assert (found.problems, found.warnings, found.raw) == (judged.problems, judged.warnings, text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (b'{"prompt": "caf\xe9", "completion": "x"}', "E_ENCODING"),
        (b'{"prompt": "p", "completion": nul}', "E_JSON"),
        (b'{"a": 1' + b"0" * 5000 + b"}", "E_NUMBER"),
    ],
    ids=range(3),
)
def test_of_a_broken_record_that_was_meant_as_no_trace_is_told_what_is_broken(
    text: bytes, code: str
) -> None:
    found = refused(*read_traces([Record("a", 1, None, text)], Reading()))
    assert ([each.code for each in found.problems], found.warnings) == ([code], ())
    assert found.raw == text


def test_a_document_over_the_limit_is_refused_but_a_record_may_be_larger() -> None:
    large = make_document(1, final_answer="x" * 3000)
    small = Reading(2000, options=POINTED.options)
    found = refused(*read(record(large), reading=small))
    assert [each.code for each in found.problems] == ["E_SIZE"]
    spaced = json.dumps(ROW, indent=2000).encode()
    assert good(*read(record(spaced), reading=small)).raw == spaced
    filled = ROW | {"tokens": list(range(2000))}
    assert "E_" in refused(*read(record(filled), reading=small)).problems[0].code


def test_a_number_that_json_has_not_is_refused_by_name_and_place() -> None:
    found = refused(*read(record(b'{"q": "Q", "a": "A", "reward": NaN, "x": [-Infinity]}')))
    assert [(each.code, each.path) for each in found.problems] == [
        ("E_NUMBER", "/reward"),
        ("E_NUMBER", "/x/0"),
    ]
    assert found.problems[0].column == 2 + 31


def test_keys_may_be_repeated_in_other_formats() -> None:
    assert good(*read(record(b'{"q": "Q", "a": "x", "a": "A"}'))).parsed.trace.final_answer == "A"


def test_what_no_format_knows_says_what_to_do() -> None:
    [found] = validate_records(["-"], io.BytesIO(b'\n{"loss": 1, "lr": 2}\n'), Reading())
    [problem] = refused(found).problems
    assert (problem.code, problem.line, problem.column) == ("E_FORMAT", 2, 1)
    assert "loss" in problem.message
    assert "--map" in problem.message
    assert refused(found).reason.startswith("unknown")


def test_a_forced_format_is_the_only_one() -> None:
    found = refused(*read(record(ROW), reading=Reading(format="canonical")))
    assert {each.code for each in found.problems} == {"E_MISSING"}


def test_rows_and_texts_are_records_too() -> None:
    row = good(*read(record(b"Why?,So.", kind="row", cells={"q": "Why?", "a": "So."})))
    assert (row.parsed.trace.prompt, row.raw) == ("Why?", b"Why?,So.")
    text = refused(*read(record(b"some \xff log", kind="text")))
    assert [each.code for each in text.problems] == ["E_FORMAT"]


class PairMapper:
    """Makes a trace of every two records, and one of a last one alone; they belong to the first."""

    def __init__(self, *_: object) -> None:
        self._first: Item | None = None

    def map(self, item: Item) -> Iterable[Mapped | Refusal]:
        if item.value == "nothing":
            return [Refusal("nothing", "There is nothing in it.")]
        if self._first is None:
            self._first = item
            return []
        first, self._first = self._first, None
        return [
            Mapped(make_document(first.number * 10 + k), "pairs", {"k": k}, first.number)
            for k in (0, 1)
        ]

    def finish(self) -> Iterable[Mapped | Refusal]:
        if self._first is not None:
            number = self._first.number
            yield Mapped(make_document(number), "pairs", {}, number)


@pytest.fixture
def pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_reading, "FileMapper", PairMapper)


def test_what_is_made_of_several_records_belongs_to_the_one_that_it_names(pairs: None) -> None:
    lines = [record({"line": n}, n) for n in (1, 2, 3)]
    found = [good(each) for each in read(*lines, reading=Reading())]
    assert [(each.number, each.raw) for each in found] == [
        (1, lines[0].raw),
        (1, lines[0].raw),
        (3, lines[2].raw),
    ]
    assert [each.size for each in found] == [len(lines[0].raw) * 2, 0, len(lines[2].raw)]
    assert found[1].notes == {"k": 1}


class OneMapper(PairMapper):
    """Makes one trace of a record, and fails when it is asked for another."""

    def map(self, item: Item) -> Iterable[Mapped | Refusal]:
        yield Mapped(make_document(1), "one", {}, item.number)
        pytest.fail("nobody has asked for a second trace")


def test_what_a_record_holds_is_mapped_as_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_reading, "FileMapper", OneMapper)
    found = read_traces([record({"line": 1})], Reading())
    assert good(next(found)).format == "one"


def test_what_was_held_back_belongs_to_its_file(pairs: None) -> None:
    first = Record("a.jsonl", 1, 1, b'{"line": 1}')
    second = Record("b.jsonl", 1, 1, b'{"line": 1}')
    found = read(first, second, reading=Reading())
    assert [(each.file, each.number) for each in found] == [("a.jsonl", 1), ("b.jsonl", 1)]
    assert len(read(first, first, reading=Reading())) == 2


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)
OBJECTS = st.dictionaries(
    st.sampled_from(["q", "a", "r", "messages", "prompt", "steps", "meta", "payload"]), VALUES
)


@given(st.lists(OBJECTS | VALUES, max_size=5), st.booleans())
def test_any_json_is_a_trace_or_refused(values: list[Any], pointed: bool) -> None:
    records: Iterator[Record] = (record(value, n) for n, value in enumerate(values, 1))
    found = list(read_traces(records, POINTED if pointed else Reading()))
    assert len(found) >= len(values)
    for each in found:
        assert each.problems or isinstance(
            parse_trace(good(each).parsed.text), type(good(each).parsed)
        )


def test_a_mixed_file_is_read_record_by_record() -> None:
    data = jsonl([make_document(1), json.dumps(ROW), make_document(2), "broken"])
    found = list(validate_records(["-"], io.BytesIO(data), POINTED))
    assert [bool(each.problems) for each in found] == [False, False, False, True]
    formats = [each.format for each in found if isinstance(each, GoodRecord)]
    assert formats[::2] == ["canonical"] * 2


def test_a_good_document_is_decoded_once(monkeypatch: pytest.MonkeyPatch) -> None:
    reader = FileReader("a", Reading())
    monkeypatch.setattr(reader, "_decoder", None)
    monkeypatch.setattr(reader, "_mapper", None)
    assert good(*reader.read(record(make_document(1)))).format == "canonical"


def test_messages_that_are_refused_as_a_chat_are_all_kept() -> None:
    lines = [record({"role": "user", "content": text}, n) for n, text in enumerate("ab", 1)]
    found = refused(*read(*lines, reading=Reading()))
    assert (found.number, found.line, found.reason) == (1, 3, "no assistant message")
    assert json.loads(found.raw or b"") == [json.loads(each.raw) for each in lines]

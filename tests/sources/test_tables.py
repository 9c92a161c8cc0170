"""Rows of CSV have their cells and their bytes, and nothing else is taken for a table."""

from __future__ import annotations

import codecs
import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sources.inputs import bad, good, messages, raws, read
from tests.support.strategies import documents
from tunix_rt_tui.sources.record import Record
from tunix_rt_tui.sources.tables import header_of

NAMES = ["prompt", "completion", "reward"]
HEADER = b"prompt,completion,reward\n"

cells = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0") | st.sampled_from('",\n\r'),
    max_size=8,
).filter(lambda cell: not cell.endswith("\r"))


def written(rows: list[list[str]], line_end: str = "\r\n") -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator=line_end).writerows(rows)
    return text.getvalue().encode()


@given(
    st.lists(st.tuples(cells, cells, cells), max_size=3),
    st.sampled_from(["\n", "\r\n"]),
    st.booleans(),
    st.integers(1, 40),
)
def test_what_was_written_is_read(
    rows: list[tuple[str, str, str]], line_end: str, mark: bool, size: int
) -> None:
    data = written([NAMES, *map(list, rows)], line_end)
    found = read((codecs.BOM_UTF8 if mark else b"") + data, chunk_size=size)
    assert [tuple((each.cells or {}).values()) for each in good(found)] == rows
    assert all(each.kind == "row" and [*(each.cells or {})] == NAMES for each in good(found))
    assert not bad(found)
    end = line_end.encode()
    assert b"".join(raw + end for raw in [HEADER.strip(), *raws(found)]) == data
    at = 0
    for each in good(found):
        at = data.index(each.raw, at)
        assert each.line == data[:at].count(b"\n") + 1
        at += len(each.raw)


def test_cells_may_be_large() -> None:
    before = csv.field_size_limit()
    found = read(written([NAMES, ["p", "[" + "1, " * 100_000 + "]", "0"]]), chunk_size=9999)
    assert len((good(found)[0].cells or {})["completion"]) == 300_002
    assert csv.field_size_limit() == before


def test_broken_rows_are_named_and_kept_and_the_rest_goes_on() -> None:
    data = HEADER + b'a,b\n"c" d,e,1\n\xff,f,2\n\ng,h,3\nprompt,completion,reward\ni,"j\nk,4'
    found = read(data)
    assert raws(found) == [b"g,h,3"]
    assert [(each.line, each.raw) for each in bad(found)] == [
        (2, b"a,b"),
        (3, b'"c" d,e,1'),
        (4, b"\xff,f,2"),
        (8, b'i,"j\nk,4'),
    ]
    assert [each.problem.code for each in bad(found)] == ["E_ROW", "E_ROW", "E_ENCODING", "E_ROW"]
    assert messages(found)[0] == (
        "E_ROW Not a row of this table: it has 2 cells, and the header 3."
    )
    assert "ends within a quoted cell" in messages(found)[3]


@pytest.mark.parametrize("size", [1, 50, 10_000])
def test_a_huge_row_is_passed_over(size: int) -> None:
    huge = b'a,"' + b'line ""quoted"", x\n' * 500 + b'",1\n'
    found = read(
        HEADER + huge + b"b,c,2\n" + b"x" * 5000 + b"\nd,e,3\n", hold=1000, chunk_size=size
    )
    assert raws(found) == [b"b,c,2", b"d,e,3"]
    assert [(each.number, each.line, each.offset, each.size) for each in bad(found)] == [
        (1, 2, len(HEADER), len(huge)),
        (3, 504, len(HEADER) + len(huge) + 6, 5001),
    ]


def test_a_huge_cell_that_is_never_closed_ends() -> None:
    [refused] = read(HEADER + b'a,"' + b"x\n" * 5000, hold=1000)
    assert messages([refused])[0].startswith("E_SIZE")


@pytest.mark.parametrize(
    "line",
    [
        b"prompt,completion",
        b'"question","answer"\r\n',
        b",prompt,Unnamed: 0\n",
        b"conversation_text,prompt_tokens,status",
        b"Question,Answer,meta.score",
        b"prompt,LLM says,score (of 10)",
    ],
)
def test_headers_are_known(line: bytes) -> None:
    assert header_of(line)


@pytest.mark.parametrize(
    "line",
    [
        b"prompt",
        b"prompt;completion",
        b"prompt,prompt",
        b"loss,reward,step",
        b"question, answer, and more",
        b"Well,question",
        b'{"prompt": 1,"completion": 2}',
        b'["prompt","completion"]',
        b'"prompt","completion',
        b"prompt,completion,\xff",
        b"prompt,,completion",
        b"Dear all, this is a prompt, with a completion.",
        b"prompt,completion\rx",
    ],
)
def test_other_lines_are_no_header(line: bytes) -> None:
    assert header_of(line) is None


@given(st.lists(documents(), min_size=1, max_size=3), st.sampled_from([None, 2]))
def test_json_is_never_a_table(several: list[dict[str, object]], indent: int | None) -> None:
    text = "\n".join(json.dumps(each, indent=indent) for each in several)
    assert all(isinstance(each, Record) and each.kind == "json" for each in read(text.encode()))


def test_a_table_without_rows_has_no_records() -> None:
    assert read(HEADER) == read(HEADER.strip()) == []


OWN = b"id,the question,why,what\n"


def test_a_table_is_known_by_the_columns_that_its_owner_names() -> None:
    data = OWN + b'1,a?,"b\nc",d\n2,e?,f,g\n'
    found = read(data, columns={"the question", "what"})
    assert [(each.kind, (each.cells or {})["why"]) for each in good(found)] == [
        ("row", "b\nc"),
        ("row", "f"),
    ]
    assert header_of(OWN, {"the question", "what"})
    assert not header_of(OWN, {"the question", "answer"})
    assert not header_of(OWN)
    assert header_of(HEADER, {"elsewhere"})


@given(st.integers(1, 80))
def test_columns_are_found_however_the_text_comes(size: int) -> None:
    assert len(good(read(OWN + b"1,a,b,c\n", chunk_size=size, columns={"what"}))) == 1


@pytest.mark.parametrize("row", [b"1,2,3", b'1,"b,\n c",3', b'1,"2"\n'])
def test_a_table_of_unknown_columns_is_told_as_such(row: bytes) -> None:
    [message] = messages(read(b"a,b,c\n" + row))
    assert message.startswith("E_SOURCE This is ")
    assert ("no column is known to hold a text of a trace: a, b, c. " in message) == (
        not row.startswith(b'1,"2"')
    )


def test_of_many_columns_some_are_named() -> None:
    names = [f"column_{number}" for number in range(20)]
    [message] = messages(read(",".join(names).encode() + b"\n" + b",".join([b"1"] * 20)))
    assert "column_11, …. Say which do: --map prompt=COLUMN" in message
    assert "column_12" not in message


def test_a_column_that_comes_again_is_numbered() -> None:
    [record] = good(read(b"prompt,completion,reward,reward\na,b,1,2\n"))
    assert record.cells == {"prompt": "a", "completion": "b", "reward": "1", "reward.1": "2"}
    assert header_of(b"a,a,a.1", {"a"}) is None


def test_names_with_space_around_are_those_that_are_named() -> None:
    [record] = good(read(b" q , a\nWhy?,So.\n", columns={"q", "a"}))
    assert record.cells == {"q": "Why?", "a": "So."}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (b"q\ta\nWhy?\tSo.\n", "with tabs between its cells"),
        (b"q;a\nWhy?;So.\n", "with semicolons between its cells"),
        (b"q,b\nWhy?,So.\n", "without a, which --map names; it has q, b."),
    ],
)
def test_why_a_table_is_not_read_is_told(text: bytes, told: str) -> None:
    [message] = messages(read(text, columns={"q", "a"}))
    assert told in message

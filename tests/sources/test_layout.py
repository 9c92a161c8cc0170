"""What a text is, told from its beginning."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.strategies import documents
from tunix_rt_tui.sources.layout import layout_of


@pytest.mark.parametrize(
    ("text", "layout"),
    [
        (b"", "lines"),
        (b" \r\n \t", "lines"),
        (b' \n[{"a": 1}]', "array"),
        (b"[", "array"),
        (b'[{"role": "]"}]\n[{"role": "a"}]\n', "lines"),
        (b'[{"role": "a"}] \r\n\r\n[', "lines"),
        (b'[{"role": "a"}]\n', "array"),
        (b'[{"role": "a"}]\nand more', "array"),
        (b'[{"role": "a"},\n{"role": "b"}]\n[{"role": "a"}]', "array"),
        (b'[{"a": 1}]\n[{"a": 2}]', "array"),
        (b'{"a": 1}\n{"a": 2}\n', "lines"),
        (b'{"a": 1}', "lines"),
        (b'{"a": ', "lines"),
        (b'{"a": 1}\r\n', "lines"),
        (b"hello\n{}\n", "lines"),
        (b'{\n"a": 1}', "values"),
        (b'{\r\n\r\n  "a": 1\r\n}', "values"),
        (b"{\n}", "values"),
        (b'{"a":\n 1}', "values"),
        (b'{"a": 1,\n "b": 2}', "values"),
        (b'{"a": [\n1]}', "values"),
        (b'{"a": [\n]}', "values"),
        (b'{"a": [1,\n2]}', "values"),
        (b'{"a": 1\n}', "values"),
        (b'{"a": [1\n]}', "values"),
        (b'{"a"\n: 1}', "values"),
        (b'{"a": "}]\\"{",\n "b": 2}', "values"),
        (b'{"a": 1}{"a": 2}', "values"),
        (b'{"a": "}{"} {"a": 2}\n{"a": 3}', "lines"),
        (b'{"a": "}{"} {"a": 2}{"a": 3}', "values"),
        (b'{"a": "}{"}', "lines"),
        (b'{"a": 1} and more', "lines"),
    ],
)
def test_a_complete_text_is_known(text: bytes, layout: str) -> None:
    assert layout_of(text, complete=True) == layout


@pytest.mark.parametrize(
    "first_line",
    [
        b'{"a": "cut in a string',
        b'{"a": "cut after an escape \\',
        b'{"a": 1',
        b'{"a": {"b": 2}',
        b'{"a": 1,',
        b"{",
    ],
)
def test_a_first_line_that_was_cut_off_spoils_none_but_itself(first_line: bytes) -> None:
    assert layout_of(first_line + b'\n{"a": 2}\n', complete=True) == "lines"


@pytest.mark.parametrize(
    "head",
    [b"", b"\n ", b"{", b'{"a": 1}', b'{"a": 1}\n', b"{\n  ", b'[{"role"', b'[{"role": 1}]\n\n'],
)
def test_what_cannot_be_known_yet_waits_for_more(head: bytes) -> None:
    assert layout_of(head, complete=False) is None


@given(documents(), st.sampled_from([None, 0, 1, 4, "\t"]), st.sampled_from(["\n", "\r\n"]))
def test_a_document_is_taken_as_what_it_was_written_as(
    document: dict[str, object], indent: int | str | None, line_end: str
) -> None:
    text = json.dumps(document, indent=indent).replace("\n", line_end).encode()
    expected = "lines" if indent is None else "values"
    assert layout_of(text, complete=True) == expected
    assert layout_of(text + line_end.encode() + text, complete=False) == expected

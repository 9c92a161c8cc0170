"""A text is cut into the same documents wherever its chunks end."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.strategies import documents, trees
from tunix_rt_tui.sources.pieces import Flaw, Piece, PieceBuffer
from tunix_rt_tui.sources.splitting import split_array, split_lines, split_values

MANY = 1_000_000

sizes = st.integers(1, 40)
spaces = st.text(" \t\r\n", max_size=3)


def chunks_of(text: bytes, size: int) -> Iterator[bytes]:
    return (text[at : at + size] for at in range(0, len(text), size))


def raws(pieces: Iterator[Piece | Flaw] | Iterator[Piece]) -> list[bytes | None]:
    found = list(pieces)
    assert not [piece for piece in found if isinstance(piece, Flaw)]
    return [piece.raw for piece in found if isinstance(piece, Piece)]


@given(st.lists(trees, max_size=5), sizes, st.booleans(), st.lists(spaces, min_size=4))
def test_an_array_gives_its_elements_byte_for_byte(
    elements: list[object], size: int, ascii_only: bool, around: list[str]
) -> None:
    written = [json.dumps(each, ensure_ascii=ascii_only).encode() for each in elements]
    space = [each.encode() for each in around]
    between = space[1] + b"," + space[2]
    text = space[0] + b"[" + space[1] + between.join(written) + space[2] + b"]" + space[3]
    buffer = PieceBuffer(MANY)
    assert raws(split_array(chunks_of(text, size), buffer)) == written


@given(st.lists(documents(), max_size=4), sizes, st.sampled_from([b"\n", b"\r\n", b"\n \t\r\n"]))
def test_lines_give_documents_whatever_ends_them(
    written: list[dict[str, object]], size: int, line_end: bytes
) -> None:
    lines = [json.dumps(each, ensure_ascii=False).encode() for each in written]
    for text in (line_end.join(lines), b"".join(line + line_end for line in lines)):
        assert raws(split_lines(chunks_of(text, size), PieceBuffer(MANY))) == lines


@given(
    st.lists(documents(), max_size=4),
    sizes,
    st.sampled_from([None, 0, 2]),
    st.sampled_from([b"", b"\n", b" \r\n"]),
)
def test_documents_that_follow_one_another_are_told_apart(
    written: list[dict[str, object]], size: int, indent: int | None, between: bytes
) -> None:
    values = [json.dumps(each, indent=indent).encode() for each in written]
    text = between.join(values) + between
    assert raws(split_values(chunks_of(text, size), PieceBuffer(MANY))) == values


@given(st.lists(documents(), min_size=1, max_size=4), sizes)
def test_places_are_those_of_the_first_character(
    written: list[dict[str, object]], size: int
) -> None:
    text = json.dumps(written, ensure_ascii=False, indent=3)
    encoded = text.encode()
    for piece in split_array(chunks_of(encoded, size), PieceBuffer(MANY)):
        assert isinstance(piece, Piece)
        assert piece.raw == encoded[piece.offset : piece.offset + piece.size]
        before = encoded[: piece.offset].decode()
        assert piece.line == before.count("\n") + 1
        assert piece.column == len(before) - before.rfind("\n")


@pytest.mark.parametrize("size", [1, 3, 1000])
@pytest.mark.parametrize(
    ("text", "elements", "flaws"),
    [
        (b"[]", [], []),
        (b"[ ]\n", [], []),
        (b"[1,]", [b"1"], ["An element is missing here."]),
        (b"[,1]", [b"1"], ["An element is missing here."]),
        (b"[1,,2]", [b"1", b"2"], ["An element is missing here."]),
        (b'[{"a":1}', [b'{"a":1}'], ["The array is not closed: the input ends before its ]."]),
        (b"[1,", [b"1"], ["The array is not closed: the input ends before its ]."]),
        (b"[", [], ["The array is not closed: the input ends before its ]."]),
        (b'[1,{"a":', [b"1", b'{"a":'], []),
        (b'[1,"a', [b"1", b'"a'], []),
        (b"[1}", [b"1"], ["The array is closed by } instead of ]."]),
        (b"[1] \n x", [b"1", b"x"], []),
        (b"[1][2]", [b"1", b"2"], []),
        (b'[1]\n{"a":\n[2]', [b"1", b'{"a":', b"2"], []),
        (b"[1][2]\nx\n[3,\n4] [6]\n[5]", [b"1", b"2", b"x", b"3", b"4", b"[6]", b"5"], []),
        (b'[]\n[{"role": "user"}]\n[]', [b'[{"role": "user"}]', b"[]"], []),
    ],
)
def test_a_broken_array_gives_what_is_whole_and_names_the_rest(
    text: bytes, elements: list[bytes], flaws: list[str], size: int
) -> None:
    found = list(split_array(chunks_of(text, size), PieceBuffer(MANY)))
    assert [piece.raw for piece in found if isinstance(piece, Piece)] == elements
    assert [piece.message for piece in found if isinstance(piece, Flaw)] == flaws


def test_a_broken_array_is_placed() -> None:
    [_, flaw, after] = split_array([b"[1\n  }\n x"], PieceBuffer(MANY))
    assert isinstance(flaw, Flaw)
    assert isinstance(after, Piece)
    assert (flaw.code, flaw.line, flaw.column) == ("E_JSON", 2, 3)
    assert (after.raw, after.line, after.column) == (b"x", 3, 2)


@pytest.mark.parametrize("splitter", [split_lines, split_values])
def test_what_is_too_large_to_hold_is_measured_and_the_rest_goes_on(splitter: object) -> None:
    text = b'{"a": 1}\n{"a": "' + b"x" * 100 + b'"}\n{"a": 2}\n'
    assert callable(splitter)
    first, large, last = splitter(chunks_of(text, 7), PieceBuffer(20))
    assert (first.raw, last.raw) == (b'{"a": 1}', b'{"a": 2}')
    assert large == Piece(line=2, column=1, offset=9, size=109, raw=None)
    assert text[large.offset : large.offset + large.size].endswith(b'x"}')


def test_garbage_between_documents_is_left_to_the_parser() -> None:
    found = raws(split_values([b'{"a":\n1} oops {"b": 2}\n} tail'], PieceBuffer(MANY)))
    assert found == [b'{"a":\n1}', b'oops {"b": 2}', b"}", b"tail"]


@given(st.lists(documents(), min_size=2, max_size=4), sizes, st.data())
def test_a_document_that_was_cut_off_spoils_none_but_itself(
    written: list[dict[str, object]], size: int, data: st.DataObject
) -> None:
    values = [json.dumps(each, indent=2).encode() for each in written]
    cut = data.draw(st.integers(1, len(values) - 1))
    lines = values[cut].splitlines(keepends=True)
    torn = b"".join(lines[: data.draw(st.integers(1, len(lines) - 1))]) + b'  "and this'
    text = b"\n".join([*values[:cut], torn, *values[cut + 1 :], b"what is it?", values[0]])
    found = raws(split_values(chunks_of(text, size), PieceBuffer(MANY)))
    after = [*values[cut + 1 :], b"what is it?", values[0]]
    if len(values) == cut + 1:
        after = [torn + b"\nwhat is it?", values[0]]
        assert found == [*values[:cut], *after]
    else:
        assert found == [*values[:cut], torn, *after]

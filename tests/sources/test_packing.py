"""Compressed and otherwise encoded text gives the records of the plain text, in bounded memory."""

from __future__ import annotations

import codecs
import gzip
import tracemalloc
import zlib
from itertools import pairwise

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from tests.sources.inputs import bad, good, messages, raws, read, zipped
from tunix_rt_tui.sources.record import UnreadRecord

LINES = [b'{"a": 1}', '{"b": "€ 😀"}'.encode(), b'{"c": [1, 2]}']
TEXT = b"\n".join(LINES) + b"\n"


def zstd(data: bytes) -> bytes:
    return zstandard.ZstdCompressor().compress(data)


def packed_in_parts(text: bytes, cuts: list[int]) -> tuple[bytes, bytes]:
    edges = [0, *sorted(cut % (len(text) + 1) for cut in cuts), len(text)]
    parts = [text[start:end] for start, end in pairwise(edges)]
    return (
        b"".join(gzip.compress(part, mtime=0) for part in parts),
        b"".join(zstd(part) for part in parts),
    )


@given(st.lists(st.integers(0, 1000), max_size=3), st.integers(1, 40))
def test_members_and_frames_follow_one_another(cuts: list[int], size: int) -> None:
    plain = read(TEXT, chunk_size=size)
    for data in packed_in_parts(TEXT, cuts):
        assert read(data, chunk_size=size) == plain


@given(
    st.sampled_from(["utf-8-sig", "utf-16", "utf-16-be", "utf-32", "utf-32-be"]),
    st.sampled_from(["\n", "\r\n", "\r\n\r\n"]),
    st.integers(1, 40),
)
def test_every_encoding_gives_the_same_records_and_places(
    codec: str, line_end: str, size: int
) -> None:
    text = TEXT.decode().replace("\n", line_end)
    found = read(text.encode(codec), chunk_size=size)
    assert found == read(text.encode(), chunk_size=size)
    assert raws(found) == LINES


def test_what_is_encoded_may_be_compressed() -> None:
    assert raws(read(gzip.compress(TEXT.decode().encode("utf-16")))) == LINES


def test_zeros_behind_gzip_are_padding_and_anything_else_is_named() -> None:
    whole = gzip.compress(TEXT)
    assert raws(read(whole + b"\0" * 100)) == LINES
    found = read(whole + b"more")
    assert raws(found) == LINES
    assert messages(found) == ["E_SOURCE Something follows the gzip data."]


def test_frames_of_zstd_that_are_to_be_skipped_are() -> None:
    skipped = b"\x50\x2a\x4d\x18" + (5).to_bytes(4, "little") + b"hello"
    assert raws(read(zstd(TEXT) + skipped + zstd(TEXT))) == LINES * 2


@pytest.mark.parametrize("pack", [gzip.compress, zstd])
def test_a_cut_stream_gives_what_was_read_and_says_so(pack: object) -> None:
    assert callable(pack)
    text = b"".join(b'{"n": %d, "x": "%d"}\n' % (n, n * n * 7919) for n in range(40_000))
    found = read(pack(text)[:-40_000], chunk_size=4096)
    given_whole = b"".join(raw + b"\n" for raw in raws(found))
    assert len(given_whole) > 0
    assert text.startswith(given_whole)
    assert found[-1] == bad(found)[0]
    [message] = messages(found)
    assert message.startswith("E_SOURCE")
    assert "is cut short; what came before was read." in message
    assert bad(found)[0].line == len(good(found)) + 1


def test_a_whole_document_before_a_missing_checksum_is_given() -> None:
    found = read(gzip.compress(LINES[0])[:-8])
    assert raws(found) == [LINES[0]]
    assert len(messages(found)) == 1


def test_a_torn_document_is_kept() -> None:
    packed = zlib.compressobj(0, wbits=31)
    data = packed.compress(TEXT) + packed.flush()
    [torn] = bad(read(data[:-20]))
    assert torn.raw
    assert LINES[2].startswith(torn.raw)


def test_text_in_two_bytes_that_ends_with_one_is_cut_short() -> None:
    found = read(TEXT.decode().encode("utf-16")[:-1])
    assert raws(found) == LINES
    assert "UTF-16" in messages(found)[0]


def test_a_lone_surrogate_is_left_to_the_parser() -> None:
    data = codecs.BOM_UTF16_LE + '{"a": "\ud800"}'.encode("utf-16-le", "surrogatepass")
    assert raws(read(data)) == [b'{"a": "\xed\xa0\x80"}']


@pytest.mark.parametrize(
    ("inner", "named"),
    [
        (zipped({"a.json": b"{}"}), "zip"),
        (b"PAR1....", "Parquet"),
        (gzip.compress(TEXT), "gzip"),
        (b"x" * 257 + b"ustar\0" + b"\0" * 300, "tar"),
        (b"BZh9", "bzip2"),
    ],
    ids=["zip", "Parquet", "gzip", "tar", "bzip2"],
)
def test_what_a_compressed_file_holds_is_named(inner: bytes, named: str) -> None:
    for pack in (gzip.compress, zstd):
        [refused] = read(pack(inner))
        assert isinstance(refused, UnreadRecord)
        assert refused.problem.code == "E_ENCODING"
        assert "compressed with" in refused.problem.message
        assert f"{named} " in refused.problem.message or f"with {named}" in refused.problem.message


@pytest.mark.parametrize(
    ("data", "named"),
    [
        (b"BZh9....", "bzip2"),
        (b"\xfd7zXZ\x00...", "xz"),
        (b"SQLite format 3\x00...", "SQLite"),
        (b"version https://git-lfs.github.com/spec/v1\n", "Git LFS"),
        (b"\x7fELF\x00\x00", "binary"),
        (b"a" * 257 + b"ustar\0" + b"\0" * 300, "tar archive"),
    ],
    ids=["bzip2", "xz", "SQLite", "Git LFS", "binary", "tar"],
)
@pytest.mark.parametrize("size", [1, 1000])
def test_what_cannot_be_read_is_named(data: bytes, named: str, size: int) -> None:
    [refused] = read(data, chunk_size=size)
    assert isinstance(refused, UnreadRecord)
    assert named in refused.problem.message


@pytest.mark.parametrize("level", [gzip.compress, zstd])
def test_a_bomb_takes_no_more_memory_than_a_record(level: object) -> None:
    assert callable(level)
    bomb = level(b'{"a": 1}\n"' + b"\x20" * 60_000_000 + b'"\n{"a": 2}\n')
    tracemalloc.start()
    try:
        found = read(bomb, hold=100_000, chunk_size=262_144)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert [each.number for each in good(found)] == [1, 3]
    assert bad(found)[0].problem.code == "E_SIZE"
    assert peak < 25_000_000


def test_a_stream_of_zstd_may_begin_with_a_frame_that_is_to_be_skipped() -> None:
    for number in (0x50, 0x5F):
        skipped = bytes([number]) + b"\x2a\x4d\x18" + (5).to_bytes(4, "little") + b"hello"
        assert raws(read(skipped + zstd(TEXT))) == LINES

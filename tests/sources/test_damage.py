"""Whatever is done to a file, reading it ends, and what is wrong is named instead of raised."""

from __future__ import annotations

import gzip
import json

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from tests.sources.inputs import bad, read, read_pipe, zipped
from tests.sources.test_archives import HEADER, with_zstd
from tests.sources.test_inspect_log import AFTER, BEFORE, SAMPLES
from tests.sources.test_parquet import ROWS, parquet
from tests.sources.test_text_logs import block

LINES = b"".join(b'{"n": %d, "text": "\xe2\x82\xac"}\n' % number for number in range(9))
MEMBERS = {"a.jsonl": LINES, "b.json": b'{"a": 1}', "samples/c.json": b"{}"}
FILES = {
    "array": b"[" + LINES.strip().replace(b"\n", b",\n") + b"]",
    "chat": b"<|im_start|>user\nHi<|im_end|>\n",
    "csv": b"prompt,completion\n" + b'a,"b ""c"",\nd"\n' * 5,
    "gzip": gzip.compress(LINES, mtime=0),
    "inspect": json.dumps({**BEFORE, "samples": SAMPLES, **AFTER}, indent=1).encode(),
    "inspect archive": with_zstd({"header.json": HEADER, **MEMBERS}),
    "lines": LINES,
    "log": b"noise\n" + block(1) + b"\nnoise\n" + block(2) + b"\n",
    "parquet": parquet(ROWS[:3]),
    "utf-16": LINES.decode().encode("utf-16"),
    "utf-32": LINES.decode().encode("utf-32"),
    "zip": zipped(MEMBERS),
    "zip with zstd": with_zstd(MEMBERS),
    "zstd": zstandard.ZstdCompressor().compress(LINES),
}


@pytest.mark.parametrize("name", FILES)
@given(st.data())
def test_a_damaged_file_never_raises(name: str, data: st.DataObject) -> None:
    broken = bytearray(FILES[name])
    for _ in range(data.draw(st.integers(0, 3))):
        at = data.draw(st.integers(0, len(broken) - 1))
        broken[at] = data.draw(st.integers(0, 255))
    end = data.draw(st.integers(0, len(broken)))
    found = read(bytes(broken[:end]), chunk_size=data.draw(st.sampled_from([1, 7, 100, 9999])))
    assert len(found) < 100
    assert all(each.problem.message for each in bad(found))


@pytest.mark.parametrize("name", FILES)
def test_every_cutting_gives_the_same(name: str) -> None:
    expected = read(FILES[name], chunk_size=1_000_000)
    assert expected
    assert not bad(expected)
    for size in (1, 2, 3, 10, 61):
        assert read(FILES[name], chunk_size=size) == expected
    assert [each.number for each in read_pipe(FILES[name])] == [each.number for each in expected]


@given(st.binary(max_size=200), st.integers(1, 30))
def test_any_bytes_are_read_the_same_however_they_come(data: bytes, size: int) -> None:
    assert read(data, chunk_size=size) == read(data, chunk_size=1000)


pieces = st.sampled_from(
    [b'{"a": 1}', b"{", b"[", b"]", b"\n", b"\r\n", b'"', b"prompt,answer", b"START ==", b"END ==",
     b"\0", b" ", b"x", b"<|im_start|>", b'{"eval": {}, "status": 1, "samples": [', b"1", b","]
)  # fmt: skip


@given(st.lists(pieces, max_size=15).map(b"".join), st.integers(1, 9))
def test_texts_that_are_nearly_something_are_read_the_same_however_they_come(
    data: bytes, size: int
) -> None:
    assert read(data, chunk_size=size) == read(data, chunk_size=1000)

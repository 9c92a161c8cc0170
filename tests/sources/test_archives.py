"""Members of a zip archive are files of their own; those of an Inspect log are its samples."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
import zlib

import pytest
import zstandard

from tests.sources.inputs import bad, good, messages, raws, read, read_pipe, zipped
from tunix_rt_tui.sources.record import Record, UnreadRecord

ZSTD = 93
ONE, TWO = b'{"a": 1}', b'{"a": 2}'
HEADER = b'{"version": 2, "status": "success", "eval": {}}'


def with_zstd(members: dict[str, bytes]) -> bytes:
    """Write an archive as Inspect does: frames of zstd, the plain size and the plain checksum."""
    data = bytearray()
    directory = bytearray()
    compress = zstandard.ZstdCompressor().compress
    for name, plain in members.items():
        packed = compress(plain[:5]) + compress(plain[5:])
        fields = (
            (63).to_bytes(2, "little") + b"\0\0" + ZSTD.to_bytes(2, "little") + b"\0\0\x21\0"
            + zlib.crc32(plain).to_bytes(4, "little")
            + len(packed).to_bytes(4, "little") + len(plain).to_bytes(4, "little")
            + len(name).to_bytes(2, "little") + b"\0\0"
        )  # fmt: skip
        directory += b"PK\x01\x02\x3f\0" + fields + b"\0" * 10
        directory += len(data).to_bytes(4, "little") + name.encode()
        data += b"PK\x03\x04" + fields + name.encode() + packed
    count = len(members).to_bytes(2, "little")
    end = b"PK\x05\x06\0\0\0\0" + count + count
    end += len(directory).to_bytes(4, "little") + len(data).to_bytes(4, "little") + b"\0\0"
    return bytes(data + directory + end)


def test_members_are_files_in_the_order_of_the_archive() -> None:
    data = zipped(
        {"b/x.jsonl": ONE + b"\n" + TWO, "../a.json": ONE, "c.jsonl.gz": gzip.compress(TWO)}
    )
    found = read(data, name="set.zip")
    assert [(each.file, each.number, each.line) for each in good(found)] == [
        ("set.zip/b/x.jsonl", 1, 1),
        ("set.zip/b/x.jsonl", 2, 2),
        ("set.zip/../a.json", 1, 1),
        ("set.zip/c.jsonl.gz", 1, 1),
    ]
    assert raws(found) == [ONE, TWO, ONE, TWO]
    assert not bad(found)


def test_an_archive_from_a_pipe_is_read_as_well() -> None:
    assert raws(read_pipe(zipped({"a.json": ONE}))) == [ONE]


def test_what_is_hidden_or_no_data_is_passed_over() -> None:
    others = [
        "folder.json/",
        "__MACOSX/a.json",
        ".git/b.json",
        "c/.d.json",
        "README.md",
        "notes.txt",
    ]
    data = zipped(
        {**dict.fromkeys(others, b"Hello,\nreader.\n"), "folder.json/": b"", "e.json": ONE}
    )
    found = read(data)
    assert [each.file for each in found] == ["a/e.json"]


def test_an_archive_of_nothing_says_so() -> None:
    for data in (zipped({}), zipped({"README.md": b"Hello"})):
        assert messages(read(data)) == ["E_SOURCE No file in this archive may hold traces."]


def test_archives_in_archives_are_named() -> None:
    found = read(zipped({"in.zip": zipped({"a.json": ONE}), "b.json": TWO}))
    assert [type(each) for each in found] == [UnreadRecord, Record]
    assert "a zip archive" in messages(found)[0]
    assert found[0].file == "a/in.zip"


def test_members_in_zstd_are_read() -> None:
    found = read(with_zstd({"a.jsonl": ONE + b"\n" + TWO, "b.json": ONE}))
    assert raws(found) == [ONE, TWO, ONE]
    assert not bad(found)


def damage(data: bytes, what: bytes) -> bytes:
    at = data.index(what)
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


def test_a_damaged_member_is_named_and_the_rest_goes_on() -> None:
    stored = zipped({"a.json": ONE, "b.json": TWO}, zipfile.ZIP_STORED)
    found = read(damage(stored, ONE))
    assert [each.file for each in found] == ["a/a.json", "a/b.json"]
    assert isinstance(found[0], UnreadRecord)
    assert "damaged" in messages(found)[0]
    assert raws(found) == [TWO]
    packed = with_zstd({"a.json": ONE, "b.json": TWO})
    assert raws(read(damage(packed, zlib.crc32(ONE).to_bytes(4, "little")))) == [ONE, TWO]
    at = packed.rindex(zlib.crc32(ONE).to_bytes(4, "little"))
    assert raws(read(packed[:at] + b"\0" + packed[at + 1 :])) == [TWO]


@pytest.mark.parametrize(("method", "named"), [(zipfile.ZIP_LZMA, "14"), (zipfile.ZIP_BZIP2, "12")])
def test_other_methods_are_named(method: int, named: str) -> None:
    found = read(zipped({"a.json": ONE}, method))
    assert f"(method {named}) is not known" in messages(found)[0]


def test_an_encrypted_member_is_named() -> None:
    data = zipped({"a.json": ONE, "b.json": TWO})
    at = data.index(b"PK\x01\x02") + 8
    found = read(data[:at] + b"\x01" + data[at + 1 :])
    assert "encrypted" in messages(found)[0]
    assert raws(found) == [TWO]


def test_a_cut_archive_is_named() -> None:
    [message] = messages(read(zipped({"a.json": ONE})[:-10]))
    assert "cut short or damaged" in message


@pytest.mark.parametrize("write", [zipped, with_zstd])
def test_samples_of_an_inspect_log_are_records_with_its_header(write: object) -> None:
    assert callable(write)
    members = {
        "_journal/start.json": b'{"version": 2}',
        "samples/b_epoch_1.json": ONE,
        "_journal/summaries/1.json": b"[]",
        "samples/a/b_epoch_1.json": TWO,
        "summaries.json": b"[]",
        "reductions.json": b"[]",
        "header.json": HEADER,
    }
    found = read(write(members), name="x.eval")
    assert found == [
        Record("x.eval", 1, None, ONE, head=HEADER),
        Record("x.eval", 2, None, TWO, head=HEADER),
    ]


def test_a_log_that_is_still_written_has_the_header_of_its_journal() -> None:
    found = read(zipped({"_journal/start.json": HEADER, "samples/a_epoch_1.json": ONE}))
    assert [each.head for each in good(found)] == [HEADER]


def test_a_sample_that_was_written_again_counts_once() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("header.json", HEADER)
        archive.writestr("samples/a.json", ONE)
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("samples/a.json", TWO)
    assert raws(read(buffer.getvalue())) == [TWO]


def test_a_log_without_samples_and_broken_samples_are_named() -> None:
    start = {"_journal/start.json": HEADER}
    assert "without samples" in messages(read(zipped(start)))[0]
    large = {"samples/b.json": json.dumps("x" * 3000).encode(), "samples/c.json": b" "}
    found = read(zipped({**start, "samples/a.json": ONE, **large}), hold=2000)
    assert raws(found) == [ONE]
    assert messages(found) == [
        "E_SIZE samples/b.json has 3002 bytes; at most 2000 are read.",
        "E_SOURCE samples/c.json is empty.",
    ]


def test_an_archive_that_only_has_a_file_of_that_name_is_no_log() -> None:
    assert raws(read(zipped({"header.json": ONE, "data.json": TWO}))) == [ONE, TWO]

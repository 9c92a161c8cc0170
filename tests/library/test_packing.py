"""Files that are compressed as their names say."""

from __future__ import annotations

import gzip
import io
from pathlib import Path

import pytest
import zstandard

from tunix_rt_tui.errors import TargetFault
from tunix_rt_tui.library.packing import write_packed


def unpacked(path: Path) -> bytes:
    data = path.read_bytes()
    match path.suffix:
        case ".gz":
            return gzip.decompress(data)
        case ".zst":
            return zstandard.ZstdDecompressor().stream_reader(io.BytesIO(data)).read()
        case _:
            return data


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz", "a.jsonl.zst", "gz", ".gz"])
def test_a_file_is_packed_as_its_name_says(tmp_path: Path, name: str) -> None:
    target = tmp_path / name
    with write_packed(target) as write:
        write(b"some ")
        write(b"data")
    assert unpacked(target) == b"some data"
    assert (target.read_bytes() == b"some data") is (target.suffix not in (".gz", ".zst"))


@pytest.mark.parametrize("name", ["a.gz", "a.zst"])
def test_the_same_data_gives_the_same_file(tmp_path: Path, name: str) -> None:
    files = [tmp_path / f"{n}{name}" for n in range(2)]
    for file in files:
        with write_packed(file) as write:
            write(b"data")
    assert files[0].read_bytes() == files[1].read_bytes()


@pytest.mark.parametrize("name", ["a", "a.gz", "a.zst"])
def test_what_fails_on_the_way_leaves_what_was_there(tmp_path: Path, name: str) -> None:
    target = tmp_path / name
    target.write_bytes(b"before")
    with pytest.raises(ZeroDivisionError), write_packed(target) as write:  # noqa: PT012 - one write, one fault
        write(b"half")
        raise ZeroDivisionError
    assert target.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("name", ["no/a", "no/a.gz", "no/a.zst"])
def test_a_place_that_cannot_be_written_is_a_fault(tmp_path: Path, name: str) -> None:
    with pytest.raises(TargetFault, match="no/a"), write_packed(tmp_path / name):
        pytest.fail("was opened")

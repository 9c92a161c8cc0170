"""Places to write to that are no ordinary files, or none at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tunix_rt_tui.errors import TargetFault
from tunix_rt_tui.library.targets import write_text, write_whole


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    real, link = tmp_path / "real", tmp_path / "link"
    link.symlink_to(real)
    with write_whole(link) as file:
        file.write(b"data")
    assert link.is_symlink()
    assert real.read_bytes() == b"data"


def test_a_pipe_is_written_to_as_it_is(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDWR)
    try:
        with write_whole(pipe) as file:
            file.write(b"data")
        assert os.read(reader, 100) == b"data"
    finally:
        os.close(reader)


@pytest.mark.parametrize("name", ["no/such/folder/file", "file/below", "folder"])
def test_a_place_that_cannot_be_written_is_a_fault_with_a_name(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "folder").mkdir()
    with pytest.raises(TargetFault, match=name), write_whole(tmp_path / name):
        pytest.fail("was opened")


def test_a_full_disk_is_a_fault() -> None:
    with pytest.raises(TargetFault, match="No space left"), write_whole(Path("/dev/full")) as file:
        file.write(b"data")


def test_a_text_goes_over_no_file_unless_that_is_meant(tmp_path: Path) -> None:
    target = tmp_path / "file"
    write_text(target, "é")
    with pytest.raises(TargetFault, match="there already"):
        write_text(target, "other")
    assert target.read_bytes() == "é".encode()
    write_text(target, "other", replace=True)
    assert target.read_text() == "other"


def test_a_name_that_no_file_can_have_is_told_when_it_is_written(tmp_path: Path) -> None:
    with pytest.raises(TargetFault, match="too long"):
        write_text(tmp_path / ("n" * 300), "text")

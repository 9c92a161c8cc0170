"""Where a write-ahead log is safe, and what is chosen where it is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tunix_rt_tui.store.sqlite.filesystem import Filesystem, filesystem_of
from tunix_rt_tui.store.sqlite.journal import Version, choose_journal

LOCAL = Filesystem("ext4")
MENDED = (3, 51, 3)


@pytest.mark.parametrize(
    ("version", "mode"),
    [
        ((3, 51, 3), "wal"),
        ((3, 52, 0), "wal"),
        ((3, 50, 7), "wal"),
        ((3, 44, 6), "wal"),
        ((3, 44, 9), "wal"),
        ((3, 51, 2), "truncate"),
        ((3, 50, 6), "truncate"),
        ((3, 45, 9), "truncate"),
        ((3, 44, 5), "truncate"),
        ((3, 40, 1), "truncate"),
    ],
)
def test_a_log_is_kept_only_by_an_sqlite_that_resets_it_safely(version: Version, mode: str) -> None:
    assert choose_journal("auto", LOCAL, version).mode == mode


@pytest.mark.parametrize("kind", ["nfs4", "lustre", "gpfs", "fuse.sshfs", "9p", None])
def test_no_log_is_kept_where_the_filesystem_may_be_a_networks(kind: str | None) -> None:
    choice = choose_journal("auto", Filesystem(kind), MENDED)
    assert choice.mode == "truncate"
    assert (kind or "unknown") in choice.why
    assert choice.risk is None


def test_a_setting_is_followed_and_its_risk_is_named() -> None:
    risky = choose_journal("wal", Filesystem("nfs4"), MENDED)
    assert risky.mode == "wal"
    assert risky.risk is not None
    assert "nfs4" in risky.risk
    assert choose_journal("wal", LOCAL, MENDED).risk is None
    assert choose_journal("delete", LOCAL, MENDED).mode == "delete"
    assert choose_journal("truncate", LOCAL, MENDED).mode == "truncate"


@pytest.fixture
def mounts(tmp_path: Path) -> Path:
    table = tmp_path / "mounts"
    table.write_text(
        "/dev/sda / ext4 rw 0 0\n"
        "server:/home /home nfs4 rw 0 0\n"
        "old /scratch xfs rw 0 0\n"
        "new /scratch lustre rw 0 0\n"
        "usb /media/my\\040disk vfat rw 0 0\n"
    )
    return table


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/srv/a.db", "ext4"),
        ("/home/ada/not/there/yet/a.db", "nfs4"),
        ("/homework/a.db", "ext4"),
        ("/scratch/a.db", "lustre"),
        ("/media/my disk/a.db", "vfat"),
    ],
)
def test_a_path_is_on_the_filesystem_that_was_mounted_nearest(
    mounts: Path, path: str, kind: str
) -> None:
    assert filesystem_of(Path(path), mounts).kind == kind


def test_without_a_table_of_mounts_nothing_is_known(tmp_path: Path) -> None:
    unknown = filesystem_of(tmp_path, tmp_path / "missing")
    assert not unknown.local
    assert str(unknown) == "unknown"
    assert str(LOCAL) == "ext4 (local)"

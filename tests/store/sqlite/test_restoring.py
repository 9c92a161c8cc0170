"""Putting a backup in the place of a store."""

from __future__ import annotations

import errno
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.support.clock import SteppingClock
from tests.support.files import content, mode, names, write
from tests.support.stores import add
from tests.support.traces import make_traces
from tunix_rt_tui.errors import StoreFault
from tunix_rt_tui.store.sqlite import copying
from tunix_rt_tui.store.sqlite.journal import JournalMode
from tunix_rt_tui.store.sqlite.schema import SqliteSchema
from tunix_rt_tui.store.sqlite.store import open_sqlite
from tunix_rt_tui.store.sqlite.transaction import Patience

HURRIED = Patience(busy=0.05, tries=2, pause=0.01)


@pytest.fixture
async def backup(path: Path) -> Path:
    """A backup with two traces, of a store that then got a third."""
    store = await open_sqlite(path)
    await add(store, *make_traces(2))
    backup = await store.backup(path.with_name("backup.db"))
    await add(store, *make_traces(1, first=3))
    await store.close()
    return backup


async def count(path: Path) -> int:
    store = await open_sqlite(path, read_only=True)
    try:
        assert await store.check() == []
        return await store.count()
    finally:
        await store.close()


async def test_the_old_store_is_moved_aside_whole(path: Path, backup: Path) -> None:
    aside = SqliteSchema(path, clock=SteppingClock()).restore(backup)
    assert aside == path.with_name("traces.db.before-restore-20260102T030406.678901Z")
    assert await count(aside) == 3
    assert await count(path) == 2
    assert await count(backup) == 2
    assert mode(path) == 0o600
    assert names(path.parent) - {f"{aside.name}-journal"} == {"backup.db", "traces.db", aside.name}


async def test_a_log_that_was_cut_off_is_moved_in_with_the_old_store(path: Path) -> None:
    store = await open_sqlite(path, journal_mode="wal")
    await add(store, *make_traces(2))
    backup = await store.backup(path.with_name("backup.db"))
    await add(store, *make_traces(1, first=3))
    cut = path.with_name("cut.db")
    for end in ("", "-wal"):  # what a crash would leave
        write(Path(f"{cut}{end}"), content(Path(f"{path}{end}")))
    await store.close()
    aside = SqliteSchema(cut).restore(backup)
    assert aside is not None
    assert await count(aside) == 3
    assert await count(cut) == 2


async def test_a_backup_can_be_put_where_nothing_is(tmp_path: Path, backup: Path) -> None:
    path = tmp_path / "elsewhere" / "traces.db"
    assert SqliteSchema(path).restore(backup) is None
    assert await count(path) == 2
    assert mode(path.parent) == 0o700


async def test_a_store_that_is_no_database_any_more_can_be_replaced(
    path: Path, backup: Path
) -> None:
    write(path, b"not a database" * 999)
    write(path.with_name("traces.db-wal"), b"left over")
    aside = SqliteSchema(path).restore(backup)
    assert aside is not None
    assert content(aside) == b"not a database" * 999
    assert content(Path(f"{aside}-wal")) == b"left over"
    assert await count(path) == 2


async def test_a_filesystem_without_links_does_as_well(
    path: Path, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", refuse)
    aside = SqliteSchema(path).restore(backup)
    assert aside is not None
    assert (await count(path), await count(aside)) == (2, 3)


async def test_what_is_no_good_backup_changes_nothing(path: Path, backup: Path) -> None:
    schema = SqliteSchema(path)
    whole = content(backup)
    torn = write(path.with_name("torn.db"), whole[: len(whole) // 2])
    spoilt = write(path.with_name("spoilt.db"), whole[:-4096] + b"\x55" * 4096)
    other = path.with_name("other.db")
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE recipes (name)")
    empty = write(path.with_name("empty.db"), b"")
    newer = write(path.with_name("newer.db"), whole)
    with closing(sqlite3.connect(newer)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0999'")
        connection.commit()
    before = content(path)
    for bad in (torn, spoilt, other, empty, newer, path.parent, path.with_name("missing.db")):
        with pytest.raises(StoreFault):
            schema.restore(bad)
    assert content(path) == before
    assert not [name for name in names(path.parent) if "restor" in name]


async def test_a_restore_that_fails_leaves_nothing_behind_and_names_the_store(
    path: Path, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(errno.EIO, "Input/output error", str(path.with_name("traces.db.restoring")))

    before = {name: content(path.with_name(name)) for name in names(path.parent)}
    replace = Path.replace

    def fail_in_the_end(file: Path, target: Path) -> Path:
        if file.name == "traces.db.restoring":
            fail()
        return replace(file, target)

    for owner, name, failing in (
        (copying, "create_private", fail),
        (copying, "first_problem", fail),
        (Path, "replace", fail_in_the_end),
    ):
        with monkeypatch.context() as patch:
            patch.setattr(owner, name, failing)
            with pytest.raises(StoreFault, match=r"traces\.db cannot be used: Input"):
                SqliteSchema(path).restore(backup)
        assert {name: content(path.with_name(name)) for name in names(path.parent)} == before


async def test_what_a_killed_restore_left_is_in_nobodys_way(path: Path, backup: Path) -> None:
    write(path.with_name("traces.db.restoring"), b"half")
    write(path.with_name("traces.db.restoring-journal"), b"a journal of something else")
    SqliteSchema(path).restore(backup)
    assert await count(path) == 2
    assert not [name for name in names(path.parent) if "restoring" in name]


def moved_behind_a_link(path: Path) -> Path:
    """Move a store into another folder and leave a link; return where it is now."""
    folder = path.parent / "elsewhere"
    folder.mkdir()
    real = path.rename(folder / "real.db")
    path.symlink_to(real)
    return real


def leads_to(link: Path) -> Path:
    return link.readlink()


async def test_a_link_to_the_store_stays_one(path: Path, backup: Path) -> None:
    real = moved_behind_a_link(path)
    aside = SqliteSchema(path).restore(backup)
    assert leads_to(path) == real
    assert aside is not None
    assert aside.parent == real.parent
    assert (await count(path), await count(real), await count(aside)) == (2, 2, 3)
    real.unlink()
    assert SqliteSchema(path).restore(backup) is None
    assert leads_to(path) == real
    assert await count(real) == 2


async def test_a_bad_backup_is_named_and_another_asked_for(path: Path, backup: Path) -> None:
    torn = write(path.with_name("torn.db"), content(backup)[:8192])
    for bad in (path.with_name("missing.db"), torn, path.parent):
        with pytest.raises(StoreFault, match=str(bad)) as fault:
            SqliteSchema(path).restore(bad)
        assert fault.value.hint == "Nothing was changed. Name another backup."


@pytest.mark.parametrize("journal", ["truncate", "wal"])
async def test_a_store_that_another_program_writes_is_not_replaced(
    path: Path, backup: Path, journal: JournalMode
) -> None:
    store = await open_sqlite(path, journal_mode=journal)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreFault, match="locked"):
            SqliteSchema(path, patience=HURRIED).restore(backup)
        other.execute("ROLLBACK")
    await store.close()
    assert await count(path) == 3


async def test_a_store_that_was_replaced_is_not_written_by_who_had_it_open(
    path: Path, backup: Path
) -> None:
    store = await open_sqlite(path)
    aside = SqliteSchema(path).restore(backup)
    assert aside is not None
    with pytest.raises(StoreFault, match="replaced"):
        await add(store, *make_traces(1, first=9))
    await store.close()
    assert (await count(path), await count(aside)) == (2, 3)

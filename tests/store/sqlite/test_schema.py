"""Making a database, moving it up and down, and refusing what is not ours."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.support.clock import SteppingClock
from tests.support.files import content, mode, names, write
from tests.support.stores import add, all_keys
from tests.support.traces import make_trace, make_traces
from tunix_rt_tui.errors import StoreFault, UsageFault
from tunix_rt_tui.store.migrations.known import SQLITE, History
from tunix_rt_tui.store.sqlite.journal import JournalMode
from tunix_rt_tui.store.sqlite.schema import SqliteSchema
from tunix_rt_tui.store.sqlite.store import open_sqlite


async def filled(path: Path, count: int) -> None:
    """Make a store with so many traces."""
    store = await open_sqlite(path)
    await add(store, *make_traces(count))
    await store.close()


def backups(path: Path) -> list[Path]:
    return sorted(path.parent.glob(f"{path.name}.backup-*"))


def set_revision(path: Path, revision: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", (revision,))
        connection.commit()


def test_there_is_no_revision_before_there_is_a_database(path: Path) -> None:
    schema = SqliteSchema(path)
    assert schema.current() is None
    assert not path.exists()
    path.touch()
    assert schema.current() is None


def test_the_file_and_its_folders_belong_to_the_user_alone(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folders" / "traces.db"
    assert SqliteSchema(path).upgrade().revision == SQLITE.head
    assert mode(path) == 0o600
    assert mode(path.parent) == 0o700
    assert mode(path.parent.parent) == 0o700


async def test_down_and_up_again_with_traces(path: Path) -> None:
    await filled(path, 3)
    schema = SqliteSchema(path, clock=SteppingClock())
    assert schema.downgrade("base").revision == "base"
    assert schema.current() is None
    [backup] = backups(path)
    assert backup.name == f"traces.db.backup-{SQLITE.head}-20260102T030406.678901Z"
    assert mode(backup) == 0o600
    assert schema.upgrade().revision == SQLITE.head
    store = await open_sqlite(path)
    assert await store.count() == 0
    await add(store, make_trace(9))
    assert await store.check() == []
    await store.close()
    kept = await open_sqlite(backup, read_only=True)
    assert await kept.count() == 3
    await kept.close()


async def test_a_move_up_keeps_the_traces_and_a_backup(path: Path, longer: History) -> None:
    await filled(path, 3)
    schema = SqliteSchema(path, history=longer)
    assert schema.upgrade().revision == longer.head
    assert schema.upgrade().revision == longer.head
    [backup] = backups(path)
    assert SqliteSchema(backup).current() == SQLITE.head
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT prompt_preview, extra FROM traces").fetchall()
    assert rows == [(f"What is {n} plus {n}?", None) for n in (1, 2, 3)]
    assert schema.downgrade(SQLITE.head).revision == SQLITE.head
    assert len(backups(path)) == 2
    store = await open_sqlite(path)
    assert len(await all_keys(store)) == 3
    await store.close()


def test_an_empty_store_is_moved_without_a_backup(path: Path) -> None:
    schema = SqliteSchema(path)
    schema.upgrade()
    schema.downgrade("base")
    assert backups(path) == []


async def test_a_step_that_fails_changes_nothing(path: Path, longer: History) -> None:
    await filled(path, 2)
    file = next(longer.folder.glob("*more_room*"))
    broken = file.read_text().replace('TEXT",)', 'TEXT", "DROP TABLE traces", "NO SQL")')
    file.write_text(broken)
    with pytest.raises(StoreFault, match="syntax error"):
        SqliteSchema(path, history=longer).upgrade()
    store = await open_sqlite(path)
    assert await store.count() == 2
    assert await store.check() == []
    await store.close()


async def test_a_store_of_a_newer_program_is_left_alone(path: Path) -> None:
    await filled(path, 1)
    set_revision(path, "0999")
    before = content(path)
    newer = rf"newer tunix-rt \(revision 0999; this one knows up to {SQLITE.head}\)"
    with pytest.raises(StoreFault, match=newer) as fault:
        await open_sqlite(path)
    assert "Update" in fault.value.hint
    with pytest.raises(StoreFault, match=newer):
        await open_sqlite(path, read_only=True)
    with pytest.raises(StoreFault, match=newer):
        SqliteSchema(path).downgrade("base")
    assert SqliteSchema(path).current() == "0999"
    assert content(path) == before
    assert backups(path) == []


async def test_a_store_that_is_only_read_is_not_moved(path: Path, longer: History) -> None:
    await filled(path, 1)
    with pytest.raises(StoreFault, match="too old") as fault:
        SqliteSchema(path, history=longer).require_current()
    assert "without --read-only" in fault.value.hint
    write(path, b"")
    with pytest.raises(StoreFault, match="no store of traces yet") as fault:
        await open_sqlite(path, read_only=True)
    assert "without --read-only" in fault.value.hint
    assert content(path) == b""


async def test_a_database_of_something_else_is_left_alone(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE recipes (name)")
    before = content(path)
    for read_only in (False, True):
        with pytest.raises(StoreFault, match="it has the table 'recipes'"):
            await open_sqlite(path, read_only=read_only)
    assert content(path) == before


@pytest.mark.parametrize("revision", [SQLITE.head, "1975ea83b712"])
@pytest.mark.parametrize("table", ["recipes", "traces", None])
async def test_what_others_keep_with_alembic_is_left_alone(
    path: Path, revision: str, table: str | None
) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE alembic_version (version_num)")
        connection.execute("INSERT INTO alembic_version VALUES (?)", (revision,))
        if table:
            connection.execute(f"CREATE TABLE {table} (name)")
        connection.commit()
    before = content(path)
    schema = SqliteSchema(path)
    for touch in (
        schema.current,
        schema.require_current,
        schema.make_current,
        schema.upgrade,
        lambda: schema.downgrade("base"),
    ):
        with pytest.raises(StoreFault, match="belongs to something else") as fault:
            touch()
        assert f"'{table or 'alembic_version'}'" in fault.value.message
    assert content(path) == before
    assert names(path.parent) == {path.name}


@pytest.mark.parametrize("journal", ["wal", "truncate"])
async def test_looking_leaves_nothing_behind(path: Path, journal: JournalMode) -> None:
    store = await open_sqlite(path, journal_mode=journal)
    await add(store, make_trace(1))
    await store.close()
    files = {name: content(path.with_name(name)) for name in names(path.parent)}
    schema = SqliteSchema(path)
    assert schema.current() == SQLITE.head
    schema.require_current()
    assert {name: content(path.with_name(name)) for name in names(path.parent)} == files


async def test_looking_sees_what_a_crash_left_in_the_log_and_leaves_it_there(path: Path) -> None:
    store = await open_sqlite(path, journal_mode="wal")
    await add(store, make_trace(1))
    cut, log = path.with_name("cut.db"), path.with_name("cut.db-wal")
    write(cut, content(path))
    written = write(log, content(path.with_name("traces.db-wal")))
    await store.close()
    before = content(cut), content(written)
    assert SqliteSchema(cut).current() == SQLITE.head
    assert (content(cut), content(log)) == before


def test_only_revisions_that_there_are_can_be_asked_for(path: Path) -> None:
    schema = SqliteSchema(path)
    for move in (schema.upgrade, schema.downgrade):
        with pytest.raises(UsageFault, match="no revision '7'"):
            move("7")
    assert not path.exists()
    assert [revision for revision, _ in schema.history()][-1] == SQLITE.head
    with pytest.raises(StoreFault, match="no store at"):
        schema.downgrade("base")

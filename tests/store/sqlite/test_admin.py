"""How a store in a file is, what is wrong with it, and what helps."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import threading
from contextlib import closing, suppress
from pathlib import Path

import pytest

from tests.support.files import content, mode, names
from tests.support.stores import add
from tests.support.traces import make_document, make_trace, make_traces, parsed
from tunix_rt_tui.errors import StoreFault
from tunix_rt_tui.store.contract import NewTrace
from tunix_rt_tui.store.migrations.known import SQLITE
from tunix_rt_tui.store.sqlite import copying, index
from tunix_rt_tui.store.sqlite.journal import JournalMode
from tunix_rt_tui.store.sqlite.store import SqliteStore, open_sqlite


def found(path: Path, query: str) -> list[int]:
    """The keys that the full-text index finds."""
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute(
            "SELECT rowid FROM trace_search WHERE trace_search MATCH ? ORDER BY rowid", (query,)
        )
        return [key for (key,) in rows]


def damage(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(statement)
        connection.commit()


async def test_the_status_tells_where_and_how(store: SqliteStore, path: Path) -> None:
    ids = await add(store, *make_traces(3))
    await store.delete(ids[:1])
    status = await store.status()
    assert (status.kind, status.location) == ("sqlite", str(path))
    assert (status.traces, status.trashed, status.read_only) == (2, 1, False)
    assert status.revision == SQLITE.head
    assert status.bytes >= len(content(path))
    facts = dict(status.facts)
    assert list(facts) == ["size on disk", "free space", "filesystem", "journal mode", "SQLite"]
    assert facts["SQLite"] == sqlite3.sqlite_version
    assert facts["journal mode"].split()[0] in ("wal", "truncate")


async def test_the_status_names_the_risk_of_a_setting(path: Path) -> None:
    store = await open_sqlite(path, journal_mode="wal")
    facts = (await store.status()).facts
    await store.close()
    assert facts["journal mode"] == "wal (as set)"
    if sqlite3.sqlite_version_info < (3, 44, 6):
        assert sqlite3.sqlite_version in facts["risk"]
    calm = await open_sqlite(path, journal_mode="delete")
    assert (await calm.status()).facts["journal mode"] == "delete (as set)"
    assert "risk" not in (await calm.status()).facts
    await calm.close()


async def test_a_log_that_another_program_uses_stays(path: Path) -> None:
    first = await open_sqlite(path, journal_mode="wal")
    await add(first, make_trace(1))
    second = await open_sqlite(path, journal_mode="truncate")
    facts = (await second.status()).facts
    assert facts["journal mode"].startswith("wal (truncate was wanted, but another program")
    await add(second, make_trace(2))
    assert await first.count() == 2
    reading = await open_sqlite(path, read_only=True)
    assert (await reading.status()).facts["journal mode"] == "wal (as the file is kept)"
    for store in (reading, second, first):
        await store.close()


@pytest.mark.parametrize("folder_is_writable", [True, False])
@pytest.mark.parametrize(("mode", "told"), [("wal", "wal"), ("truncate", "rollback")])
async def test_a_store_that_is_only_read_is_told_to_be_kept_as_it_is(
    path: Path,
    monkeypatch: pytest.MonkeyPatch,
    mode: JournalMode,
    told: str,
    folder_is_writable: bool,
) -> None:
    await (await open_sqlite(path, journal_mode=mode)).close()
    monkeypatch.setattr(os, "access", lambda _, how: folder_is_writable or not how & os.W_OK)
    store = await open_sqlite(path, read_only=True)
    assert (await store.status()).facts["journal mode"] == f"{told} (as the file is kept)"
    await store.close()


async def test_journals_are_as_private_as_the_store(path: Path) -> None:
    store = await open_sqlite(path, journal_mode="wal")
    await add(store, make_trace(1))
    assert {mode(path.parent / name) for name in names(path.parent)} == {0o600}
    await store.close()


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("DELETE FROM trace_payloads WHERE seq = 2", "Traces without their document: 1."),
        ("DELETE FROM trace_step_types WHERE seq = 2", "Traces without counts of their steps: 1."),
        (
            "DELETE FROM traces WHERE seq = 2",
            "Rows of trace_payloads that belong to no trace: 1.",
        ),
        (
            "INSERT INTO trace_tags (seq, tag) VALUES (77, 'a'), (78, 'b')",
            "Rows of trace_tags that belong to no trace: 2.",
        ),
        (
            "UPDATE trace_payloads SET payload = payload || ' ' WHERE seq = 3",
            "Documents that are not as long as they were: 1.",
        ),
        (
            "INSERT INTO trace_search (trace_search) VALUES ('delete-all')",
            "Traces missing from the full-text index: 3; make the index anew with: tunix-rt db"
            " rebuild-index.",
        ),
        (
            "INSERT INTO trace_search (rowid, prompt) VALUES (99, 'ghost')",
            "Entries of the full-text index that belong to no trace: 1; make the index anew with:"
            " tunix-rt db rebuild-index.",
        ),
        (
            "DELETE FROM trace_search_data WHERE id > 10",
            "The full-text index is damaged: make the index anew with: tunix-rt db rebuild-index.",
        ),
        (
            "INSERT INTO trace_search_rebuild VALUES (0, 3)",
            "The full-text index is only partly made: make the index anew with: tunix-rt db"
            " rebuild-index.",
        ),
    ],
)
async def test_what_is_wrong_inside_is_named(
    store: SqliteStore, path: Path, statement: str, sentence: str
) -> None:
    await add(store, *make_traces(3))
    assert await store.check() == []
    damage(path, statement)
    assert sentence in await store.check()


def torn(path: Path, table: str) -> None:
    """Overwrite the first page of a table or index in the file."""
    with closing(sqlite3.connect(path)) as connection:
        query = "SELECT rootpage FROM sqlite_master WHERE name = ?"
        page = connection.execute(query, (table,)).fetchone()[0]
    data = bytearray(path.read_bytes())
    data[(page - 1) * 4096 : (page - 1) * 4096 + 200] = b"\x55" * 200
    path.write_bytes(data)


@pytest.mark.parametrize("table", ["traces_by_hash", "trace_facts"])
async def test_a_torn_page_is_found_and_no_copy_of_it_is_believed(path: Path, table: str) -> None:
    store = await open_sqlite(path)
    await add(store, *make_traces(3))
    await store.close()
    torn(path, table)
    store = await open_sqlite(path)
    problems = await store.check()
    with pytest.raises(StoreFault):
        await store.backup(path.with_name("backup.db"))
    await store.close()
    assert problems
    assert all(problem.startswith("SQLite") for problem in problems)
    assert names(path.parent) <= {"traces.db", "traces.db-journal"}


async def test_a_backup_is_a_whole_store_of_its_own(store: SqliteStore, path: Path) -> None:
    await add(store, *make_traces(3))
    target = path.with_name("backup.db")
    await store.backup(target)
    assert mode(target) == 0o600
    await add(store, make_trace(4))
    copy = await open_sqlite(target)
    assert await copy.count() == 3
    assert await copy.check() == []
    await copy.close()


async def test_a_backup_has_no_name_before_it_is_whole(
    store: SqliteStore, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = path.with_name("backup.db")
    checking, go_on = threading.Event(), threading.Event()

    def check(_: sqlite3.Connection) -> None:
        checking.set()
        assert go_on.wait(60)

    monkeypatch.setattr(copying, "first_problem", check)
    before = names(path.parent)
    for cancelled in (True, False):
        backup = asyncio.create_task(store.backup(target))
        await asyncio.to_thread(checking.wait, 60)
        assert target.name not in names(path.parent)
        if cancelled:
            backup.cancel()
        go_on.set()
        with suppress(asyncio.CancelledError):
            await backup
        assert names(path.parent) - before == (set() if cancelled else {target.name})
        checking.clear()
        go_on.clear()


async def test_a_filesystem_without_links_has_backups_as_well(
    store: SqliteStore, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", refuse)
    target = await store.backup(path.with_name("backup.db"))
    whole = content(target)
    with pytest.raises(StoreFault, match="something at"):
        await store.backup(target)
    assert content(target) == whole


async def test_a_backup_needs_a_folder(store: SqliteStore, path: Path) -> None:
    with pytest.raises(StoreFault, match="no folder"):
        await store.backup(path.parent / "missing" / "backup.db")
    with pytest.raises(StoreFault, match="something at"):
        await store.backup(path)


WORDS = make_document(
    1,
    prompt="Wie groß ist die Höhe?",
    final_answer="It is seventeen.",
    steps=[
        {"i": 0, "type": "t", "content": "Naïve addition."},
        {"i": 4, "type": "t", "content": "zuletzt"},
    ],
)


async def test_every_word_of_a_trace_is_found_until_it_is_purged(
    store: SqliteStore, path: Path
) -> None:
    ids = await add(store, NewTrace(parsed(WORDS), "test"), *make_traces(2, first=2))
    queries = ["hohe", "naive AND seventeen", "steps: zuletzt", "answer: seventeen", "prompt: die"]
    assert [found(path, query) for query in queries] == [[1]] * 5
    assert found(path, "prompt: seventeen") == []
    await store.delete(ids[:1])
    assert found(path, "hohe") == [1]
    await store.purge(ids[:1])
    assert [found(path, query) for query in queries] == [[]] * 5
    assert found(path, "plus") == [2, 3]


async def test_an_index_that_was_cut_off_is_gone_on_with(
    store: SqliteStore, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "SLICE", 2)
    ids = await add(store, *make_traces(7))
    await store._engine.write(index.begin_rebuild)
    await store._engine.write(index.continue_rebuild)
    assert found(path, "plus") == [1, 2]
    assert any("partly made" in problem for problem in await store.check())
    # whatever others do meanwhile, what the index holds stays right
    ids += await add(store, make_trace(8))
    gone = [ids[0], ids[4], ids[7]]
    await store.delete(gone)
    assert await store.purge(gone) == gone
    assert found(path, "plus") == [2]
    assert await store.rebuild_index() == 5
    assert found(path, "plus") == [2, 3, 4, 6, 7]
    assert await store.check() == []


async def test_a_document_that_was_spoilt_is_named_and_can_be_purged(
    store: SqliteStore, path: Path
) -> None:
    [spoilt, _] = await add(store, *make_traces(2))
    damage(path, "UPDATE trace_payloads SET payload = '{}' WHERE seq = 1")
    with pytest.raises(StoreFault, match="number 1 is no reasoning trace any more"):
        await store.rebuild_index()
    await store.delete([spoilt])
    assert await store.purge([spoilt]) == [spoilt]
    assert await store.rebuild_index() == 1
    assert await store.check() == []

"""What stands in the way has a sentence of its own, and a way out."""

from __future__ import annotations

import asyncio
import errno
import json
import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.support.files import content, names, write
from tests.support.stores import add, all_keys
from tests.support.traces import make_trace, make_traces
from tests.support.unprivileged import ROOT, run_unprivileged
from tunix_rt_tui.errors import DamagedStore, ReadOnlyStore, StoreFault
from tunix_rt_tui.store.sqlite.faults import faults_of
from tunix_rt_tui.store.sqlite.store import SqliteStore, open_sqlite
from tunix_rt_tui.store.sqlite.transaction import Patience, look_patiently

HURRIED = Patience(busy=0.05, tries=2, pause=0.01)

OPENING = """
import asyncio, json
from pathlib import Path
from tunix_rt_tui.errors import StoreFault
from tunix_rt_tui.store.sqlite.store import open_sqlite

async def main():
    try:
        store = await open_sqlite(Path({path!r}), read_only={read_only})
    except StoreFault as fault:
        print(json.dumps([type(fault).__name__, fault.message, fault.hint]))
    else:
        print(json.dumps(["opened", await store.count(), ""]))
        await store.close()

asyncio.run(main())
"""


def opened_without_privileges(path: Path, *, read_only: bool = False) -> tuple[str, str, str]:
    """The kind of fault, its message and its hint; or `opened` and the number of traces."""
    kind, message, hint = json.loads(
        run_unprivileged(OPENING.format(path=str(path), read_only=read_only))
    )
    return kind, str(message), hint


@pytest.fixture
async def filled(path: Path) -> Path:
    """A store with three traces, closed."""
    store = await open_sqlite(path)
    await add(store, *make_traces(3))
    await store.close()
    return path


def test_a_file_that_may_only_be_read(filled: Path) -> None:
    filled.chmod(0o400)
    kind, message, hint = opened_without_privileges(filled)
    assert (kind, "--read-only" in hint) == ("ReadOnlyStore", True)
    assert f"The file {filled} may not be written" in message
    assert opened_without_privileges(filled, read_only=True) == ("opened", "3", "")


def test_a_folder_that_may_only_be_read(filled: Path) -> None:
    filled.parent.chmod(0o500)
    try:
        kind, message, hint = opened_without_privileges(filled)
        assert opened_without_privileges(filled, read_only=True) == ("opened", "3", "")
        missing = opened_without_privileges(filled.with_name("missing.db"))
        deeper = opened_without_privileges(filled.parent / "deep" / "er.db")
    finally:
        filled.parent.chmod(0o700)
    assert (kind, "--read-only" in hint) == ("ReadOnlyStore", True)
    assert f"The folder {filled.parent} may not be written" in message
    for kind, message, _ in (missing, deeper):
        assert kind == "ReadOnlyStore"
        assert "Permission denied" in message
    assert str(filled.parent / "deep") in deeper[1]


def make_with_log(path: Path) -> tuple[bytes, bytes]:
    """Make a store with a write-ahead log and three traces; its file and its log before closing."""

    async def make() -> tuple[bytes, bytes]:
        store = await open_sqlite(path, journal_mode="wal")
        await add(store, *make_traces(3))
        files = content(path), content(path.with_name("traces.db-wal"))
        await store.close()
        return files

    return asyncio.run(make())


@pytest.mark.parametrize("left", [None, b""], ids=["no log", "an empty log"])
def test_a_log_without_content_in_a_folder_that_may_only_be_read(
    path: Path, left: bytes | None
) -> None:
    make_with_log(path)
    if left is not None:
        write(path.with_name("traces.db-wal"), left)
    before = names(path.parent)
    path.parent.chmod(0o500)
    try:
        assert opened_without_privileges(path, read_only=True) == ("opened", "3", "")
    finally:
        path.parent.chmod(0o700)
    assert names(path.parent) == before


def test_a_log_with_content_in_a_folder_that_may_only_be_read(path: Path) -> None:
    whole, log = make_with_log(path)
    write(path, whole)
    write(path.with_name("traces.db-wal"), log)
    path.parent.chmod(0o500)
    try:
        kind, message, hint = opened_without_privileges(path, read_only=True)
    finally:
        path.parent.chmod(0o700)
    assert kind == "StoreFault"
    assert "in a log beside it" in message
    assert str(path.parent) in message
    assert "-wal" in hint


def test_a_log_that_its_owner_has_open_in_a_folder_that_may_only_be_read(path: Path) -> None:
    async def read_meanwhile() -> tuple[str, str, str]:
        store = await open_sqlite(path, journal_mode="wal")
        await add(store, *make_traces(3))
        path.parent.chmod(0o500)
        try:
            return await asyncio.to_thread(opened_without_privileges, path, read_only=True)
        finally:
            path.parent.chmod(0o700)
            await store.close()

    assert asyncio.run(read_meanwhile()) == ("opened", "3", "")


def test_a_file_that_may_not_be_read(filled: Path) -> None:
    filled.chmod(0)
    kind, message, _ = opened_without_privileges(filled, read_only=True)
    assert kind == "StoreFault"
    assert f"{filled} may not be read" in message
    assert opened_without_privileges(filled)[0] == "ReadOnlyStore"


CUTTING = """
import os, signal, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA cache_size = 1")
connection.execute("BEGIN IMMEDIATE")
connection.execute("UPDATE trace_payloads SET payload = hex(zeroblob(300000))")
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_write_that_was_cut_off_is_taken_back_by_who_may_write(filled: Path) -> None:
    done = subprocess.run([sys.executable, "-c", CUTTING, str(filled)], check=False, timeout=60)
    assert done.returncode == -signal.SIGKILL
    assert filled.with_name("traces.db-journal").stat().st_size > 0
    filled.chmod(0o400)
    kind, message, hint = opened_without_privileges(filled, read_only=True)
    assert kind == "StoreFault"
    assert "cut off" in message
    assert "without --read-only" in hint
    filled.chmod(0o600)
    assert opened_without_privileges(filled) == ("opened", "3", "")

    async def look() -> None:
        store = await open_sqlite(filled)
        assert await store.check() == []
        await store.close()

    asyncio.run(look())


def test_a_journal_that_another_program_begins_just_now_is_no_crash() -> None:
    seen = sqlite3.OperationalError("attempt to write a readonly database")
    seen.sqlite_errorcode = sqlite3.SQLITE_READONLY_ROLLBACK
    answers: list[sqlite3.OperationalError | int] = [seen, 3]

    def read() -> int:
        answer = answers.pop(0)
        if isinstance(answer, sqlite3.OperationalError):
            raise answer
        return answer

    assert look_patiently(read, HURRIED) == 3
    answers = [seen] * 1000
    with pytest.raises(sqlite3.OperationalError):
        look_patiently(read, HURRIED)
    assert answers


async def test_a_store_that_is_missing_is_not_made_for_reading(path: Path) -> None:
    with pytest.raises(StoreFault, match="no store at") as fault:
        await open_sqlite(path, read_only=True)
    assert "Check the path" in fault.value.hint
    assert names(path.parent) == set()


@pytest.mark.parametrize("read_only", [False, True])
async def test_a_folder_is_no_store(tmp_path: Path, read_only: bool) -> None:
    with pytest.raises(StoreFault, match="is a folder") as fault:
        await open_sqlite(tmp_path, read_only=read_only)
    assert "traces.db" in fault.value.hint


@pytest.mark.parametrize("read_only", [False, True])
async def test_a_file_of_something_else_is_left_as_it_is(path: Path, read_only: bool) -> None:
    text = b"Dear diary, " * 500
    write(path, text)
    with pytest.raises(StoreFault, match="no SQLite database"):
        await open_sqlite(path, read_only=read_only)
    assert content(path) == text


@pytest.mark.parametrize("read_only", [False, True])
async def test_a_place_that_cannot_be(tmp_path: Path, read_only: bool) -> None:
    write(tmp_path / "file", b"")
    for place in (tmp_path / "file" / "traces.db", tmp_path / ("x" * 300)):
        with pytest.raises(StoreFault):
            await open_sqlite(place, read_only=read_only)


async def test_what_may_not_be_read_or_written_is_named(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(StoreFault, match="may not be read"):
        await open_sqlite(filled, read_only=True)
    with pytest.raises(ReadOnlyStore, match="may not be written, so nothing"):
        await open_sqlite(filled)


async def test_nothing_is_written_to_a_store_that_is_opened_for_reading(filled: Path) -> None:
    before = content(filled)
    store = await open_sqlite(filled, read_only=True)
    [kept, *_] = await store.summaries(await all_keys(store))
    for writing in (
        store.add_many([make_trace(4)]),
        store.delete([kept.id]),
        store.restore([kept.id]),
        store.purge([kept.id]),
        store.rebuild_index(),
    ):
        with pytest.raises(ReadOnlyStore, match="opened for reading only"):
            await writing
    assert await store.check() == []
    assert (await store.status()).read_only
    await store.close()
    assert content(filled) == before
    assert names(filled.parent) <= {"traces.db", "traces.db-journal"}


async def test_a_full_disk_takes_back_what_was_being_written(store: SqliteStore) -> None:
    await add(store, make_trace(1))

    def limit(connection: sqlite3.Connection) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages + 2}")

    def lift(connection: sqlite3.Connection) -> None:
        connection.execute("PRAGMA max_page_count = 1000000")

    await store._engine.on_writer(limit)
    with pytest.raises(StoreFault, match="no room left") as fault:
        await store.add_many(make_traces(300, first=2))
    assert "Make room" in fault.value.hint
    assert await store.count() == 1
    await store._engine.on_writer(lift)
    await add(store, *make_traces(300, first=2))
    assert await store.count() == 301
    assert await store.check() == []


LIMITED = """
import asyncio, resource
from pathlib import Path
from tests.support.traces import make_trace
from tunix_rt_tui.errors import StoreFault
from tunix_rt_tui.store.sqlite.store import open_sqlite

async def main():
    path = Path({path!r})
    store = await open_sqlite(path)
    size = path.stat().st_size + 8192
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    try:
        await store.add_many([make_trace(n, prompt="x" * 9000) for n in range(20)])
    except StoreFault as fault:
        print(fault.title, "|", fault.hint)
    print(await store.count())
    await store.close()

asyncio.run(main())
"""


def test_a_disk_that_refuses_takes_back_what_was_being_written(filled: Path) -> None:
    said, count = run_unprivileged(LIMITED.format(path=str(filled))).splitlines()
    assert said.startswith("Disk error | A quota")
    assert count == "3"


async def test_a_store_that_another_keeps_locked(filled: Path) -> None:
    store = await open_sqlite(filled, patience=HURRIED)
    with closing(sqlite3.connect(filled, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        for locked_out in (store.add_many([make_trace(4)]), store.count()):
            with pytest.raises(StoreFault, match="Another program") as fault:
                await locked_out
            assert "try again" in fault.value.hint
        with pytest.raises(StoreFault, match="Another program"):
            await open_sqlite(filled, patience=HURRIED)
        other.execute("ROLLBACK")
    await add(store, make_trace(4))
    assert await store.count() == 4
    await store.close()


async def test_a_writer_waits_for_another_to_be_done(filled: Path) -> None:
    store = await open_sqlite(filled, patience=Patience(busy=0.01, tries=2000, pause=0.01))
    with closing(sqlite3.connect(filled, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        adding = asyncio.create_task(add(store, make_trace(4)))
        assert await store.count() == 3
        assert not adding.done()
        other.execute("COMMIT")
        await asyncio.wait_for(adding, 20)
    assert await store.count() == 4
    await store.close()


async def test_a_writer_waits_for_readers_to_be_done(filled: Path) -> None:
    store = await open_sqlite(filled, patience=Patience(busy=0.01, tries=2000, pause=0.01))
    with closing(sqlite3.connect(filled, isolation_level=None)) as other:
        reading = other.execute("SELECT seq FROM traces")
        reading.fetchone()
        adding = asyncio.create_task(add(store, make_trace(4)))
        assert not adding.done()
        reading.close()
        await asyncio.wait_for(adding, 20)
    assert await store.count() == 4
    await store.close()


async def test_a_damaged_store_is_said_to_be_damaged(filled: Path) -> None:
    whole = content(filled)
    write(filled, whole[:4096] + b"\xaa" * (len(whole) - 4096))
    with pytest.raises(DamagedStore, match="damaged") as fault:
        await open_sqlite(filled)
    assert "tunix-rt export" in fault.value.hint
    assert "tunix-rt db restore" in fault.value.hint
    assert content(filled)[4096:] == b"\xaa" * (len(whole) - 4096)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "no room left"),
        (errno.EDQUOT, "no room left"),
        (errno.EROFS, "Read-only file system"),
        (errno.EIO, "Input/output error"),
    ],
)
def test_what_the_system_reports_is_put_in_words(path: Path, number: int, words: str) -> None:
    with pytest.raises(StoreFault, match=words), faults_of(path):
        raise OSError(number, os.strerror(number), str(path))


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (sqlite3.SQLITE_READONLY, "may not be written"),
        (sqlite3.SQLITE_READONLY_ROLLBACK, "cut off"),
        (sqlite3.SQLITE_READONLY_DBMOVED, "moved, replaced or deleted"),
        (sqlite3.SQLITE_CANTOPEN, "cannot be opened"),
        (sqlite3.SQLITE_PERM, "may not be used"),
        (sqlite3.SQLITE_LOCKED, "locked"),
        (sqlite3.SQLITE_INTERRUPT, "cut short"),
        (sqlite3.SQLITE_TOOBIG, "reason"),
    ],
)
def test_what_sqlite_reports_is_put_in_words(path: Path, code: int, words: str) -> None:
    error = sqlite3.OperationalError("reason")
    error.sqlite_errorcode = code
    with pytest.raises(StoreFault, match=words) as fault, faults_of(path):
        raise error
    assert str(path) in fault.value.message
    assert fault.value.__cause__ is error


def test_a_mistake_of_ours_is_no_fault_of_the_store(path: Path) -> None:
    with pytest.raises(sqlite3.ProgrammingError), faults_of(path):
        raise sqlite3.ProgrammingError("wrong number of bindings")


def test_the_prelude_of_these_tests_really_takes_rights_away(tmp_path: Path) -> None:
    (tmp_path / "closed").touch(mode=0)
    code = f"import os\nprint(os.access({str(tmp_path / 'closed')!r}, os.R_OK), os.getcwd())"
    assert run_unprivileged(code) == f"False {ROOT}\n"

"""What can be read of a damaged store is read, whichever page is lost."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.support.files import content, names, write
from tests.support.pages import PAGE, SCHEMA, tree_of
from tests.support.stores import add
from tests.support.traces import make_document, make_trace, make_traces
from tunix_rt_tui.errors import DamagedStore, StoreFault
from tunix_rt_tui.store.salvage import Unread
from tunix_rt_tui.store.sqlite.salvaging import SqliteSalvage
from tunix_rt_tui.store.sqlite.store import open_sqlite

COUNT = 60
TRASHED = range(11, 21)
LIVE = set(range(1, COUNT + 1)) - set(TRASHED)
FILLS = {"noise": b"\xaa" * PAGE, "nothing": bytes(PAGE)}


def answer(number: int) -> str:
    return "x" * (number % 5 * 1500 + 1)


@pytest.fixture
async def whole(path: Path) -> bytes:
    """A store of many pages, some of whose traces have pages of their own and some are trash."""
    store = await open_sqlite(path)
    ids = await add(store, *[make_trace(n, final_answer=answer(n)) for n in range(1, COUNT + 1)])
    await store.delete([ids[number - 1] for number in TRASHED])
    await store.close()
    return content(path)


async def salvaged(path: Path, after: int = 0) -> tuple[list[int], list[Unread]]:
    """The numbers of the traces that were read, all as they were, and what was not."""
    salvage = await SqliteSalvage(path).open()
    documents: list[str] = []
    unread: list[Unread] = []
    try:
        async for found in salvage.documents(after):
            documents += found.documents
            unread += found.unread
    finally:
        await salvage.close()
    numbers = [json.loads(text)["meta"]["number"] for text in documents]
    for number, text in zip(numbers, documents, strict=True):
        assert json.loads(text) == make_document(number, final_answer=answer(number))
    return numbers, unread


@pytest.mark.parametrize("fill", FILLS.values(), ids=FILLS)
async def test_a_lost_page_takes_its_traces_with_it_and_no_others(
    path: Path, whole: bytes, fill: bytes
) -> None:
    needed = tree_of(path, SCHEMA)
    root = tree_of(path, "trace_payloads")[0]
    for page in range(1, len(whole) // PAGE + 1):
        before = whole[: (page - 1) * PAGE] + fill + whole[page * PAGE :]
        spoilt = write(path.with_name("spoilt.db"), before)
        try:
            numbers, unread = await salvaged(spoilt)
        except StoreFault:
            assert page in needed
            continue
        assert numbers == sorted(set(numbers))
        assert LIVE - set(numbers) <= {each.seq for each in unread}
        assert len(numbers) >= COUNT // 2 or page == root
        assert content(spoilt) == before
    assert names(path.parent) <= {"traces.db", "spoilt.db", "traces.db-journal"}


async def test_what_a_shortened_file_still_has_is_read(path: Path, whole: bytes) -> None:
    cut = write(path.with_name("cut.db"), whole[: len(whole) // PAGE * 3 // 4 * PAGE])
    numbers, unread = await salvaged(cut)
    assert numbers
    assert {each.seq for each in unread} >= LIVE - set(numbers) != set()


async def test_salvage_goes_on_after_a_key(path: Path, whole: bytes) -> None:
    numbers, unread = await salvaged(path, after=30)
    assert (numbers, unread) == ([*range(31, COUNT + 1)], [])


async def test_a_document_that_is_none_any_more_is_named_by_its_id(path: Path) -> None:
    store = await open_sqlite(path)
    first, second, third = await add(store, *make_traces(3))
    await store.close()
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for number, spoilt in ((1, "CAST(x'ff' AS TEXT)"), (2, "payload || x'00'")):
            connection.execute(f"UPDATE trace_payloads SET payload = {spoilt} WHERE seq = {number}")
        connection.execute("DELETE FROM trace_payloads WHERE seq = 3")
    salvage = await SqliteSalvage(path).open()
    [found] = [each async for each in salvage.documents()]
    await salvage.close()
    assert found.unread == [Unread(1, first), Unread(2, second), Unread(3, third)]
    store = await open_sqlite(path)
    for trace_id in (first, second):
        with pytest.raises(DamagedStore) as fault:
            await store.get(trace_id)
        assert "tunix-rt export" in fault.value.hint
        assert "tunix-rt db restore" in fault.value.hint
    await store.close()

"""Whatever is done in whatever order, every store is as the plainest one would be."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.clock import CountingIds, SteppingClock
from tests.support.memory_store import MemoryStore
from tests.support.stores import all_keys
from tests.support.traces import make_document, make_trace, parsed
from tunix_rt_tui.store.contract import AddedTrace, OnDuplicate, Origin, Scope, Store
from tunix_rt_tui.store.sqlite.schema import SqliteSchema
from tunix_rt_tui.store.sqlite.store import open_sqlite

KINDS_OF_TRACE = 6
STRANGER = UUID(int=1)
SCOPES: tuple[Scope, ...] = ("live", "trash")

numbers = st.lists(st.integers(0, KINDS_OF_TRACE - 1), max_size=5)
places = st.lists(st.integers(0, 30), max_size=4)
operations: st.SearchStrategy[tuple[str, list[int]]] = st.one_of(
    st.tuples(st.sampled_from(["add", "skip"]), numbers),
    st.tuples(st.sampled_from(["delete", "restore", "purge"]), places),
    st.tuples(st.just("rebuild"), st.just([])),
)


async def perform(store: Store, operation: str, given: Sequence[int], ids: list[UUID]) -> object:
    """Do one thing to a store; `ids` are all that it ever gave out, and grow."""
    meant = [ids[place % len(ids)] if ids else STRANGER for place in given]
    match operation:
        case "add" | "skip":
            policy: OnDuplicate = "add" if operation == "add" else "skip"
            batch = [
                make_trace(n, tags=("even",) if n % 2 == 0 else (), origin=Origin("file", n + 1))
                for n in given
            ]
            outcomes = await store.add_many(batch, on_duplicate=policy)
            ids += [outcome.id for outcome in outcomes if isinstance(outcome, AddedTrace)]
            return outcomes
        case "delete":
            return await store.delete(meant)
        case "restore":
            return await store.restore(meant)
        case "purge":
            return await store.purge(meant)
        case _:
            return await store.rebuild_index()


async def everything(store: Store, ids: Sequence[UUID]) -> list[object]:
    """All that a store can be asked."""
    answers: list[object] = []
    for scope in SCOPES:
        keys = await all_keys(store, scope)
        answers += [keys, await store.summaries(keys), await store.traces(keys)]
        answers.append(await store.count(scope))
        answers += [await store.ids_with_prefix(str(i)[:2], 3, scope) for i in ids]
    hashes = [parsed(make_document(n)).content_hash() for n in range(KINDS_OF_TRACE)]
    answers += [await store.twins(hashes), await store.count_newer(3), await store.check()]
    return answers


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with its schema, to be copied."""
    path = tmp_path_factory.mktemp("empty") / "traces.db"
    SqliteSchema(path).upgrade()
    return path


@given(todo=st.lists(operations, max_size=8))
async def test_a_store_in_a_file_does_what_one_in_memory_does(
    empty: Path, todo: list[tuple[str, list[int]]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(shutil.copy(empty, folder))
        store = await open_sqlite(path, clock=SteppingClock(), new_id=CountingIds())
        plain = MemoryStore(clock=SteppingClock(), new_id=CountingIds())
        ids: list[UUID] = []
        plain_ids: list[UUID] = []
        try:
            for operation, given_numbers in todo:
                done = await perform(store, operation, given_numbers, ids)
                assert done == await perform(plain, operation, given_numbers, plain_ids)
            assert await everything(store, ids) == await everything(plain, plain_ids)
        finally:
            await store.close()

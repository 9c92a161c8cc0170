"""Whatever is done in whatever order, every store is as the plainest one would be."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from tests.store.contract.beside import side_by_side
from tests.support.stores import all_keys
from tests.support.traces import make_document, make_trace, parsed
from tunix_rt_tui.store.contract import AddedTrace, OnDuplicate, Origin, Scope, Store

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


@given(todo=st.lists(operations, max_size=8))
async def test_a_database_does_what_a_store_in_memory_does(
    empty: Path | str, todo: list[tuple[str, list[int]]]
) -> None:
    async with side_by_side(empty, (), ()) as (store, plain):
        ids: list[UUID] = []
        plain_ids: list[UUID] = []
        for operation, given_numbers in todo:
            done = await perform(store, operation, given_numbers, ids)
            assert done == await perform(plain, operation, given_numbers, plain_ids)
        assert await everything(store, ids) == await everything(plain, plain_ids)

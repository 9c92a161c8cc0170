"""Tags and saved views in every store."""

from __future__ import annotations

from tests.support.stores import add, found_keys
from tests.support.traces import make_trace, make_traces
from tunix_rt_tui.store.contract import Store, TagChange, View


async def tags_of(store: Store) -> dict[int, tuple[str, ...]]:
    return {row.seq: row.tags for row in await store.summaries(range(1, 10))}


def plain(changes: list[TagChange]) -> list[tuple[str, list[int], bool]]:
    return [(tag, sorted(keys), added) for tag, keys, added in changes]


async def test_tags_are_put_on_and_taken_off_and_what_changed_is_told(store: Store) -> None:
    await add(store, make_trace(1, tags=("old",)), make_trace(2), make_trace(3, tags=("new",)))
    changes = [TagChange("new", [1, 2, 3, 99], added=True), TagChange("old", [2, 1], added=False)]
    done = await store.change_tags(changes)
    assert plain(done) == [("new", [1, 2], True), ("old", [1], False)]
    assert await tags_of(store) == {1: ("new",), 2: ("new",), 3: ("new",)}
    assert await found_keys(store, "tag:new") == [3, 2, 1]
    assert await store.change_tags(changes) == []


async def test_what_was_changed_can_be_changed_back(store: Store) -> None:
    await add(store, make_trace(1, tags=("a",)), make_trace(2, tags=("a", "b")), make_trace(3))
    before = await tags_of(store)
    renamed = [TagChange("b", [1, 2], added=True), TagChange("a", [1, 2], added=False)]
    done = await store.change_tags(renamed)
    assert await tags_of(store) == {1: ("b",), 2: ("b",), 3: ()}
    back = [change._replace(added=not change.added) for change in reversed(done)]
    await store.change_tags(back)
    assert await tags_of(store) == before


async def test_tags_are_counted_and_looked_up(store: Store) -> None:
    ids = await add(store, make_trace(1, tags=("b", "a")), make_trace(2, tags=("b",)))
    await add(store, *make_traces(2, first=3))
    assert await store.count_tags() == {"a": 1, "b": 2}
    assert list(await store.tagged("b")) == [2, 1]
    assert list(await store.tagged("c")) == []
    await store.delete([ids[0]])
    assert await store.count_tags() == {"b": 1}
    assert list(await store.tagged("b")) == [2, 1]
    await store.change_tags([TagChange("b", [1], added=False)])
    await store.restore([ids[0]])
    assert await store.count_tags() == {"a": 1, "b": 1}
    await store.delete([ids[0]])
    await store.purge([ids[0]])
    assert list(await store.tagged("a")) == []


async def test_views_are_saved_by_their_names(store: Store) -> None:
    assert await store.views() == []
    await store.save_view(View("wrong ones", "tag:bad", "{}"))
    await store.save_view(View("all", "", '{"columns": []}'))
    await store.save_view(View("wrong ones", "tag:bad steps>3", "{}"))
    assert await store.views() == [
        View("all", "", '{"columns": []}'),
        View("wrong ones", "tag:bad steps>3", "{}"),
    ]
    assert await store.forget_view("all")
    assert not await store.forget_view("all")
    assert [view.name for view in await store.views()] == ["wrong ones"]

"""Deleting, bringing back, and what comes from elsewhere."""

from __future__ import annotations

from tests.support.memory_store import MemoryStore
from tests.support.traces import make_trace, make_traces
from tests.tui.driving import Bench, wait_for
from tunix_rt_tui.errors import StoreFault


async def test_a_trace_is_deleted_and_brought_back_in_place() -> None:
    bench = Bench(make_traces(4))
    async with bench.run() as pilot:
        rows = bench.main.rows
        await pilot.press("j", "d")
        await wait_for(pilot, lambda: rows.row_count == 3 and rows.current is not None)
        assert "u to bring it back" in bench.status
        assert rows.cursor == 1
        await pilot.press("G", "u")
        await wait_for(pilot, lambda: rows.row_count == 4 and rows.current is not None)
        await wait_for(pilot, lambda: rows.cursor == 1)
        assert "Brought" in bench.status
        await pilot.press("u")
        assert "Nothing was deleted" in bench.status


async def test_deleting_the_open_trace_closes_it() -> None:
    bench = Bench(make_traces(2))
    async with bench.run() as pilot:
        await pilot.press("enter")
        await wait_for(pilot, lambda: bench.main.view.opened is not None)
        await pilot.press("d")
        await wait_for(pilot, lambda: bench.main.view.opened is None)
        assert bench.main.rows.has_focus
        await wait_for(pilot, lambda: bench.main.rows.row_count == 1)


async def test_a_trace_that_is_gone_already_is_told() -> None:
    bench = Bench(make_traces(2))
    async with bench.run() as pilot:
        current = bench.main.rows.current
        assert current is not None
        await bench.store.delete([current.id])
        await pilot.press("enter")
        await wait_for(pilot, lambda: "no longer in the store" in bench.status)
        await pilot.press("d")
        await wait_for(pilot, lambda: "not in the store any more" in bench.status)


async def test_what_arrives_is_counted_until_asked_for() -> None:
    bench = Bench(make_traces(2))
    async with bench.run() as pilot:
        await pilot.press("j")
        await bench.store.add_many(make_traces(3, first=10))
        await wait_for(pilot, lambda: "3 new – f5" in (bench.main.rows.border_title or ""))
        assert bench.main.rows.row_count == 2
        await pilot.press("f5")
        await wait_for(pilot, lambda: bench.main.rows.row_count == 5)
        await wait_for(pilot, lambda: bench.status == "Looked again just now.")
        assert bench.monitor.checks == 1
        assert bench.main.rows.border_title == "Traces 5/5"


async def test_a_read_only_store_says_so() -> None:
    bench = Bench(make_traces(2), read_only=True)
    async with bench.run() as pilot:
        for key in ("d", "u"):
            bench.main.say("")
            await pilot.press(key)
            assert "for reading only" in bench.status
        await pilot.press("ctrl+l", "ctrl+s")
        await wait_for(pilot, lambda: "for reading only" in bench.status)
        assert bench.main.editor.query_one("#upload").disabled


class FailingTrash(MemoryStore):
    """A store that fails to bring anything back, at first."""

    failing = True

    async def restore(self, ids: object) -> list[object]:  # type: ignore[override]  # whatever is given
        if self.failing:
            raise StoreFault("Store is full", "There is no room left.", "Make room.")
        return await super().restore(ids)  # type: ignore[arg-type, return-value]  # is passed on


async def test_what_could_not_be_brought_back_can_be_tried_again() -> None:
    store = FailingTrash()
    bench = Bench([make_trace(1)], store=store)
    async with bench.run() as pilot:
        await pilot.press("d")
        await wait_for(pilot, lambda: bench.main.rows.row_count == 0)
        await pilot.press("u")
        await wait_for(pilot, lambda: bench.app.screen is not bench.main)
        await pilot.press("enter")
        await wait_for(pilot, lambda: bench.app.screen is bench.main)
        store.failing = False
        await pilot.press("u")
        await wait_for(pilot, lambda: bench.main.rows.row_count == 1)

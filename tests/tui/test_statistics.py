"""Statistics of what is listed."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest
from textual.pilot import Pilot

from tests.support.memory_store import MemoryStore
from tests.support.traces import make_trace
from tests.tui.driving import Bench, noted_repaints, wait_for
from tests.tui.listing import ADDING, ask, prompts, title
from tunix_rt_tui.errors import StoreFault, TunixError
from tunix_rt_tui.store.contract import NumberCount, Scope
from tunix_rt_tui.tui.screens.error import ErrorDialog
from tunix_rt_tui.tui.screens.statistics.bar_list import BarList
from tunix_rt_tui.tui.screens.statistics.name_list import NameList
from tunix_rt_tui.tui.screens.statistics.screen import StatisticsScreen


def bar_list(bench: Bench) -> BarList:
    return bench.app.screen.query_one(BarList)


def bars(bench: Bench) -> list[str]:
    """The lines beside the names, as far as anything is on them."""
    widget = bar_list(bench)
    lines = [widget.draw_line(y).text.rstrip() for y in range(widget.size.height)]
    return [line for line in lines if line]


def shown(bench: Bench) -> str | None:
    return bench.app.screen.query_one(NameList).shown


def counting(bench: Bench) -> bool:
    return bars(bench) == ["  counting …"]


async def open_statistics(bench: Bench, pilot: Pilot[TunixError]) -> None:
    await pilot.press("s")
    await wait_for(pilot, lambda: isinstance(bench.app.screen, StatisticsScreen))
    await wait_for(pilot, lambda: shown(bench) == "steps" and not counting(bench))


async def turn_to(bench: Bench, pilot: Pilot[TunixError], name: str) -> None:
    for _ in range(30):
        if shown(bench) == name:
            break
        await pilot.press("right_square_bracket")
        await wait_for(pilot, lambda: not counting(bench))
    assert shown(bench) == name


class SlowStore(MemoryStore):
    """Counts numbers when it is let, and notes when it is not wanted to any more."""

    def __init__(self) -> None:
        super().__init__()
        self.may_count = asyncio.Event()
        self.begun = self.given_up = 0

    async def count_numbers(
        self, of: str, scope: Scope = "live", among: Sequence[int] | None = None
    ) -> list[NumberCount]:
        self.begun += 1
        try:
            await self.may_count.wait()
        except asyncio.CancelledError:
            self.given_up += 1
            raise
        return await super().count_numbers(of, scope, among)


async def test_what_is_listed_is_counted() -> None:
    bench = Bench(ADDING)
    async with bench.run((80, 24)) as pilot:
        await open_statistics(bench, pilot)
        dialog = bench.app.screen.query_one("#dialog")
        assert str(dialog.border_title) == "Statistics · 5 traces"
        figures, values, first, *rest = bars(bench)
        assert figures.split() == ["traces", "min", "median", "mean", "p90", "max"]
        assert values.split() == ["5", "2", "2", "3", "7", "7"]
        assert first.split()[:3] == ["▸", "2", "4"]
        assert rest[-1].split()[:2] == ["7", "1"]
        await turn_to(bench, pilot, "source")
        assert [line[2:12] for line in bars(bench)[2:]] == ["gsm8k  3  ", "run 2  2  "]
        await turn_to(bench, pilot, "meta.reward")
        assert "0.2" in bars(bench)[2]


async def test_a_bar_leads_to_its_traces_and_escape_back() -> None:
    bench = Bench(ADDING)
    async with bench.run() as pilot:
        await open_statistics(bench, pilot)
        await turn_to(bench, pilot, "source")
        await pilot.press("j", "enter")
        await wait_for(pilot, lambda: title(bench) == "Traces 1/2" and bench.listed())
        assert bench.app.screen is bench.main
        assert bench.main.query_bar.text == 'source:"run 2"'
        assert prompts(bench) == ["Add nothing at all", "Take two"]
        await pilot.press("escape")
        await wait_for(pilot, lambda: title(bench) == "Traces 1/5")


async def test_of_a_query_only_what_it_finds_is_counted_and_narrowed() -> None:
    bench = Bench(ADDING)
    async with bench.run() as pilot:
        await ask(bench, pilot, "source:gsm8k sort:steps")
        await open_statistics(bench, pilot)
        dialog = bench.app.screen.query_one("#dialog")
        assert str(dialog.border_title) == "Statistics · 3 traces · source:gsm8k sort:steps"
        await turn_to(bench, pilot, "meta.reward")
        await pilot.press("G", "enter")
        await wait_for(pilot, lambda: title(bench) == "Traces 1/1" and bench.listed())
        assert bench.main.query_bar.text.startswith("source:gsm8k meta.reward")
        assert bench.main.query_bar.text.endswith("sort:steps")


async def test_the_trash_is_counted_by_itself() -> None:
    bench = Bench(ADDING)
    async with bench.run() as pilot:
        [newest] = await bench.store.summaries([5])
        await bench.store.delete([newest.id])
        await pilot.press("D")
        await wait_for(pilot, lambda: title(bench) == "Trash 1/1" and bench.listed())
        await open_statistics(bench, pilot)
        dialog = bench.app.screen.query_one("#dialog")
        assert str(dialog.border_title) == "Statistics · 1 trace · in the trash"
        await pilot.press("enter")
        await wait_for(pilot, lambda: bench.main.query_bar.text == "steps:7")
        assert title(bench) == "Trash 1/1"


async def test_what_no_trace_has_is_told_and_leads_nowhere() -> None:
    bench = Bench([make_trace(1)])
    async with bench.run() as pilot:
        await open_statistics(bench, pilot)
        await turn_to(bench, pilot, "tag")
        assert bars(bench) == ["  No trace has one."]
        await pilot.press("j", "G", "enter")
        assert isinstance(bench.app.screen, StatisticsScreen)
        await pilot.press("s")
        await wait_for(pilot, lambda: bench.app.screen is bench.main)


async def test_names_turn_both_ways_and_by_the_mouse() -> None:
    bench = Bench(ADDING)
    async with bench.run((80, 24)) as pilot:
        await open_statistics(bench, pilot)
        await pilot.press("left_square_bracket")
        await wait_for(pilot, lambda: shown(bench) == "meta.reward" and not counting(bench))
        await pilot.press("tab")
        await wait_for(pilot, lambda: shown(bench) == "steps" and not counting(bench))
        await pilot.click(NameList, offset=(3, 5))
        await wait_for(pilot, lambda: shown(bench) == "source" and not counting(bench))
        await pilot.click(NameList, offset=(3, 19))
        assert shown(bench) == "source"
        await pilot.click(BarList, offset=(5, 4), times=2)
        await wait_for(pilot, lambda: bench.main.query_bar.text == 'source:"run 2"')


async def test_many_bars_scroll_and_the_rest_is_told_below_them() -> None:
    bench = Bench([make_trace(n, source=f"file-{n:02} \x1b[31m") for n in range(30)])
    async with bench.run((80, 20)) as pilot:
        await open_statistics(bench, pilot)
        await turn_to(bench, pilot, "source")
        assert "and 10 more" not in "".join(bars(bench))
        await pilot.press("G")
        assert bars(bench)[-1] == "  and 10 more"
        assert bars(bench)[-2].startswith("▸ file-19 ␛[31m")
        await pilot.press("g")
        assert bars(bench)[1 + 1].startswith("▸ file-00")
        await pilot.press(*["j"] * 15)
        assert any(line.startswith("▸ file-15") for line in bars(bench))
        await pilot.resize_terminal(120, 40)
        await wait_for(pilot, lambda: bars(bench)[-1] == "  and 10 more")


async def test_many_names_scroll_with_the_mark() -> None:
    meta = {f"key{n:02}": n for n in range(28)}
    bench = Bench([make_trace(1, meta=meta)])
    async with bench.run((80, 20)) as pilot:
        await open_statistics(bench, pilot)
        await pilot.press("left_square_bracket")
        names = bench.app.screen.query_one(NameList)
        await wait_for(pilot, lambda: shown(bench) == "meta.key27")
        seen = [names.draw_line(y).text.strip() for y in range(names.size.height)]
        assert "▸ meta.key27" in seen


async def test_what_is_not_looked_at_any_more_is_not_counted_to_its_end() -> None:
    store = SlowStore()
    bench = Bench(ADDING, store=store)
    async with bench.run() as pilot:
        await pilot.press("s")
        await wait_for(pilot, lambda: store.begun == 1)
        assert counting(bench)
        await pilot.press("right_square_bracket")
        await wait_for(pilot, lambda: (store.begun, store.given_up) == (2, 1))
        await pilot.press("escape")
        await wait_for(pilot, lambda: store.given_up == 2)
        assert bench.app.screen is bench.main
        store.may_count.set()
        await open_statistics(bench, pilot)
        begun = store.begun
        await pilot.press("right_square_bracket")
        await wait_for(pilot, lambda: shown(bench) == "chars" and not counting(bench))
        await pilot.press("left_square_bracket")
        await wait_for(pilot, lambda: shown(bench) == "steps" and not counting(bench))
        assert store.begun == begun + 1


async def test_where_the_list_is_still_looking_all_is_found_first() -> None:
    class LongStore(MemoryStore):
        """Never comes to the end of its first look."""

        looks = 0

        async def matching(  # type: ignore[no-untyped-def]
            self, condition, scope="live", *, above=0, below=None
        ):
            self.looks += 1
            endless = self.looks == 1
            async for part in super().matching(condition, scope, above=above, below=below):
                yield part
                if endless:
                    await asyncio.Event().wait()

    store = LongStore()
    bench = Bench(ADDING, store=store)
    async with bench.run() as pilot:
        await pilot.press("slash")
        bench.main.query_bar.input.value = "-tag:none"
        await pilot.press("enter")
        await wait_for(pilot, lambda: title(bench).startswith("Traces 1/≥ 3"))
        await wait_for(pilot, lambda: bench.main.rows.has_focus)
        await open_statistics(bench, pilot)
        assert bars(bench)[1].split()[0] == "5"


async def test_a_count_that_fails_is_told() -> None:
    class BrokenStore(MemoryStore):
        async def count_numbers(
            self, of: str, scope: Scope = "live", among: Sequence[int] | None = None
        ) -> list[NumberCount]:
            raise StoreFault("Store damaged", "A page is lost.", "Restore a backup.")

    bench = Bench(ADDING, store=BrokenStore())
    async with bench.run() as pilot:
        await pilot.press("s")
        await wait_for(pilot, lambda: isinstance(bench.app.screen, ErrorDialog))
        await pilot.press("escape")
        await wait_for(pilot, lambda: isinstance(bench.app.screen, StatisticsScreen))
        assert bars(bench) == ["  It could not be counted."]


async def test_a_bar_that_moves_repaints_two_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    bench = Bench(ADDING)
    async with bench.run() as pilot:
        await open_statistics(bench, pilot)
        await turn_to(bench, pilot, "chars")
        await pilot.pause()
        asked = noted_repaints(monkeypatch, bar_list(bench))
        await pilot.press("j")
        assert {region.y for region in asked} == {3, 4}


async def test_nothing_opens_where_nothing_is_listed() -> None:
    bench = Bench(failure=StoreFault("Locked", "Locked.", "Wait."))
    async with bench.run(ready=False) as pilot:
        await wait_for(pilot, lambda: isinstance(bench.app.screen, ErrorDialog))
        bench.main.action_statistics()
        assert isinstance(bench.app.screen, ErrorDialog)

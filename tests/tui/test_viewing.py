"""Groups, columns and saved views of the list."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from textual.pilot import Pilot

from tests.support.memory_store import MemoryStore
from tests.support.traces import make_traces
from tests.tui.driving import Bench, wait_for
from tests.tui.listing import ADDING, ask, dialog, lines, prompts, title
from tunix_rt_tui.errors import TunixError
from tunix_rt_tui.store.contract import KeySlice, View
from tunix_rt_tui.tui.listing.layout import USUAL, Column, ListLayout, layout_of
from tunix_rt_tui.tui.screens.asking import LineDialog
from tunix_rt_tui.tui.screens.choosing import ChoiceDialog
from tunix_rt_tui.tui.screens.columns import ColumnsDialog
from tunix_rt_tui.tui.screens.confirm import ConfirmDialog
from tunix_rt_tui.tui.screens.saved_views import ViewsDialog
from tunix_rt_tui.tui.state.remembered import Remembered
from tunix_rt_tui.tui.widgets.choices import Choices


def header(bench: Bench) -> list[str]:
    return bench.main.rows.draw_line(0).text.split()


async def group_by(bench: Bench, pilot: Pilot[TunixError], *keys: str) -> None:
    await pilot.press("b")
    await dialog(bench, pilot, ChoiceDialog)
    choices = bench.app.screen.query_one(Choices)
    await wait_for(pilot, lambda: choices.has_focus and choices.row_count > 5)
    await pilot.press(*keys, "enter")
    await wait_for(pilot, lambda: bench.app.screen is bench.main)


async def views_known(bench: Bench, pilot: Pilot[TunixError]) -> None:
    await dialog(bench, pilot, ViewsDialog)
    choices = bench.app.screen.query_one(Choices)
    await wait_for(pilot, lambda: choices.has_focus and choices.row_count > 1)


async def test_answers_to_one_prompt_are_counted_and_folded_by_what_they_say() -> None:
    bench = Bench(ADDING)
    async with bench.run((160, 24)) as pilot:
        await group_by(bench, pilot)
        await wait_for(pilot, lambda: title(bench) == "Traces by prompt 1/3" and bench.listed())
        assert header(bench) == ["×", "agree", "sizes", "prompt"]
        first = lines(bench)[0].split()
        assert first[1:3] == ["×3", "2/3"]
        assert lines(bench)[0].endswith("Add one")
        await pilot.press("enter")
        await wait_for(pilot, lambda: title(bench) == "Traces by answer 1/2" and bench.listed())
        assert [line.split()[-1] for line in lines(bench)] == ["two", "three"]
        assert bench.main.query_bar.text.startswith("like:")
        await pilot.press("enter")
        await wait_for(pilot, lambda: title(bench) == "Traces 1/2" and bench.listed())
        assert "agrees:" in bench.main.query_bar.text
        await pilot.press("escape")
        await wait_for(pilot, lambda: title(bench).startswith("Traces by answer"))
        await pilot.press("G", "enter")
        await wait_for(pilot, lambda: bench.main.view.opened is not None)
        await pilot.press("1", "escape")
        await wait_for(pilot, lambda: title(bench).startswith("Traces by prompt"))
        await pilot.press("escape")
        await wait_for(pilot, lambda: title(bench) == "Traces 1/5")


async def test_groups_by_source_and_by_a_key_of_meta_lead_to_their_traces() -> None:
    bench = Bench(ADDING)
    async with bench.run() as pilot:
        await ask(bench, pilot, "-tag:none")
        await group_by(bench, pilot, "j", "j")
        await wait_for(pilot, lambda: title(bench) == "Traces by source 1/2" and bench.listed())
        await pilot.press("j", "enter")
        await wait_for(pilot, lambda: title(bench) == "Traces 1/2" and bench.listed())
        assert bench.main.query_bar.text == '-tag:none source:"run 2"'
        await pilot.press("escape")
        await wait_for(pilot, lambda: title(bench) == "Traces by source 2/2")
        await group_by(bench, pilot, "G")
        await wait_for(pilot, lambda: title(bench) == "Traces by meta.reward 1/3")
        await wait_for(pilot, lambda: bench.listed())
        assert [line.split()[-1] for line in lines(bench)] == ["0.5", "0.9", "0.2"]
        await pilot.press("enter")
        await wait_for(pilot, lambda: title(bench) == "Traces 1/1")
        assert bench.main.query_bar.text == "-tag:none meta.reward:0.5"


async def test_a_group_is_neither_marked_nor_deleted_as_a_whole() -> None:
    bench = Bench(ADDING)
    async with bench.run() as pilot:
        await group_by(bench, pilot)
        await wait_for(pilot, lambda: title(bench).startswith("Traces by prompt"))
        await wait_for(pilot, bench.listed)
        await pilot.press("space")
        assert "open it first" in bench.status
        await pilot.press("d")
        assert "open it first" in bench.status
        await group_by(bench, pilot)
        await wait_for(pilot, lambda: title(bench) == "Traces 1/5")


async def test_columns_are_chosen_sized_moved_and_sorted_by() -> None:
    bench = Bench(ADDING)
    async with bench.run((200, 24)) as pilot:
        await pilot.press("C")
        await dialog(bench, pilot, ColumnsDialog)
        # id goes; age is wider and moves right; then the traces are sorted by steps, most first
        await pilot.press("space", "j", "plus", "plus", "J", "j", "s", "s", "enter")
        await wait_for(pilot, lambda: bench.app.screen is bench.main)
        await wait_for(pilot, lambda: bench.main.query_bar.text == "sort:-steps")
        await wait_for(pilot, bench.listed)
        assert header(bench) == ["source", "age", "steps", "size", "prompt"]
        assert prompts(bench)[0] == "Add nothing at all"
        assert layout_of(bench.memory.kept.layout or "").columns[1] == Column("age", 8)
        await pilot.press("C", "G", "enter")
        await dialog(bench, pilot, LineDialog)
        await pilot.press(*"reward", "enter")
        await dialog(bench, pilot, ColumnsDialog)
        await pilot.press("g", "s", "right", "right", "enter")
        await wait_for(pilot, lambda: bench.main.query_bar.text == "sort:meta.reward")
        await wait_for(pilot, bench.listed)
        assert header(bench)[0] == "reward"
        assert [line.split()[0] for line in lines(bench)][1:3] == ["0.5", "0.9"]


async def test_answers_can_be_a_column_and_the_layout_is_there_at_the_next_start() -> None:
    layout = ListLayout((Column("answer", 12), Column("tags", 8), Column("prompt", 0)))
    bench = Bench(ADDING, remembered=Remembered(new=False, layout=layout.as_json()))
    async with bench.run() as pilot:
        assert header(bench) == ["answer", "tags", "prompt"]
        await wait_for(pilot, lambda: "nothing" in lines(bench)[0])
        assert lines(bench)[1].split()[:2] == ["zero", "#hard"]


async def test_a_view_is_saved_opened_and_forgotten() -> None:
    bench = Bench(ADDING)
    async with bench.run() as pilot:
        await ask(bench, pilot, "source:gsm8k")
        await group_by(bench, pilot, "j")
        await wait_for(pilot, lambda: title(bench).startswith("Traces by answer"))
        await pilot.press("V")
        await dialog(bench, pilot, ViewsDialog)
        await pilot.press("enter")
        await dialog(bench, pilot, LineDialog)
        await pilot.press("enter", *"agreement", "enter")
        await wait_for(pilot, lambda: "Saved the view 'agreement'" in bench.status)
        await wait_for(pilot, lambda: title(bench) == "agreement 1/2")
        [view] = await bench.store.views()
        assert (view.name, view.query) == ("agreement", "source:gsm8k")
        await pilot.press("escape")
        await wait_for(pilot, lambda: title(bench) == "Traces 1/3")
        await pilot.press("V")
        await views_known(bench, pilot)
        await pilot.press("enter")
        await wait_for(pilot, lambda: title(bench) == "agreement 1/2")
        await pilot.press("V")
        await views_known(bench, pilot)
        await pilot.press("d")
        await dialog(bench, pilot, ConfirmDialog)
        await pilot.press("right", "enter")
        await wait_for(pilot, lambda: "Forgot the view 'agreement'" in bench.status)
        assert await bench.store.views() == []


async def test_a_view_from_another_version_opens_as_far_as_it_is_known() -> None:
    bench = Bench(ADDING)
    async with bench.run() as pilot:
        layout = '{"columns": [["moon", 3], ["id", 8], ["id"], 4], "grouped_by": "moon"}'
        await bench.store.save_view(View("odd", "tag:hard", layout))
        await pilot.press("V")
        await views_known(bench, pilot)
        await pilot.press("enter")
        await wait_for(pilot, lambda: title(bench) == "odd 1/1")


def test_layouts_are_read_as_far_as_they_are_known() -> None:
    assert layout_of(USUAL.as_json()) == USUAL
    for nonsense in ("", "[]", "{}", '{"columns": 3}', '{"columns": [1]}', '{"columns": []}'):
        assert layout_of(nonsense) == USUAL
    layout = layout_of('{"columns": [["moon", 3], ["id", 8], ["age", 900], ["meta.x", 5]]}')
    assert layout.columns == (Column("id", 8), Column("meta.x", 0))


class SlowStore(MemoryStore):
    """A store that looks for long, and finds the newest trace at first."""

    def __init__(self) -> None:
        super().__init__()
        self.go_on = asyncio.Event()
        self.cancelled = False

    async def matching(self, *given: object, **named: object) -> AsyncIterator[KeySlice]:
        first = True
        async for part in super().matching(*given, **named):  # type: ignore[arg-type] # is passed on
            yield part
            if first:
                first = False
                try:
                    await self.go_on.wait()
                except asyncio.CancelledError:
                    self.cancelled = True
                    raise


async def test_a_long_look_shows_what_it_has_found_and_can_be_ended() -> None:
    store = SlowStore()
    bench = Bench(make_traces(9), store=store)
    async with bench.run() as pilot:
        await pilot.press("slash", *"/What/", "enter")
        await wait_for(pilot, lambda: title(bench) == "Traces 1/≥ 3 · looking, 33%")
        await pilot.press("escape")
        await wait_for(pilot, lambda: store.cancelled)
        assert title(bench) == "Traces 1/≥ 3"
        store.go_on.set()
        await pilot.press("f5")
        await wait_for(pilot, lambda: title(bench) == "Traces 1/9")
        await pilot.press("escape")
        await wait_for(pilot, lambda: not bench.main.query_bar.display)

"""Marks, and actions on exactly what is marked."""

from __future__ import annotations

from textual.pilot import Pilot
from textual.widgets import Input

from tests.support.memory_store import MemoryStore
from tests.support.traces import make_traces
from tests.tui.driving import Bench, wait_for
from tests.tui.listing import ADDING, ask, dialog, lines, title
from tunix_rt_tui.errors import StoreFault, TunixError
from tunix_rt_tui.tui.screens.asking import LineDialog
from tunix_rt_tui.tui.screens.choosing import ChoiceDialog
from tunix_rt_tui.tui.screens.confirm import ConfirmDialog
from tunix_rt_tui.tui.widgets.choices import Choices


def marked(bench: Bench) -> list[int]:
    return sorted(bench.main._marking.keys)


async def ask_for_tags(bench: Bench, pilot: Pilot[TunixError]) -> None:
    await pilot.press("t")
    await dialog(bench, pilot, LineDialog)
    await wait_for(pilot, lambda: bench.app.screen.query_one(Input).has_focus)


async def test_rows_are_marked_one_by_one_as_a_range_all_and_the_other_way_round() -> None:
    bench = Bench(make_traces(6))
    async with bench.run() as pilot:
        await pilot.press("space", "space")
        assert marked(bench) == [5, 6]
        assert title(bench) == "Traces 3/6 · 2 marked"
        assert [line[2] for line in lines(bench)] == ["✓", "✓", " ", " ", " ", " "]
        await pilot.press("k", "space")
        assert marked(bench) == [6]
        await pilot.press("G", "v")
        assert marked(bench) == [1, 2, 3, 4, 5, 6]
        await pilot.press("A")
        assert marked(bench) == []
        await pilot.press("g", "space", "I")
        assert marked(bench) == [1, 2, 3, 4, 5]
        assert "5 traces marked" in bench.status
        await pilot.press("A")
        assert len(marked(bench)) == 6


async def test_marks_stay_when_something_else_is_listed() -> None:
    bench = Bench(ADDING)
    async with bench.run() as pilot:
        await pilot.press("space")
        await ask(bench, pilot, "source:gsm8k")
        await pilot.press("A")
        assert marked(bench) == [1, 2, 3, 5]
        await pilot.press("I")
        assert marked(bench) == [5]
        assert title(bench) == "Traces 1/3 · 1 marked"


async def test_a_range_begins_at_the_trace_that_was_marked_last_where_it_is_listed() -> None:
    bench = Bench(ADDING)
    async with bench.run() as pilot:
        await pilot.press("j", "space")
        await ask(bench, pilot, "source:gsm8k")
        await pilot.press("G", "v")
        assert marked(bench) == [1, 4]
        await pilot.press("g", "v")
        assert marked(bench) == [1, 2, 3, 4]


async def test_the_trash_has_marks_of_its_own() -> None:
    bench = Bench(make_traces(4))
    async with bench.run() as pilot:
        rows = bench.main.rows
        await pilot.press("d")
        await wait_for(pilot, lambda: rows.row_count == 3)
        await pilot.press("space", "space", "D")
        await wait_for(pilot, lambda: title(bench) == "Trash 1/1")
        assert marked(bench) == []
        await pilot.press("u")
        await wait_for(pilot, lambda: "Brought" in bench.status)
        await wait_for(pilot, lambda: title(bench) == "Trash")
        await pilot.press("D")
        await wait_for(pilot, lambda: title(bench) == "Traces 4/4 · 2 marked")
        assert marked(bench) == [2, 3]


async def test_what_is_marked_goes_to_the_trash_after_a_question_and_comes_back() -> None:
    bench = Bench(make_traces(5))
    async with bench.run() as pilot:
        rows = bench.main.rows
        await pilot.press("j", "space", "space", "d")
        await dialog(bench, pilot, ConfirmDialog)
        await pilot.press("enter")
        assert rows.row_count == 5
        await pilot.press("d", "right", "enter")
        await wait_for(pilot, lambda: rows.row_count == 3)
        assert "Moved 2 traces to the trash" in bench.status
        assert marked(bench) == []
        await pilot.press("u")
        await wait_for(pilot, lambda: rows.row_count == 5)
        assert "Brought 2 traces back" in bench.status


async def test_the_trash_is_looked_at_brought_back_from_and_emptied() -> None:
    bench = Bench(make_traces(4))
    async with bench.run() as pilot:
        rows = bench.main.rows
        await pilot.press("D")
        await wait_for(pilot, lambda: title(bench) == "Trash")
        assert any("trash is empty" in rows.draw_line(y).text for y in range(5))
        await pilot.press("escape")
        await wait_for(pilot, lambda: rows.row_count == 4)
        await pilot.press("space", "space", "space", "d", "right", "enter")
        await wait_for(pilot, lambda: rows.row_count == 1)
        await pilot.press("D")
        await wait_for(pilot, lambda: title(bench) == "Trash 1/3")
        await pilot.press("enter")
        await wait_for(pilot, lambda: bench.main.view.opened is not None)
        await pilot.press("1", "u")
        await wait_for(pilot, lambda: title(bench) == "Trash 1/2")
        assert "Brought" in bench.status
        await pilot.press("d")
        await dialog(bench, pilot, ConfirmDialog)
        await pilot.press("right", "enter")
        await wait_for(pilot, lambda: title(bench) == "Trash 1/1")
        assert "Removed 1 trace for good" in bench.status
        await pilot.press("D")
        await wait_for(pilot, lambda: title(bench).startswith("Traces "))
        assert rows.row_count == 2


async def test_tags_are_put_on_taken_off_and_undone() -> None:
    bench = Bench(ADDING)
    async with bench.run((200, 24)) as pilot:
        await ask_for_tags(bench, pilot)
        await pilot.press("enter")
        await pilot.press(*"two words,h")
        await wait_for(pilot, lambda: "hard" in bench.app.screen._candidates.draw_line(0).text)  # type: ignore[attr-defined] # it is a LineDialog
        await pilot.press("tab", "enter")
        await wait_for(pilot, lambda: "Changed the tags of 1 trace" in bench.status)
        await wait_for(pilot, lambda: "#hard #two #words" in lines(bench)[0])
        await ask_for_tags(bench, pilot)
        await pilot.press(*"-two", "enter")
        await wait_for(pilot, lambda: "#hard #words" in lines(bench)[0])
        await pilot.press("u", "u")
        await wait_for(pilot, lambda: "#" not in lines(bench)[0])
        assert "what they were before" in bench.status
        await ask_for_tags(bench, pilot)
        await pilot.press(*"-absent", "enter")
        await wait_for(pilot, lambda: "nothing was changed" in bench.status)


async def test_what_is_no_tag_is_refused_in_the_dialog() -> None:
    bench = Bench(ADDING)
    async with bench.run() as pilot:
        await ask_for_tags(bench, pilot)
        for typed in ("", "--"):
            await pilot.press(*typed, "enter")
            await pilot.pause()
            assert isinstance(bench.app.screen, LineDialog)
            assert "✗" in str(bench.app.screen.query_one("#refusal").render())
        await pilot.press("escape")
        await wait_for(pilot, lambda: bench.app.screen is bench.main)


async def test_many_are_tagged_after_a_question_and_the_open_trace_shows_it() -> None:
    bench = Bench(ADDING)
    async with bench.run() as pilot:
        view = bench.main.view
        await pilot.press("enter")
        await wait_for(pilot, lambda: view.opened is not None)
        await pilot.press("1", "A")
        await ask_for_tags(bench, pilot)
        await pilot.press(*"seen", "enter")
        await dialog(bench, pilot, ConfirmDialog)
        await pilot.press("right", "enter")
        await wait_for(pilot, lambda: "Changed the tags of 5 traces" in bench.status)
        await wait_for(pilot, lambda: "tags seen" in view.draw_line(2).text)
        await pilot.press("2")
        await ask_for_tags(bench, pilot)
        await pilot.press(*"-seen", "enter")
        await wait_for(pilot, lambda: "tags seen" not in view.draw_line(2).text)


async def test_a_tag_is_renamed_everywhere_and_that_is_undone() -> None:
    bench = Bench(ADDING)
    async with bench.run() as pilot:
        await pilot.press("T")
        await dialog(bench, pilot, ChoiceDialog)
        await wait_for(pilot, lambda: bench.app.screen.query_one(Choices).row_count)
        await pilot.press("enter")
        await dialog(bench, pilot, LineDialog)
        await pilot.press("X", "enter")
        await wait_for(pilot, lambda: "Changed the tags of 1 trace" in bench.status)
        assert await bench.store.count_tags() == {"hardX": 1}
        await pilot.press("u")
        await wait_for(pilot, lambda: "before" in bench.status)
        assert await bench.store.count_tags() == {"hard": 1}


async def test_without_tags_there_is_none_to_rename() -> None:
    bench = Bench(make_traces(1))
    async with bench.run() as pilot:
        await pilot.press("T")
        await wait_for(pilot, lambda: "No trace has a tag yet" in bench.status)


class FailingTags(MemoryStore):
    """A store that cannot change tags back, at first."""

    failing = False

    async def change_tags(self, changes: object) -> list[object]:  # type: ignore[override] # whatever is given
        if self.failing:
            raise StoreFault("Store is full", "There is no room left.", "Make room.")
        return await super().change_tags(changes)  # type: ignore[arg-type, return-value] # is passed on


async def test_what_could_not_be_undone_can_be_tried_again() -> None:
    store = FailingTags()
    bench = Bench(make_traces(1), store=store)
    async with bench.run() as pilot:
        await ask_for_tags(bench, pilot)
        await pilot.press(*"good", "enter")
        await wait_for(pilot, lambda: "Changed" in bench.status)
        store.failing = True
        await pilot.press("u")
        await wait_for(pilot, lambda: bench.app.screen is not bench.main)
        await pilot.press("enter")
        await wait_for(pilot, lambda: bench.app.screen is bench.main)
        store.failing = False
        await pilot.press("u")
        await wait_for(pilot, lambda: "before" in bench.status)

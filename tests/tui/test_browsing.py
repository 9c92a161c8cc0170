"""Opening the app, moving through the list, reading a trace."""

from __future__ import annotations

from tests.support.traces import make_trace, make_traces
from tests.tui.driving import Bench, wait_for
from tunix_rt_tui.tui.screens.help import HelpScreen
from tunix_rt_tui.tui.widgets.trace_list import TraceList


def text_of(bench: Bench) -> str:
    """What the trace view shows."""
    view = bench.main.view
    return "\n".join(view.draw_line(y).text.rstrip() for y in range(view.size.height))


def title_of(bench: Bench) -> str:
    """The title of the list."""
    return bench.main.rows.border_title or ""


async def test_an_empty_store_says_what_to_do() -> None:
    bench = Bench()
    async with bench.run():
        rows = bench.main.rows
        said = "\n".join(rows.draw_line(y).text for y in range(10))
        assert "No traces yet." in said
        assert "ctrl+l" in said
        assert "tunix-rt import FILE" in said
        assert title_of(bench) == "Traces"


async def test_the_list_shows_the_newest_first_and_where_the_cursor_is() -> None:
    bench = Bench(make_traces(5))
    async with bench.run() as pilot:
        assert bench.main.rows.current is not None
        assert bench.main.rows.current.seq == 5
        assert title_of(bench) == "Traces 1/5"
        await pilot.press("j", "down")
        assert title_of(bench) == "Traces 3/5"
        row = bench.main.rows.draw_line(3).text
        assert row.startswith("▸ ")
        assert "What is 3 plus 3?" in row
        assert not bench.main.rows.draw_line(1).text.startswith("▸")


async def test_keys_go_to_the_ends_and_over_pages() -> None:
    bench = Bench(make_traces(150))
    async with bench.run() as pilot:
        rows = bench.main.rows
        height = rows.size.height - 1
        await pilot.press("G")
        assert rows.cursor == 149
        await wait_for(pilot, lambda: rows.current is not None)
        assert "What is 1 plus 1?" in rows.draw_line(rows.size.height - 1).text
        await pilot.press("g")
        assert rows.cursor == 0
        await pilot.press("pagedown")
        assert rows.cursor == height
        await pilot.press("ctrl+u")
        assert rows.cursor == height - round(height / 2)
        await pilot.press("k", "home", "k")
        assert rows.cursor == 0
        await pilot.press("end")
        await pilot.press("j")
        assert rows.cursor == 149


async def test_leaving_the_window_by_a_row_scrolls_half_a_page() -> None:
    bench = Bench(make_traces(100))
    async with bench.run() as pilot:
        rows = bench.main.rows
        height = rows.size.height - 1
        rows.move_to(height - 1)
        assert rows.scroll_offset.y == 0
        await pilot.press("j")
        assert rows.scroll_offset.y == height - height // 2


async def test_a_trace_is_opened_and_read_step_by_step() -> None:
    long = make_trace(7, steps=12, prompt="word " * 400)
    bench = Bench([make_trace(1), long])
    async with bench.run((120, 24)) as pilot:
        await pilot.press("enter")
        await wait_for(pilot, lambda: bench.main.view.opened is not None)
        view = bench.main.view
        assert view.has_focus
        assert "Prompt" in text_of(bench)
        await pilot.press("]")
        assert view.border_title is not None
        assert "step 1/12" in view.border_title
        assert "▸ Step 1/12 · i 0 · reason" in text_of(bench)
        await pilot.press("]", "]", "[")
        assert "step 2/12" in view.border_title
        await pilot.press("G")
        assert "Final answer" in text_of(bench)
        await pilot.press("g")
        assert view.scroll_offset.y == 0
        await pilot.press("space", "k", "ctrl+d", "pageup", "j")
        assert view.scroll_offset.y > 0


async def test_the_list_marks_which_trace_is_open() -> None:
    bench = Bench(make_traces(3))
    async with bench.run() as pilot:
        rows = bench.main.rows
        assert "•" not in "".join(rows.draw_line(y).text for y in range(5))
        await pilot.press("enter")
        await wait_for(pilot, lambda: rows.draw_line(1).text.startswith("▸•"))
        await pilot.press("J")
        await wait_for(pilot, lambda: rows.draw_line(2).text.startswith("▸•"))
        assert rows.draw_line(1).text.startswith("  ")
        await pilot.press("1", "j")
        assert rows.draw_line(2).text.startswith(" •")
        await pilot.press("k", "d")
        await wait_for(pilot, lambda: bench.main.view.opened is None)
        await wait_for(pilot, lambda: rows.row_count == 2)
        assert "•" not in "".join(rows.draw_line(y).text for y in range(5))


async def test_the_json_view_keeps_the_spelling_of_values() -> None:
    bench = Bench([make_trace(1, meta={"reward": 1.50, "note": "é"})])
    async with bench.run() as pilot:
        await pilot.press("enter")
        await wait_for(pilot, lambda: bench.main.view.opened is not None)
        await pilot.press("v")
        assert '"reward": 1.5' in text_of(bench)
        assert "JSON" in (bench.main.view.border_title or "")
        await pilot.press("v")
        assert "Meta" in text_of(bench)


async def test_neighbours_are_opened_from_the_trace_view() -> None:
    bench = Bench(make_traces(3))
    async with bench.run() as pilot:
        view = bench.main.view
        await pilot.press("enter")
        await wait_for(pilot, lambda: view.opened is not None)
        await pilot.press("J")
        await wait_for(pilot, lambda: view.opened is not None and view.opened.seq == 2)
        assert bench.main.rows.cursor == 1
        await pilot.press("K")
        await wait_for(pilot, lambda: view.opened is not None and view.opened.seq == 3)
        await pilot.press("K")
        await wait_for(pilot, lambda: "no trace " in bench.status)
        await pilot.press("q")
        assert bench.main.rows.has_focus


async def test_unwrapped_lines_scroll_sideways_and_say_that_there_is_more() -> None:
    bench = Bench([make_trace(1, prompt="x" * 60 + "y" * 60)])
    async with bench.run((80, 24)) as pilot:
        await pilot.press("enter")
        await wait_for(pilot, lambda: bench.main.view.opened is not None)
        await pilot.press("w")
        assert any(line.endswith("›") for line in text_of(bench).splitlines())
        await pilot.press("right", "right", "right", "right")
        assert "y" * 58 in text_of(bench)
        await pilot.press("left")
        assert "x" in text_of(bench)


async def test_the_place_stays_when_the_window_changes() -> None:
    bench = Bench([make_trace(1, steps=200)])
    async with bench.run((120, 30)) as pilot:
        await pilot.press("enter")
        await wait_for(pilot, lambda: bench.main.view.opened is not None)
        for _ in range(50):
            bench.main.view.action_step(1)
        before = text_of(bench).splitlines()[0]
        await pilot.resize_terminal(70, 24)
        await wait_for(pilot, lambda: bench.main.has_class("-narrow"))
        assert text_of(bench).splitlines()[0].split("─")[0] == before.split("─")[0]


async def test_a_storm_of_sizes_brings_the_same_picture_back() -> None:
    bench = Bench([make_trace(1, steps=5, prompt="word " * 80)])
    async with bench.run((120, 30)) as pilot:
        view = bench.main.view
        await pilot.press("enter")
        await wait_for(pilot, lambda: view.opened is not None)
        await pilot.press("]", "]", "]")
        before = text_of(bench)
        assert "▸ Step 4/5" in before
        for columns, rows in ((80, 24), (61, 17), (200, 40), (50, 24), (90, 16), (120, 18)):
            await pilot.resize_terminal(columns, rows)
            await pilot.pause()
        assert view.current_step == 3
        await pilot.resize_terminal(120, 30)
        await wait_for(pilot, lambda: view.size.height == len(before.splitlines()))
        assert text_of(bench) == before


async def test_hostile_text_never_reaches_the_terminal() -> None:
    evil = "[/red]\x1b]52;c;aGk=\x07 \u202e[link=x] \x9b31m"
    bench = Bench([make_trace(1, prompt=evil, source=evil[:60], final_answer=evil)])
    async with bench.run() as pilot:
        await pilot.press("enter")
        await wait_for(pilot, lambda: bench.main.view.opened is not None)
        for size in ((120, 40), (80, 24)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            drawn = text_of(bench) + bench.app.export_screenshot()
            for character in ("\x1b", "\x07", "\x9b", "\u202e"):
                assert character not in drawn
            assert "‹U+202E›" in text_of(bench)


async def test_panes_are_switched_by_number_where_there_is_room_for_one() -> None:
    bench = Bench(make_traces(2))
    async with bench.run((80, 24)) as pilot:
        main = bench.main
        assert main.list_pane.display
        assert not main.trace_pane.display
        await pilot.press("2")
        assert main.trace_pane.display
        assert not main.list_pane.display
        await pilot.press("3", "escape")
        assert main.list_pane.display
        assert main.rows.has_focus


async def test_a_window_that_is_too_small_says_so() -> None:
    bench = Bench(make_traces(2))
    async with bench.run((58, 14)) as pilot:
        assert not bench.main.rows.region
        assert "58×14" in bench.app.export_screenshot()
        await pilot.resize_terminal(80, 24)
        await wait_for(pilot, lambda: bool(bench.main.rows.region))


async def test_the_mouse_puts_the_cursor_and_opens() -> None:
    bench = Bench(make_traces(5))
    async with bench.run() as pilot:
        await pilot.click(bench.main.rows, offset=(5, 4))
        assert bench.main.rows.cursor == 2
        await pilot.click(bench.main.rows, offset=(5, 3), times=2)
        await wait_for(pilot, lambda: bench.main.view.opened is not None)
        assert bench.main.view.opened is not None
        assert bench.main.view.opened.seq == 4


async def test_the_key_bar_offers_what_does_something_here() -> None:
    bench = Bench(make_traces(2))
    async with bench.run((80, 24)) as pilot:
        bar = bench.main.key_bar
        assert "u undo" not in bar.draw_line(0).text
        assert bar.draw_line(0).text.rstrip().endswith("? help   q quit")
        await pilot.press("d")
        await wait_for(pilot, lambda: "u undo" in bar.draw_line(0).text)
        await pilot.press("d")
        await wait_for(pilot, lambda: "ctrl+l example" in bar.draw_line(0).text)
        assert "enter open" not in bar.draw_line(0).text
        await pilot.press("2")
        assert "next step" not in bar.draw_line(0).text
        await pilot.press("3")
        assert "esc list" in bar.draw_line(0).text
        assert "q back" not in bar.draw_line(0).text


async def test_keys_for_hits_are_offered_where_there_are_hits() -> None:
    bench = Bench(make_traces(1))
    async with bench.run((120, 24)) as pilot:
        bar = bench.main.key_bar
        await pilot.press("enter")
        await wait_for(pilot, lambda: bench.main.view.opened is not None)
        for looked_for, found in (("zzz", False), ("p", True)):
            await pilot.press("slash")
            await wait_for(pilot, lambda: "↓ next hit" in bar.draw_line(0).text)
            await pilot.press(*looked_for, "enter")
            await wait_for(pilot, lambda: bench.main.view.has_focus)
            assert ("n next hit" in bar.draw_line(0).text) is found
        await pilot.press("colon")
        await wait_for(pilot, lambda: bench.main.trace_pane.has_prompt)
        assert "next hit" not in bar.draw_line(0).text


async def test_the_mouse_does_what_the_keys_do() -> None:
    bench = Bench(make_traces(3))
    async with bench.run((80, 24)) as pilot:
        await pilot.click(TraceList, offset=(5, 4))
        await wait_for(pilot, lambda: bench.main.rows.cursor == 2)
        bar = bench.main.key_bar
        await pilot.click(bar, offset=(bar.draw_line(0).text.index("open"), 0))
        await wait_for(pilot, lambda: bench.main.view.opened is not None)
        tabs = bench.main.tabs
        await pilot.click(tabs, offset=(tabs.draw_line(0).text.index("editor"), 0))
        await wait_for(pilot, lambda: bench.main.pane == "editor")
        await pilot.click(tabs, offset=(tabs.draw_line(0).text.index("list"), 0))
        await wait_for(pilot, lambda: bench.main.pane == "list")
        await pilot.click(bar, offset=(bar.draw_line(0).text.index("help"), 0))
        await wait_for(pilot, lambda: isinstance(bench.app.screen, HelpScreen))

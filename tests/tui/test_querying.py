"""Finding traces from the list: typing a query, completing it, and walking its hits."""

from __future__ import annotations

from tests.support.traces import make_trace, make_traces
from tests.tui.driving import Bench, wait_for
from tests.tui.listing import ADDING, ask, below_query, lines, prompts, title
from tunix_rt_tui.tui.state.remembered import Remembered


async def test_what_is_typed_is_listed_while_it_is_typed_and_kept_by_enter() -> None:
    bench = Bench(ADDING)
    async with bench.run() as pilot:
        await pilot.press("slash", *"take")
        await wait_for(pilot, lambda: prompts(bench) == ["Take two"])
        assert bench.main.query_bar.typing
        await pilot.press("enter")
        await wait_for(pilot, lambda: bench.main.rows.has_focus)
        await wait_for(pilot, lambda: title(bench) == "Traces 1/1")
        assert bench.main.query_bar.display
        assert bench.memory.kept.queries == ("take",)
        await pilot.press("escape")
        await wait_for(pilot, lambda: title(bench) == "Traces 1/5")
        assert not bench.main.query_bar.display


async def test_a_word_that_is_begun_finds_what_goes_on_from_it_from_three_letters_on() -> None:
    bench = Bench(ADDING)
    async with bench.run() as pilot:
        await pilot.press("slash", *"no")
        await wait_for(pilot, lambda: "source:…" in below_query(bench))
        assert bench.main.rows.row_count == 5
        await pilot.press(*"th")
        await wait_for(pilot, lambda: prompts(bench) == ["Add nothing at all"])
        await pilot.press("enter")
        await wait_for(pilot, lambda: bench.main.rows.row_count == 0)
        assert any("Nothing is found." in line for line in drawn(bench))


def drawn(bench: Bench) -> list[str]:
    rows = bench.main.rows
    return [rows.draw_line(y).text for y in range(rows.size.height)]


async def test_escape_while_typing_lists_what_was_listed_before_at_its_place() -> None:
    bench = Bench(ADDING)
    async with bench.run() as pilot:
        await pilot.press("j", "j", "slash", *"source:gsm8k ")
        await wait_for(pilot, lambda: bench.main.rows.row_count == 3)
        await pilot.press("escape")
        await wait_for(pilot, lambda: title(bench) == "Traces 3/5")
        assert bench.main.rows.has_focus


async def test_a_wrong_query_is_pointed_at_and_what_is_listed_stays() -> None:
    bench = Bench(ADDING)
    async with bench.run((160, 24)) as pilot:
        await wait_for(pilot, lambda: bench.main.rows.row_count == 5)
        await pilot.press("slash", *"add colr:red")
        await wait_for(pilot, lambda: "no field 'colr'" in below_query(bench))
        assert below_query(bench).index("^") == 3 + len("add ")
        assert "in quotes" in bench.status
        await pilot.press("enter")
        assert bench.main.query_bar.typing
        assert len(prompts(bench)) == 5
        await pilot.press(*["backspace"] * 9, "enter")
        await wait_for(pilot, lambda: bench.main.rows.row_count == 4)


async def test_what_is_wrong_far_to_the_right_is_pointed_at_from_the_left() -> None:
    bench = Bench(ADDING)
    async with bench.run((80, 24)) as pilot:
        await pilot.press(
            "slash", *"add one or take two or nothing at all and even much more colr:x"
        )
        await wait_for(pilot, lambda: "^" in below_query(bench))
        assert below_query(bench).endswith("^")
        assert "no field 'colr'" in below_query(bench)


async def test_fields_and_known_values_are_completed() -> None:
    bench = Bench(ADDING)
    async with bench.run() as pilot:
        bar = bench.main.query_bar
        await pilot.press("slash", *"so")
        await wait_for(pilot, lambda: below_query(bench) == "  source:  sort:")
        await pilot.press("tab", "tab", "shift+tab")
        assert bar.text == "source:"
        await pilot.press("r")
        await wait_for(pilot, lambda: below_query(bench).strip() == '"run 2"')
        await pilot.press("tab")
        assert bar.text == 'source:"run 2"'
        await wait_for(pilot, lambda: bench.main.rows.row_count == 2)
        await pilot.press(*" -meta.re")
        await wait_for(pilot, lambda: "meta.reward:" in below_query(bench))
        await pilot.press(*"ward:0", "enter")
        await wait_for(pilot, lambda: bench.main.rows.has_focus)
        assert bar.text == 'source:"run 2" -meta.reward:0'
        assert bench.main.rows.row_count == 2


async def test_earlier_queries_are_taken_up_again() -> None:
    bench = Bench(ADDING, remembered=Remembered(new=False, queries=("tag:hard", "take")))
    async with bench.run() as pilot:
        bar = bench.main.query_bar
        await pilot.press("slash", "x", "up")
        assert bar.text == "tag:hard"
        await wait_for(pilot, lambda: prompts(bench) == ["Take two"])
        await pilot.press("up", "up")
        assert bar.text == "take"
        await pilot.press("down", "down")
        assert bar.text == "x"
        await pilot.press("up", "up", "enter")
        await wait_for(pilot, lambda: bench.main.rows.has_focus)
        assert bench.memory.kept.queries == ("take", "tag:hard")


async def test_a_query_can_be_changed_and_is_shown_above_what_it_found() -> None:
    bench = Bench(ADDING)
    async with bench.run() as pilot:
        await ask(bench, pilot, "source:gsm8k sort:meta.reward")
        assert [line.split()[1] for line in lines(bench)] == [
            line.split()[1] for line in lines(bench)
        ]
        assert [bench.main.rows.at(row).seq for row in range(3)] == [1, 3, 2]  # type: ignore[union-attr] # its page is there
        await pilot.press("slash", *"answer:two", "enter")
        await wait_for(pilot, lambda: bench.main.rows.row_count == 2)
        assert bench.main.query_bar.text == "source:gsm8k sort:meta.reward answer:two"
        await pilot.press("escape")
        await wait_for(pilot, lambda: bench.main.rows.row_count == 3)
        await pilot.press("escape")
        await wait_for(pilot, lambda: bench.main.rows.row_count == 5)


async def test_only_arrivals_that_would_be_listed_are_counted() -> None:
    bench = Bench(ADDING)
    async with bench.run() as pilot:
        await ask(bench, pilot, "source:gsm8k")
        await bench.store.add_many([make_trace(8, source="gsm8k"), make_trace(9)])
        await wait_for(pilot, lambda: "1 new – f5" in title(bench))
        await pilot.press("f5")
        await wait_for(pilot, lambda: bench.main.rows.row_count == 4)


async def test_a_trace_opens_at_its_first_hit_and_hits_are_walked_across_traces() -> None:
    bench = Bench(
        [
            make_trace(1, final_answer="the sought one"),
            make_trace(2),
            make_trace(3, steps=[{"i": 7, "type": "x", "content": "sought and sought"}]),
        ]
    )
    async with bench.run() as pilot:
        view = bench.main.view
        await pilot.press("n")
        assert "/ does that" in bench.status
        await ask(bench, pilot, "sought")
        assert bench.main.rows.row_count == 2
        await pilot.press("n")
        await wait_for(pilot, lambda: view.tally == "1 of 2")
        assert view.has_focus
        assert view.current_step == 0
        await pilot.press("n")
        assert view.tally == "2 of 2"
        await pilot.press("n")
        await wait_for(pilot, lambda: view.tally == "1 of 1")
        assert view.opened is not None
        assert view.opened.seq == 1
        assert bench.main.rows.cursor == 1
        await pilot.press("n")
        await wait_for(pilot, lambda: "no trace below" in bench.status)
        await pilot.press("N")
        await wait_for(pilot, lambda: view.tally == "2 of 2")
        await pilot.press("1", "n")
        await wait_for(pilot, lambda: view.opened is not None and view.opened.seq == 1)
        await pilot.press("1", "k", "N")
        await wait_for(pilot, lambda: view.tally == "2 of 2")
        await pilot.press("1", "N")
        await wait_for(pilot, lambda: view.tally == "1 of 2")


async def test_words_found_in_the_trace_itself_go_around_and_leave_the_list_alone() -> None:
    bench = Bench(make_traces(2))
    async with bench.run() as pilot:
        view = bench.main.view
        await ask(bench, pilot, "what")
        await pilot.press("enter")
        await wait_for(pilot, lambda: view.tally == "1 of 1")
        await pilot.press("slash", *"step", "enter", "N")
        opened = view.opened
        last = view.tally.split()[0]
        assert view.tally == f"{last} of {last}"
        await pilot.press("n")
        assert view.tally.startswith("1 of ")
        assert view.opened is opened


async def test_a_trace_without_the_words_opens_at_its_start() -> None:
    bench = Bench(ADDING)
    async with bench.run() as pilot:
        await ask(bench, pilot, "take or tag:hard or source:gsm8k")
        await pilot.press("G", "enter")
        await wait_for(pilot, lambda: bench.main.view.opened is not None)
        assert bench.main.view.tally == ""


async def test_a_trace_is_drawn_as_written_where_only_that_has_what_was_searched_for() -> None:
    formula = r"Halve it: $\frac{1}{2}$"
    bench = Bench([make_trace(1, prompt=formula), make_trace(2, prompt=formula)])
    async with bench.run() as pilot:
        await ask(bench, pilot, r"/\\frac/")
        await pilot.press("enter")
        view = bench.main.view
        await wait_for(pilot, lambda: view.has_hits)
        await pilot.press("r")
        assert "nothing found" in view.title()
        await pilot.press("n")
        await wait_for(pilot, lambda: "as written" in bench.status)
        await pilot.press("J")
        await wait_for(pilot, lambda: view.opened and view.opened.seq == 1)
        assert view.has_hits
        assert "Markdown" not in view.title()

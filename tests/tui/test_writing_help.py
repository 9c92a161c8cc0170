"""What helps while writing: colours, marks where something is wrong, undoing, an empty start."""

from __future__ import annotations

import json

from textual.geometry import Offset
from textual.strip import Strip

from tests.support.traces import make_document
from tests.tui.driving import Bench, area, counters, wait_for
from tunix_rt_tui.tui.widgets.problem_list import ProblemList


def problems(bench: Bench) -> ProblemList:
    return bench.main.editor.problems


def line_with(bench: Bench, words: str) -> Strip:
    lines = [area(bench).draw_line(y) for y in range(area(bench).size.height)]
    return next(line for line in lines if words in line.text)


def look_of(line: Strip, words: str) -> tuple[object, object]:
    """The colour of what begins with some words, and whether it is underlined."""
    for segment in line:
        if segment.text.lstrip().startswith(words) and segment.style is not None:
            return segment.style.color, segment.style.underline
    raise AssertionError(f"no {words!r} in {line.text!r}")


def wrong_document() -> str:
    document = make_document(1)
    document["steps"][1]["i"] = "1"
    del document["final_answer"]
    return json.dumps(document, indent=2)


async def test_keys_strings_and_numbers_are_told_apart() -> None:
    bench = Bench()
    async with bench.run() as pilot:
        await pilot.press("ctrl+l")
        await wait_for(pilot, lambda: area(bench).text)
        await pilot.press("down", "down")
        await pilot.pause()
        key, _ = look_of(line_with(bench, '"i": 0'), '"i"')
        number, _ = look_of(line_with(bench, '"i": 0'), "0")
        text, _ = look_of(line_with(bench, '"type": "parse"'), '"parse"')
        assert len({str(key), str(number), str(text)}) == 3


async def test_the_line_of_the_cursor_keeps_its_colours() -> None:
    bench = Bench()
    async with bench.run() as pilot:
        await pilot.press("ctrl+l")
        await wait_for(pilot, lambda: area(bench).text)
        await pilot.press("down")
        await pilot.pause()
        here = look_of(line_with(bench, "trace_version"), '"trace_version"')
        await pilot.press("down", "down", "down")
        await pilot.pause()
        assert look_of(line_with(bench, "trace_version"), '"trace_version"') == here


async def test_a_problem_is_marked_where_it_is_and_shown_where_the_cursor_is() -> None:
    bench = Bench()
    async with bench.run() as pilot:
        await pilot.press("3")
        area(bench).show_text(wrong_document())
        await wait_for(pilot, lambda: problems(bench).size.height == 2)
        _, underlined = look_of(line_with(bench, '"i": "1"'), '"1"')
        assert underlined
        assert problems(bench).draw_line(0).text.startswith("▸")
        await pilot.press("down", "down")
        await wait_for(pilot, lambda: problems(bench).draw_line(1).text.startswith("▸"))
        assert "E_TYPE" in problems(bench).draw_line(1).text


async def test_a_press_on_a_problem_goes_there() -> None:
    bench = Bench()
    async with bench.run() as pilot:
        await pilot.press("3")
        area(bench).show_text(wrong_document())
        await wait_for(pilot, lambda: problems(bench).size.height == 2)
        await pilot.click(problems(bench), offset=Offset(5, 1))
        await wait_for(pilot, lambda: bench.status.startswith("E_TYPE /steps/1/i"))
        assert area(bench).has_focus
        assert '"i": "1"' in area(bench).document.get_line(area(bench).cursor_location[0])


async def test_the_way_to_the_problems_is_offered_where_there_are_any() -> None:
    bench = Bench()
    async with bench.run() as pilot:
        await pilot.press("3")
        await pilot.pause()
        assert "tab problems" not in bench.main.key_bar.draw_line(0).text
        area(bench).show_text(wrong_document())
        await wait_for(pilot, lambda: "tab problems" in bench.main.key_bar.draw_line(0).text)
        await pilot.press("tab")
        assert problems(bench).has_focus


async def test_laying_out_keeps_the_cursor_at_its_letter_and_is_undone() -> None:
    bench = Bench()
    async with bench.run() as pilot:
        await pilot.press("3")
        before = json.dumps(make_document(1))
        area(bench).show_text(before)
        column = before.index('"steps"')
        area(bench).move_cursor((0, column))
        await pilot.press("ctrl+r")
        await wait_for(pilot, lambda: bench.status.startswith("Laid out"))
        row, column = area(bench).cursor_location
        # Behind the letter before, which is the comma at the end of the line above.
        rest = area(bench).get_text_range((row, column), area(bench).document.end)
        assert rest.lstrip().startswith('"steps"')
        await pilot.press("ctrl+z")
        assert area(bench).text == before


async def test_an_empty_start_can_be_undone_and_has_no_problem() -> None:
    bench = Bench()
    async with bench.run() as pilot:
        await pilot.press("ctrl+l")
        await wait_for(pilot, lambda: area(bench).text)
        text = area(bench).text
        await pilot.press("ctrl+n")
        assert area(bench).text == ""
        await wait_for(pilot, lambda: "bytes 0" in counters(bench))
        assert "problem" not in counters(bench)
        assert not problems(bench).display
        await pilot.press("ctrl+z")
        assert area(bench).text == text


async def test_a_long_paste_is_undone_and_done_again() -> None:
    bench = Bench()
    async with bench.run((80, 24)) as pilot:
        await pilot.press("3")
        await pilot.pause()
        pasted = json.dumps(make_document(30), indent=2)
        area(bench).insert(pasted)
        await pilot.pause()
        await pilot.press("ctrl+z")
        assert area(bench).text == ""
        await pilot.press("ctrl+y")
        assert area(bench).text == pasted

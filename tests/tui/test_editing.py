"""The editor: checking, examples, uploading, fetching."""

from __future__ import annotations

import json
from functools import partial

from textual import events
from textual.widgets import Button, Input

from tests.support.traces import make_document, make_trace, make_traces
from tests.tui.driving import Bench, area, counters, wait_for
from tunix_rt_tui.samples import load_example
from tunix_rt_tui.tui.screens.confirm import ConfirmDialog


def button(bench: Bench, name: str) -> Button:
    return bench.main.editor.query_one(f"#{name}", Button)


def _says(bench: Bench, words: str) -> bool:
    return words in bench.status


async def test_the_example_is_loaded_checked_and_uploaded() -> None:
    bench = Bench(make_traces(2))
    async with bench.run() as pilot:
        await pilot.press("ctrl+l")
        await wait_for(pilot, lambda: area(bench).text == load_example())
        await wait_for(pilot, lambda: "Valid" in counters(bench))
        assert "bytes" in (bench.main.editor.border_title or "")
        assert not button(bench, "upload").disabled
        await pilot.press("ctrl+s")
        await wait_for(pilot, lambda: bench.status.startswith("Uploaded"))
        uploaded = bench.main.editor.query_one("#id", Input).value
        await wait_for(
            pilot,
            lambda: (
                bench.main.rows.current is not None and str(bench.main.rows.current.id) == uploaded
            ),
        )
        assert bench.main.rows.row_count == 3
        assert not button(bench, "fetch").disabled
        await pilot.press("ctrl+g")
        await wait_for(pilot, lambda: bench.main.view.opened is not None)
        assert str(bench.main.view.opened and bench.main.view.opened.id) == uploaded


async def test_an_upload_names_its_twin() -> None:
    bench = Bench()
    async with bench.run() as pilot:
        await pilot.press("ctrl+l")
        await wait_for(pilot, lambda: area(bench).text)
        await pilot.click(button(bench, "upload"))
        await wait_for(pilot, lambda: bench.status.startswith("Uploaded"))
        await pilot.press("ctrl+s")
        await wait_for(pilot, lambda: "It equals" in bench.status)
        assert "was here already" in bench.status
        assert await bench.store.count() == 2


async def test_every_problem_is_listed_and_enter_goes_there() -> None:
    bench = Bench()
    async with bench.run() as pilot:
        await pilot.press("3")
        document = make_document(1)
        document["steps"][1]["i"] = "1"
        del document["final_answer"]
        area(bench).show_text(json.dumps(document, indent=2))
        problems = bench.main.editor.problems
        await wait_for(pilot, lambda: problems.display and problems.size.height == 2)
        assert "2 problems" in counters(bench)
        drawn = problems.draw_line(0).text + problems.draw_line(1).text
        assert "E_TYPE" in drawn
        assert "E_MISSING" in drawn
        problems.focus()
        await pilot.pause()
        await pilot.press("j", "k", "j")
        line = int(problems.draw_line(1).text.split()[1].split(":")[0])
        await pilot.press("enter")
        await pilot.pause()
        assert area(bench).has_focus
        assert area(bench).cursor_location[0] == line - 1
        assert bench.status.startswith("E_TYPE /steps/1/i: `i` must be an integer")
        await pilot.press("ctrl+s")
        await wait_for(pilot, lambda: bench.status.startswith("Not uploaded: 2 problems."))
        assert await bench.store.count() == 0


async def test_a_document_over_the_limit_is_refused_in_the_words_of_the_api() -> None:
    bench = Bench(max_bytes=1_024)
    async with bench.run() as pilot:
        await pilot.press("3")
        area(bench).show_text(json.dumps(make_document(1, prompt="long " * 300), indent=2))
        await wait_for(pilot, lambda: "over 1 024" in counters(bench))
        await pilot.press("ctrl+s")
        await wait_for(pilot, lambda: bench.status == "Payload size exceeds maximum of 1024 bytes")


async def test_typing_letters_types_and_shows_the_counters() -> None:
    bench = Bench()
    async with bench.run((80, 24)) as pilot:
        await pilot.press("e")
        assert button(bench, "upload").disabled
        await pilot.press("q", "1", "question_mark")
        assert area(bench).text == "q1?"
        await wait_for(pilot, lambda: "1 problem" in counters(bench))
        assert "prompt –" in counters(bench)


async def test_what_was_typed_is_only_replaced_after_a_question() -> None:
    bench = Bench(make_traces(1))
    async with bench.run() as pilot:
        await pilot.press("e", "x")
        await pilot.press("ctrl+l")
        await wait_for(pilot, lambda: isinstance(bench.app.screen, ConfirmDialog))
        await pilot.press("enter")
        await wait_for(pilot, lambda: bench.app.screen is bench.main)
        assert area(bench).text == "x"
        await pilot.press("ctrl+l")
        await wait_for(pilot, lambda: isinstance(bench.app.screen, ConfirmDialog))
        await pilot.press("tab", "enter")
        await wait_for(pilot, lambda: area(bench).text == load_example())
        await pilot.press("ctrl+z")
        await wait_for(pilot, lambda: area(bench).text == "x")
        assert bench.main.editor.unsaved


async def test_leaving_with_unsaved_text_asks_once() -> None:
    bench = Bench()
    async with bench.run() as pilot:
        await pilot.press("e", "x", "ctrl+q")
        await wait_for(pilot, lambda: isinstance(bench.app.screen, ConfirmDialog))
        await pilot.press("ctrl+q", "escape")
        await wait_for(pilot, lambda: bench.app.screen is bench.main)
        await pilot.press("ctrl+q")
        await wait_for(pilot, lambda: isinstance(bench.app.screen, ConfirmDialog))
        await pilot.press("tab", "enter")
        await wait_for(pilot, lambda: bench.app.return_code == 0)
    assert bench.store_closed


async def test_a_copy_is_laid_out_for_editing() -> None:
    bench = Bench([make_trace(1, meta={"n": 1})])
    async with bench.run() as pilot:
        await pilot.press("E")
        await wait_for(pilot, lambda: area(bench).text)
        assert '\n  "prompt": "What is 1 plus 1?",\n' in area(bench).text
        assert "copy" in bench.status
        await pilot.press("ctrl+r")
        await wait_for(pilot, lambda: "already" in bench.status)


async def test_reformatting_says_when_there_is_nothing_to_lay_out() -> None:
    bench = Bench()
    async with bench.run() as pilot:
        await pilot.press("e", "ctrl+r")
        assert bench.status == "The editor is empty."
        await pilot.press("ctrl+s")
        assert "nothing to upload" in bench.status
        await pilot.press("{", "ctrl+r")
        await wait_for(pilot, lambda: "not JSON" in bench.status)
        await pilot.press("}", "ctrl+r")
        await wait_for(pilot, lambda: "already" in bench.status)


async def test_a_pasted_document_on_one_long_line_is_laid_out() -> None:
    bench = Bench()
    async with bench.run() as pilot:
        await pilot.press("e")
        text = json.dumps(make_document(1, steps=400))
        bench.app.post_message(events.Paste(text))
        await wait_for(pilot, lambda: area(bench).document.line_count > 400)
        assert json.loads(area(bench).text) == json.loads(text)
        assert not area(bench).read_only


async def test_a_line_that_stays_too_long_is_read_only_but_can_be_uploaded() -> None:
    bench = Bench()
    async with bench.run() as pilot:
        await pilot.press("e")
        text = json.dumps(make_document(1, prompt="x" * 20_000))
        bench.app.post_message(events.Paste(text))
        await wait_for(pilot, lambda: area(bench).read_only)
        await wait_for(pilot, lambda: "Read-only" in counters(bench))
        await pilot.press("y")
        assert json.loads(area(bench).text) == json.loads(text)
        await pilot.press("ctrl+s")
        await wait_for(pilot, lambda: bench.status.startswith("Uploaded"))


async def test_long_text_that_is_no_json_is_shown_as_it_is() -> None:
    bench = Bench()
    async with bench.run() as pilot:
        await pilot.press("e")
        bench.app.post_message(events.Paste("x" * 10_001))
        await wait_for(pilot, lambda: area(bench).text == "x" * 10_001)
        assert area(bench).read_only


async def test_hostile_text_is_edited_safely() -> None:
    bench = Bench()
    async with bench.run() as pilot:
        await pilot.press("e")
        bench.app.post_message(events.Paste("a\x1b]52;c;x\x07\u202eb\tc"))
        await wait_for(pilot, lambda: area(bench).text)
        drawn = area(bench).draw_line(0).text
        assert "\x1b" not in drawn
        assert "\u202e" not in drawn
        assert "␛" in drawn
        assert area(bench).text == "a\x1b]52;c;x\x07\u202eb\tc"


async def test_what_ends_a_line_only_for_a_text_area_does_not_break_a_string() -> None:
    prompt = "one\u2028two\u2029three\x85four"
    bench = Bench([make_trace(1, prompt=prompt)])
    async with bench.run() as pilot:
        await pilot.press("E")
        await wait_for(pilot, lambda: "Valid" in counters(bench))
        assert json.loads(area(bench).text)["prompt"] == prompt
        area(bench).select_all()
        bench.app.post_message(events.Paste(json.dumps({"prompt": prompt}, ensure_ascii=False)))
        await wait_for(pilot, lambda: "problem" in counters(bench))
        assert json.loads(area(bench).text) == {"prompt": prompt}


async def test_fetching_says_what_is_wrong_with_an_id() -> None:
    bench = Bench(make_traces(1))
    async with bench.run() as pilot:
        await pilot.press("e", "ctrl+g")
        assert "no id" in bench.status
        field = bench.main.editor.query_one("#id", Input)
        field.focus()
        for wrong, said in (("zz", "neither a UUID"), ("aaaa", "not found"), ("aa", "fewer than")):
            field.value = wrong
            await pilot.press("enter")
            await wait_for(pilot, partial(_says, bench, said))
        assert bench.main.view.opened is None

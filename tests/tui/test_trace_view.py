"""Reading a trace by its keys: steps by number, folds, views, finding, long lines."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from tests.support.traces import make_trace
from tests.tui.driving import Bench, wait_for
from tests.tui.test_browsing import text_of
from tunix_rt_tui.errors import TunixError
from tunix_rt_tui.tui.screens.fetch import FetchDialog

STEPS = [{"i": 3 * n, "type": "reason", "content": f"{n}: " + "words " * 60} for n in range(9)]


@asynccontextmanager
async def reading(
    bench: Bench, size: tuple[int, int] = (120, 30)
) -> AsyncIterator[Pilot[TunixError]]:
    """The app with its first trace opened."""
    async with bench.run(size) as pilot:
        await pilot.press("enter")
        await wait_for(pilot, lambda: bench.main.view.opened is not None)
        yield pilot


def title_of(bench: Bench) -> str:
    return bench.main.view.border_title or ""


async def test_a_step_is_gone_to_by_the_number_in_its_heading() -> None:
    bench = Bench([make_trace(1, steps=STEPS)])
    async with reading(bench) as pilot:
        await pilot.press("colon", "7", "enter")
        assert "▸ Step 7/9 · i 18" in text_of(bench)
        assert bench.main.view.has_focus
        assert not bench.main.trace_pane.has_prompt


@pytest.mark.parametrize("given", ["0", "10", "x", "١"])
async def test_a_wrong_number_of_a_step_is_told_in_words(given: str) -> None:
    bench = Bench([make_trace(1, steps=STEPS)])
    async with reading(bench) as pilot:
        await pilot.press("colon")
        bench.main.trace_pane.prompt.query_one(Input).value = given
        await pilot.press("enter")
        await wait_for(pilot, lambda: f"no step {given}: this trace has 9 steps" in bench.status)
        assert bench.main.trace_pane.has_prompt
        await pilot.press("escape")
        assert bench.main.view.has_focus
        assert bench.main.pane == "trace"


async def test_a_step_is_gone_to_from_the_meta_too() -> None:
    bench = Bench([make_trace(1, steps=STEPS)])
    async with reading(bench) as pilot:
        await pilot.press("v", "v")
        assert "meta" in title_of(bench)
        await pilot.press("colon", "2", "enter")
        assert "▸ Step 2/9" in text_of(bench)


async def test_steps_are_folded_one_by_one_and_all() -> None:
    bench = Bench([make_trace(1, steps=STEPS)])
    async with reading(bench) as pilot:
        await pilot.press("]", "z")
        assert "▸ Step 2/9 · i 3 · reason ⊞ 1 line, 363 characters" in text_of(bench)
        await pilot.press("Z")
        assert text_of(bench).count("⊞") == 9
        await pilot.press("Z")
        assert "⊞" not in text_of(bench)


async def test_what_is_typed_is_found_at_once_and_left_step_by_step() -> None:
    bench = Bench([make_trace(1, steps=STEPS)])
    async with reading(bench) as pilot:
        before = text_of(bench)
        await pilot.press("slash", "5", "colon")
        assert bench.main.trace_pane.has_prompt
        await wait_for(pilot, lambda: "▸ Step 6/9" in text_of(bench))
        assert "1 of 1" in title_of(bench)
        await pilot.press("escape")
        await wait_for(pilot, lambda: bench.main.view.has_focus)
        assert text_of(bench) == before
        await pilot.press("slash", *"word", "down", "enter")
        await wait_for(pilot, lambda: "2 of 540" in title_of(bench))
        await pilot.press("n", "n", "N")
        assert "3 of 540" in title_of(bench)
        await pilot.press("v")
        assert "of 540" in title_of(bench)
        await pilot.press("escape")
        assert "of 540" not in title_of(bench)
        assert bench.main.view.has_focus
        await pilot.press("escape")
        assert bench.main.rows.has_focus


async def test_a_hit_before_anything_was_looked_for_is_refused_in_words() -> None:
    bench = Bench([make_trace(1)])
    async with reading(bench) as pilot:
        await pilot.press("n")
        await wait_for(pilot, lambda: "Nothing is being looked for" in bench.status)


async def test_the_prompt_closes_when_the_focus_goes_elsewhere() -> None:
    bench = Bench([make_trace(1)])
    async with reading(bench) as pilot:
        await pilot.press("slash", "tab")
        await wait_for(pilot, lambda: not bench.main.trace_pane.has_prompt)


async def test_four_views_follow_one_another() -> None:
    bench = Bench([make_trace(1, steps=STEPS), make_trace(2, meta=None)])
    async with reading(bench) as pilot:
        await pilot.press("v")
        assert '"prompt": "What is 2 plus 2?"' in text_of(bench)
        await pilot.press("v")
        assert "This trace has no meta." in text_of(bench)
        await pilot.press("J")
        await wait_for(pilot, lambda: bench.main.view.opened and bench.main.view.opened.seq == 1)
        assert '"model": "tiny"' in text_of(bench)
        await pilot.press("v")
        assert "It is not known where this trace came from" in text_of(bench)
        await pilot.press("v")
        assert "Step 1/9" in text_of(bench)


async def test_a_trace_is_fetched_by_id_from_the_view() -> None:
    bench = Bench([make_trace(1)])
    async with reading(bench) as pilot:
        await pilot.press("ctrl+f")
        assert isinstance(bench.app.screen, FetchDialog)


async def test_lines_that_go_on_at_both_sides_say_so() -> None:
    bench = Bench([make_trace(1, prompt="x" * 300)])
    async with reading(bench, (80, 24)) as pilot:
        await pilot.press("w", "right")
        [line] = [line for line in text_of(bench).splitlines() if "xxx" in line]
        assert line.startswith("‹ x")
        assert line.endswith("x›")


async def test_text_from_right_to_left_is_told() -> None:
    bench = Bench([make_trace(1), make_trace(2, final_answer="שלום")])
    async with reading(bench) as pilot:
        assert "⇄ right-to-left text, shown in logical order" in text_of(bench)
        await pilot.press("J")
        await wait_for(pilot, lambda: bench.main.view.opened and bench.main.view.opened.seq == 1)
        assert "⇄" not in text_of(bench)


HOSTILE = "[/red]\x1b]52;c;aGk=\x07 \u202e[link=x] \x9b31m \x7f"


async def test_hostile_text_is_harmless_in_every_view_and_where_it_is_found() -> None:
    evil = HOSTILE
    steps = [{"i": 0, "type": evil[:40], "content": evil, "extra": evil}]
    bench = Bench([make_trace(1, prompt=evil, steps=steps, meta={evil: [evil]}, other=evil)])
    async with reading(bench) as pilot:
        await pilot.press("slash", *"link", "enter")
        for _ in range(3):
            drawn = text_of(bench) + bench.app.export_screenshot() + title_of(bench)
            assert not [sign for sign in drawn if sign in "\x1b\x07\x9b\u202e\x7f"]
            await pilot.press("Z", "n", "w", "v")
        assert not bench.log.errors

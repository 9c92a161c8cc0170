"""What helps to read a trace: outline, types of steps, rendering, bookmarks, characters, origin."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from textual.pilot import Pilot

from tests.support.traces import make_trace
from tests.tui.driving import Bench, wait_for
from tests.tui.listing import dialog
from tunix_rt_tui.errors import TunixError
from tunix_rt_tui.store.contract import NewTrace, Origin
from tunix_rt_tui.tui.screens.choosing import ChoiceDialog
from tunix_rt_tui.tui.screens.reading.outline import OutlineDialog
from tunix_rt_tui.tui.screens.reading.step_types import StepTypesDialog
from tunix_rt_tui.tui.widgets.choices import Choices

TYPES = ("think", "tool_call", "tool_result", "think", "check", "think")


def chain(number: int, types: tuple[str, ...] = TYPES, **fields: Any) -> NewTrace:
    """A trace of steps of these types, each of a screenful."""
    steps = [
        {"i": i, "type": kind, "content": f"{kind} {i}\n" + "more\n" * 30}
        for i, kind in enumerate(types)
    ]
    return make_trace(number, steps=steps, **fields)


@asynccontextmanager
async def reading(bench: Bench) -> AsyncIterator[Pilot[TunixError]]:
    """Open the newest trace."""
    async with bench.run((120, 30)) as pilot:
        await pilot.press("enter")
        await wait_for(pilot, lambda: bench.main.view.opened is not None)
        yield pilot


def seen(bench: Bench) -> list[str]:
    view = bench.main.view
    return [view.draw_line(y).text.rstrip() for y in range(view.size.height)]


def text(bench: Bench) -> str:
    return "\n".join(seen(bench))


def title(bench: Bench) -> str:
    return str(bench.main.view.border_title)


def choices(bench: Bench) -> list[str]:
    listed = bench.app.screen.query_one(Choices)
    return [listed.draw_line(y).text.rstrip() for y in range(listed.row_count)]


async def test_the_outline_shows_every_step_and_leads_to_one() -> None:
    bench = Bench([chain(1)])
    async with reading(bench) as pilot:
        await pilot.press("o")
        await dialog(bench, pilot, OutlineDialog)
        listed = choices(bench)
        assert len(listed) == len(TYPES) + 2
        assert listed[0].startswith("  Prompt")
        assert "2 tool_call" in listed[2]
        assert "■" in listed[2]
        assert "≈" in listed[2]
        assert "tool_call 1" in listed[2]
        await pilot.press("j", "j", "j", "enter")
        await wait_for(pilot, lambda: "step 4/6" in title(bench))
        assert seen(bench)[0].startswith("▸ Step 4/6")
        await pilot.press("o")
        await dialog(bench, pilot, OutlineDialog)
        assert choices(bench)[4].startswith("▸ 4 think")
        await pilot.press("G", "enter")
        await wait_for(pilot, lambda: "Final answer" in text(bench))
        await pilot.press("o")
        await dialog(bench, pilot, OutlineDialog)
        await pilot.press("g", "enter")
        await wait_for(pilot, lambda: seen(bench)[0].startswith("  Prompt"))


async def test_types_are_hidden_folded_and_shown_alone_in_the_traces_that_follow_too() -> None:
    bench = Bench([chain(1), chain(2)])
    async with reading(bench) as pilot:
        await pilot.press("f")
        await dialog(bench, pilot, StepTypesDialog)
        await pilot.press("space", "j", "z", "enter")
        await wait_for(pilot, lambda: "3 steps not shown" in title(bench))
        assert "Step 1/6" not in text(bench)
        assert "Step 2/6 · i 1 · tool_call ⊞" in text(bench)
        await pilot.press("]")
        assert "step 3/6" in title(bench)
        await pilot.press("]")
        assert "step 5/6" in title(bench)
        await pilot.press("J")
        await wait_for(pilot, lambda: bench.main.view.opened and bench.main.view.opened.seq == 1)
        assert "3 steps not shown" in title(bench)
        assert "step 5/6" in title(bench)
        await pilot.press("f")
        await dialog(bench, pilot, StepTypesDialog)
        await pilot.press("o")
        assert [line[2:9] for line in choices(bench)] == [
            "[✓] thi",
            "[ ] too",
            "[ ] too",
            "[ ] che",
        ]
        await pilot.press("o", "enter")
        await wait_for(pilot, lambda: "not shown" not in title(bench))
        await pilot.press("f")
        await dialog(bench, pilot, StepTypesDialog)
        await pilot.press("space", "escape")
        await wait_for(pilot, lambda: bench.app.screen is bench.main)
        assert "not shown" not in title(bench)


async def test_steps_of_one_type_are_walked_and_the_ends_are_a_key_away() -> None:
    bench = Bench([chain(1)])
    async with reading(bench) as pilot:
        await pilot.press("colon", "1", "enter")
        await wait_for(pilot, lambda: "step 1/6" in title(bench))
        await pilot.press("}")
        assert "step 4/6" in title(bench)
        await pilot.press("}")
        assert "step 6/6" in title(bench)
        await pilot.press("{")
        assert "step 4/6" in title(bench)
        await pilot.press("j", "j", "j")
        before = seen(bench)
        assert before[0].startswith("▸ Step 4/6")
        await pilot.press("p")
        assert seen(bench)[0].startswith("  Prompt")
        await pilot.press("p")
        assert seen(bench) == before
        await pilot.press("a")
        assert "Final answer" in text(bench)
        await pilot.press("a")
        assert seen(bench) == before


async def test_text_is_drawn_as_markdown_with_plain_formulas_and_as_written() -> None:
    written = r"## Plan: **halve** $\frac{1}{2}$"
    bench = Bench([make_trace(1, prompt=written), make_trace(2, prompt=written)])
    async with reading(bench) as pilot:
        assert written in text(bench)
        await pilot.press("r")
        assert "Plan: halve 1/2" in text(bench)
        assert "Markdown" in title(bench)
        await pilot.press("J")
        await wait_for(pilot, lambda: bench.main.view.opened and bench.main.view.opened.seq == 1)
        assert "Plan: halve 1/2" in text(bench)
        await pilot.press("r")
        assert "## Plan: **halve** 1/2" in text(bench)
        await pilot.press("r")
        assert written in text(bench)
        await pilot.press("v", "r")
        assert "Plan: halve 1/2" in text(bench)


async def test_bookmarks_stay_and_lead_back() -> None:
    bench = Bench([chain(1), chain(2)])
    async with reading(bench) as pilot:
        await pilot.press("B")
        assert "no bookmark yet" in bench.status
        await pilot.press("]", "]", "b")
        assert "★" in seen(bench)[0]
        assert "Step 3 has a bookmark now" in bench.status
        await wait_for(pilot, lambda: bench.memory.recall().bookmarks)
        await pilot.press("J", "J")
        await wait_for(pilot, lambda: bench.main.view.opened and bench.main.view.opened.seq == 1)
        assert "★" not in text(bench)
        await pilot.press("1", "B")
        await dialog(bench, pilot, ChoiceDialog)
        assert " step 3  tool_result · tool_result 2" in choices(bench)[0]
        await pilot.press("enter")
        await wait_for(pilot, lambda: bench.main.view.opened and bench.main.view.opened.seq == 2)
        assert "★" in text(bench)
        await pilot.press("b")
        assert "Step 3 has no bookmark any more" in bench.status
        assert "★" not in text(bench)


async def test_a_bookmark_on_the_open_trace_moves_to_its_step() -> None:
    bench = Bench([chain(1)])
    async with reading(bench) as pilot:
        await pilot.press("]", "]", "]", "b", "g", "B")
        await dialog(bench, pilot, ChoiceDialog)
        await pilot.press("enter")
        await wait_for(pilot, lambda: "★" in seen(bench)[0])


async def test_unsafe_characters_are_named_and_found() -> None:
    bench = Bench([make_trace(1, prompt="plain"), make_trace(2, prompt="red \x1b[31m and \u202e")])
    async with reading(bench) as pilot:
        await pilot.press("U")
        await dialog(bench, pilot, ChoiceDialog)
        assert "U+001B  1 × ESCAPE" in choices(bench)[0]
        assert "U+202E  1 × RIGHT-TO-LEFT OVERRIDE" in choices(bench)[1]
        await pilot.press("j", "enter")
        await wait_for(pilot, lambda: "hit 1 of 1" in title(bench))
        await pilot.press("J")
        await wait_for(pilot, lambda: bench.main.view.opened and bench.main.view.opened.seq == 1)
        await pilot.press("U")
        assert "drawn as they are" in bench.status


@pytest.mark.parametrize(
    ("raw", "shown"),
    [(None, "The record is the document itself"), (b'{"q": "\xff raw"}', r"\xff raw")],
)
async def test_where_a_trace_came_from_is_a_view(raw: bytes | None, shown: str) -> None:
    trace = make_trace(1)._replace(origin=Origin("runs/a.jsonl", 7, raw))
    bench = Bench([trace])
    async with reading(bench) as pilot:
        assert "runs/a.jsonl, record 7" in " ".join(text(bench).split())
        await pilot.press("v", "v", "v")
        assert "origin" in title(bench)
        assert "file    runs/a.jsonl" in text(bench)
        assert "record  7" in text(bench)
        assert shown in text(bench)
        await pilot.press("colon", "2", "enter")
        await wait_for(pilot, lambda: "origin" not in title(bench))


async def test_what_a_trace_lacks_is_said_where_it_would_be() -> None:
    meta = {"finish_reason": "length"}
    bench = Bench([make_trace(1, final_answer="[no answer]", meta=meta)])
    async with reading(bench) as pilot:
        assert "⚠ no answer, cut off" in text(bench)
        await pilot.press("a")
        assert "Final answer · no answer · cut off" in text(bench)

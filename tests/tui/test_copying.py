"""The copy menu, in the list and in the trace view."""

from __future__ import annotations

import re
from functools import partial
from typing import Any

import pytest
from textual.pilot import Pilot

from tests.support.traces import make_trace
from tests.tui.driving import NOWHERE, Bench, wait_for
from tests.tui.window.looking import opened
from tunix_rt_tui.errors import TunixError
from tunix_rt_tui.tui.copying.copier import Copier
from tunix_rt_tui.tui.copying.plain_screen import printable
from tunix_rt_tui.tui.screens.copy_menu import CopyMenu

EVIL = "\x1b[31m\u202e \t\r\n\\x00 é"
STEPS: list[dict[str, Any]] = [
    {"i": n, "type": "reason", "content": f"{n} {EVIL}"} for n in range(4)
]


def said(bench: Bench, what: str) -> bool:
    return f"Sent {what} (" in bench.status


async def open_menu(bench: Bench, pilot: Pilot[TunixError]) -> None:
    """Ask what to copy of the trace at hand."""
    await pilot.press("y")
    await wait_for(pilot, lambda: isinstance(bench.app.screen, CopyMenu))


async def test_each_letter_copies_the_original() -> None:
    trace = make_trace(1, prompt=EVIL, steps=STEPS, final_answer=EVIL[::-1])
    bench = Bench([trace])
    async with bench.run() as pilot:
        await pilot.press("enter")
        await wait_for(pilot, lambda: bench.main.view.opened is not None)
        await pilot.press("]", "]")
        shown = bench.main.view.opened
        assert shown is not None
        for letter, what, text in (
            ("j", "the trace as JSON", trace.parsed.text),
            ("p", "the prompt", EVIL),
            ("a", "the final answer", EVIL[::-1]),
            ("s", "step 3", f"2 {EVIL}"),
            ("i", "the id", str(shown.id)),
        ):
            await pilot.press("y")
            assert isinstance(bench.app.screen, CopyMenu)
            await pilot.press(letter)
            await wait_for(pilot, partial(said, bench, what))
            assert bench.app.clipboard == text
        assert "whether it took it cannot be known" in bench.status


async def test_a_trace_of_the_list_is_copied_without_being_opened() -> None:
    bench = Bench([make_trace(1), make_trace(2)])
    async with bench.run() as pilot:
        await pilot.press("j", "y")
        await wait_for(pilot, lambda: isinstance(bench.app.screen, CopyMenu))
        await pilot.press("s")
        assert isinstance(bench.app.screen, CopyMenu)
        await pilot.press("down", "down", "right", "left", "up", "enter")
        await wait_for(pilot, lambda: "Sent the prompt" in bench.status)
        assert bench.app.clipboard == "What is 1 plus 1?"
        assert bench.main.view.opened is None
        assert bench.main.rows.has_focus


async def test_escape_copies_nothing() -> None:
    bench = Bench([make_trace(1)])
    async with bench.run() as pilot:
        await open_menu(bench, pilot)
        await pilot.press("escape")
        assert bench.app.screen is bench.main
        assert bench.app.clipboard == ""


async def test_a_mouse_chooses_too() -> None:
    bench = Bench([make_trace(1)])
    async with bench.run() as pilot:
        await open_menu(bench, pilot)
        await pilot.click("#answer")
        await wait_for(pilot, lambda: "Sent the final answer" in bench.status)


async def test_where_nothing_takes_it_that_is_said() -> None:
    bench = Bench([make_trace(1, meta={"big": "x" * 80_000})], copier=Copier({}, NOWHERE))
    async with bench.run() as pilot:
        await open_menu(bench, pilot)
        await pilot.press("j")
        await wait_for(pilot, lambda: "Nothing could be copied: " in bench.status)
        assert bench.app.clipboard == ""


async def test_where_there_is_no_plain_screen_that_is_said() -> None:
    bench = Bench([make_trace(1)])
    async with bench.run() as pilot:
        await open_menu(bench, pilot)
        await pilot.press("o")
        await wait_for(pilot, lambda: "no plain screen" in bench.status)


@pytest.mark.parametrize("ascii_only", [False, True])
def test_what_is_printed_is_safe_and_whole(*, ascii_only: bool) -> None:
    evil = EVIL + "\x9b\x07 שלום"
    text = printable(opened(prompt=evil, steps=STEPS, meta={evil: evil}), ascii_only=ascii_only)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", text)
    assert text.count("Step ") == len(STEPS)
    assert "Press enter" in text
    assert text.isascii() is ascii_only

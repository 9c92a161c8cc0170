"""Text is legible in every theme that brings its own colours."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from rich.color import Color

from tests.support.traces import make_document, make_traces
from tests.tui.driving import Bench, area, counters, wait_for
from tunix_rt_tui.tui.theme import ANSI, CONTRAST, DARK, LIGHT, MONO

pytestmark = pytest.mark.no_cover

LEGIBLE = 4.5
"""The least contrast of text: WCAG 2.2, success criterion 1.4.3, level AA."""

SCENES = (
    ("j", "enter", "right_square_bracket"),
    ("z", "v"),
    ("v", "v", "slash", "p", "r", "o", "enter"),
    ("colon", "9"),
    ("escape", "1", "s", "j"),
    ("left_square_bracket",),
    ("q", "question_mark"),
    ("escape", "ctrl+f"),
    ("escape", "ctrl+p"),
    ("escape", "d"),
)
"""Keys that lead from one screen to the next."""


def too_faint(bench: Bench) -> Iterator[str]:
    """Name text on the screen whose contrast is too low, with its colours."""
    for strip in bench.app.screen._compositor.render_strips():
        for text, style, _ in strip:
            if style is None or not any(letter.isalnum() for letter in text):
                continue
            front, back = style.color, style.bgcolor
            if style.reverse:
                front, back = back, front
            assert front is not None, text
            assert back is not None, text
            ratio = contrast(front, back)
            if ratio < LEGIBLE:
                yield f"{ratio:.1f} {text.strip()!r} {front.name} on {back.name}"


def contrast(one: Color, other: Color) -> float:
    """The contrast ratio of WCAG 2.2: from 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(color: Color) -> float:
    parts = [part / 255 for part in color.get_truecolor()]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(
    "theme",
    [
        DARK.name,
        *(pytest.param(name, marks=pytest.mark.long) for name in (LIGHT.name, CONTRAST.name)),
    ],
)
async def test_text_is_legible_on_every_screen(theme: str) -> None:
    faint: dict[str, None] = {}
    bench = Bench(make_traces(4), theme=theme)
    async with bench.run() as pilot:
        for keys in SCENES:
            await pilot.press(*keys)
            await wait_for(pilot, bench.settled)
            await pilot.pause()
            faint |= dict.fromkeys(too_faint(bench))
        await pilot.press("3")
        document = {**make_document(1), "steps": [], "unknown": 1}
        area(bench).show_text(json.dumps(document, indent=2))
        await wait_for(pilot, lambda: "problem" in counters(bench))
        await pilot.pause()
        faint |= dict.fromkeys(too_faint(bench))
    assert not list(faint)


@pytest.mark.parametrize("theme", [ANSI.name, MONO.name])
async def test_the_terminals_own_colours_are_used_as_they_are(theme: str) -> None:
    bench = Bench(make_traces(4), theme=theme)
    async with bench.run() as pilot:
        await pilot.press("j", "enter")
        await wait_for(pilot, lambda: bench.main.view.opened is not None)
        for strip in bench.app.screen._compositor.render_strips():
            for _, style, _ in strip:
                for color in (style.color, style.bgcolor) if style else ():
                    assert color is None or color.triplet is None
                    assert color is None or theme == ANSI.name or color.is_default

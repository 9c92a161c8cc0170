"""How the app looks; what it does is tested elsewhere."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from textual.pilot import Pilot

from tests.support.shots import Scene, browse, edit, filled_store, read
from tests.tui.driving import Bench, wait_for
from tunix_rt_tui.errors import StoreFault, TunixError
from tunix_rt_tui.tui.screens.statistics.bar_list import COUNTING, BarList
from tunix_rt_tui.tui.screens.statistics.screen import StatisticsScreen

pytestmark = pytest.mark.no_cover

Compare = Callable[[Bench, Scene, tuple[int, int]], Awaitable[None]]


@pytest.fixture
def looks_same(
    snap_compare: Callable[..., bool],
) -> Callable[[Bench, Scene, tuple[int, int]], None]:
    """Compare the app after a scene with its picture: clock, ids and theme are always the same.

    There is no blinking cursor and no animation in the app itself.
    """

    def compare(bench: Bench, scene: Scene, size: tuple[int, int]) -> None:
        async def play(pilot: Pilot[Any]) -> None:
            await wait_for(pilot, bench.settled)
            await scene(bench, pilot)
            await pilot.pause()

        assert snap_compare(bench.app, terminal_size=size, run_before=play)

    return compare


async def _nothing(bench: Bench, pilot: Pilot[TunixError]) -> None:
    """Leave the app as it opens."""


async def _help(bench: Bench, pilot: Pilot[TunixError]) -> None:
    await pilot.press("question_mark")
    await wait_for(pilot, lambda: bench.app.screen is not bench.main)


async def _statistics(bench: Bench, pilot: Pilot[TunixError]) -> None:
    await pilot.press("s")
    await wait_for(pilot, lambda: isinstance(bench.app.screen, StatisticsScreen))
    bars = bench.app.screen.query_one(BarList)
    await wait_for(pilot, lambda: COUNTING not in bars.draw_line(0).text)
    await pilot.press("j")


async def _json(bench: Bench, pilot: Pilot[TunixError]) -> None:
    await read(bench, pilot)
    await pilot.press("v")


async def _folded(bench: Bench, pilot: Pilot[TunixError]) -> None:
    await read(bench, pilot)
    await pilot.press("Z")


async def _found(bench: Bench, pilot: Pilot[TunixError]) -> None:
    await read(bench, pilot)
    await pilot.press("slash", *"prime", "enter")
    await wait_for(pilot, lambda: bench.main.view.has_hits and bench.main.view.has_focus)


async def _outline(bench: Bench, pilot: Pilot[TunixError]) -> None:
    await read(bench, pilot)
    await pilot.press("o")
    await wait_for(pilot, lambda: bench.app.screen is not bench.main)


@pytest.mark.parametrize("theme", ["dark", "mono"])
@pytest.mark.parametrize(
    "scene",
    [read, _json, _folded, _found, _outline],
    ids=["reading", "json", "folded", "found", "outline"],
)
def test_a_trace(looks_same: Any, scene: Scene, theme: str) -> None:
    looks_same(Bench(store=filled_store(), theme=theme), scene, (80, 24))


@pytest.mark.parametrize("size", [(120, 40), (80, 24)], ids=["wide", "narrow"])
@pytest.mark.parametrize("scene", [browse, edit, read], ids=["browse", "edit", "read"])
def test_panes(looks_same: Any, scene: Scene, size: tuple[int, int]) -> None:
    looks_same(Bench(store=filled_store()), scene, size)


def test_empty_store(looks_same: Any) -> None:
    looks_same(Bench(), _nothing, (80, 24))


def test_store_that_cannot_be_opened(looks_same: Any) -> None:
    fault = StoreFault("Store locked", "Another process is writing.", "Wait, then try again.")
    looks_same(Bench(failure=fault), _nothing, (80, 24))


def test_help(looks_same: Any) -> None:
    looks_same(Bench(store=filled_store()), _help, (80, 24))


@pytest.mark.parametrize("theme", ["dark", "mono"])
def test_statistics(looks_same: Any, theme: str) -> None:
    looks_same(Bench(store=filled_store(), theme=theme), _statistics, (80, 24))


def test_no_color(looks_same: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    looks_same(Bench(store=filled_store()), browse, (120, 40))

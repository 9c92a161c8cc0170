"""The pictures of the README, drawn by the app itself: `python -m tests.support.shots`."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from pathlib import Path

from textual.pilot import Pilot

from tests.support.clock import CountingIds
from tests.support.memory_store import MemoryStore
from tests.tui.driving import NOW, Bench, area, counters, wait_for
from tunix_rt_tui.errors import TunixError
from tunix_rt_tui.samples import sample_traces
from tunix_rt_tui.store.contract import NewTrace
from tunix_rt_tui.trace.parsing import ParsedTrace, parse_trace

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
SIZES = ((120, 40), (80, 24))
SOURCES = ("gsm8k.jsonl", "editor", "run-42", "api")

Scene = Callable[[Bench, Pilot[TunixError]], Awaitable[None]]


class AgingClock:
    """A clock whose readings come nearer and nearer to now."""

    def __init__(self) -> None:
        self._read = 0

    def __call__(self) -> datetime:
        """Read it."""
        self._read += 1
        return NOW - timedelta(minutes=max(0, 26 - self._read) ** 3.5 / 6)


def traces() -> list[NewTrace]:
    """The valid samples, several times over, as if they came from several places."""
    parsed = [
        outcome
        for path in sorted((sample_traces() / "valid").glob("*.json"))
        if isinstance(outcome := parse_trace(path.read_bytes()), ParsedTrace)
    ]
    return [
        NewTrace(parsed[number % len(parsed)], SOURCES[number * 7 % len(SOURCES)])
        for number in range(24)
    ]


def filled_store() -> MemoryStore:
    """A store with the samples in it, of many ages."""
    store = MemoryStore(clock=AgingClock(), new_id=CountingIds())

    async def fill() -> None:
        for trace in traces():
            await store.add_many([trace])

    with asyncio.Runner() as runner:
        runner.run(fill())
    return store


async def browse(bench: Bench, pilot: Pilot[TunixError]) -> None:
    """A list, and beside it a trace where there is room."""
    await pilot.press("j", "j", "enter")
    await wait_for(pilot, lambda: bench.main.view.opened is not None)
    await pilot.press("]")
    if bench.main.has_class("-narrow"):
        await pilot.press("q")


async def read(bench: Bench, pilot: Pilot[TunixError]) -> None:
    """A trace at its second step."""
    await pilot.press("j", "j", "enter")
    await wait_for(pilot, lambda: bench.main.view.opened is not None)
    await pilot.press("]", "]")


async def edit(bench: Bench, pilot: Pilot[TunixError]) -> None:
    """An example with two mistakes in it."""
    await pilot.press("ctrl+l")
    await wait_for(pilot, lambda: area(bench).text)
    text = area(bench).text.replace('"i": 1,', '"i": "1",').replace('"final_answer"', '"answer"')
    area(bench).show_text(text)
    await wait_for(pilot, lambda: "problem" in counters(bench))


SCENES: dict[str, Scene] = {"browse": browse, "read": read, "edit": edit}


async def draw(bench: Bench, name: str, scene: Scene, size: tuple[int, int]) -> None:
    """Play a scene at a size and save the picture."""
    async with bench.run(size) as pilot:
        await scene(bench, pilot)
        await pilot.pause()
        picture = bench.app.export_screenshot(title="tunix-rt")
    (PICTURES / f"{name}-{size[0]}x{size[1]}.svg").write_text(picture, encoding="utf-8")


if __name__ == "__main__":
    PICTURES.mkdir(parents=True, exist_ok=True)
    for name, scene in SCENES.items():
        for size in SIZES:
            asyncio.run(draw(Bench(store=filled_store()), name, scene, size))

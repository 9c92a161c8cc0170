"""The list as tests look at it."""

from __future__ import annotations

from collections.abc import Sequence

from textual.pilot import Pilot

from tests.support.traces import make_trace
from tests.tui.driving import Bench, wait_for
from tunix_rt_tui.errors import TunixError
from tunix_rt_tui.store.contract import NewTrace

ADDING: Sequence[NewTrace] = (
    make_trace(1, source="gsm8k", prompt="Add one", final_answer="two", meta={"reward": 0.2}),
    make_trace(2, source="gsm8k", prompt="Add one", final_answer="two", meta={"reward": 0.9}),
    make_trace(3, source="gsm8k", prompt="Add one", final_answer="three", meta={"reward": 0.5}),
    make_trace(4, source="run 2", prompt="Take two", final_answer="zero", tags=("hard",)),
    make_trace(5, source="run 2", prompt="Add nothing at all", final_answer="nothing", steps=7),
)
"""Five traces; the newest, which the list shows first, is the last."""


def lines(bench: Bench) -> list[str]:
    """The rows of the list as they are drawn, from the first that is seen."""
    rows = bench.main.rows
    last = min(rows.size.height, rows.row_count + 1)
    return [rows.draw_line(y).text.rstrip() for y in range(1, last)]


def prompts(bench: Bench) -> list[str]:
    """The prompts that are listed, as far as they are seen."""
    rows = bench.main.rows
    found = [rows.at(row) for row in range(rows.row_count)]
    return [trace.prompt_preview if trace else "…" for trace in found]


def title(bench: Bench) -> str:
    """What the frame of the list says."""
    return str(bench.main.rows.border_title)


def below_query(bench: Bench) -> str:
    """What is said below the query."""
    return bench.main.query_bar._hint.draw_line(0).text.rstrip()


async def ask(bench: Bench, pilot: Pilot[TunixError], query: str) -> None:
    """Type a query from the list, and keep it; wait until it is listed."""
    await pilot.press("slash")
    bench.main.query_bar.input.value = query
    await pilot.press("enter")
    listing = bench.main._listing
    await wait_for(pilot, lambda: listing.shown.query == query and bench.listed())
    await wait_for(pilot, lambda: bench.main.rows.has_focus)


async def dialog(bench: Bench, pilot: Pilot[TunixError], kind: type[object]) -> None:
    """Wait until a dialog of a kind asks."""
    await wait_for(pilot, lambda: isinstance(bench.app.screen, kind))

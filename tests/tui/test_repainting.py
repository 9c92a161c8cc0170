"""What is sent again when something changes: only what differs."""

from __future__ import annotations

import pytest
from textual.geometry import Region

from tests.support.traces import make_traces
from tests.tui.driving import NOW, Bench, noted_repaints, wait_for
from tunix_rt_tui.health.report import Health


async def test_a_row_that_moves_repaints_two_rows_and_the_title(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bench = Bench(make_traces(20))
    async with bench.run() as pilot:
        rows = bench.main.rows
        await pilot.pause()
        asked = noted_repaints(monkeypatch, rows)
        await pilot.press("j")
        assert {region.y for region in asked} == {-1, 1, 2}


async def test_nothing_is_repainted_where_nothing_differs() -> None:
    bench = Bench(make_traces(3))
    async with bench.run() as pilot:
        await pilot.pause()
        for widget in (bench.main.rows, bench.main.health, bench.main.status, bench.main.key_bar):
            assert widget.changed_regions() == []
        bench.main.say("something else")
        assert bench.main.status.changed_regions() == [Region(0, 0, 120, 1)]


async def test_the_health_strip_tells_what_is_down_and_shortens_itself() -> None:
    bench = Bench()
    async with bench.run() as pilot:
        health = bench.main.health
        await wait_for(pilot, lambda: "● store healthy <10 ms" in health.draw_line(0).text)
        bench.monitor.api = Health("api", "down", NOW, error="Connection refused \x1b[31m")
        await pilot.press("f5")
        await wait_for(pilot, lambda: "✗ api down: Connection refused" in health.draw_line(0).text)
        assert "\x1b" not in health.draw_line(0).text
        await pilot.resize_terminal(62, 20)
        await wait_for(pilot, lambda: health.size.width == 62)
        assert health.draw_line(0).text.startswith(" ● store healthy")


async def test_another_theme_redraws_everything_in_its_colours() -> None:
    bench = Bench(make_traces(3))
    async with bench.run() as pilot:
        rows, bar = bench.main.rows, bench.main.key_bar
        before = [rows.draw_line(2), bar.draw_line(0)]
        bench.app.theme = "light"
        await wait_for(pilot, lambda: rows.draw_line(2) != before[0])
        await wait_for(pilot, lambda: bar.draw_line(0) != before[1])
        assert rows.changed_regions() == []

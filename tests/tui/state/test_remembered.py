"""What a person chose is found again, and a broken file does no harm."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest

from tests.support.traces import make_traces
from tests.tui.driving import Bench, wait_for
from tunix_rt_tui.tui.state.remembered import FILE_NAME, Memory, Remembered


def test_what_is_kept_is_recalled_and_is_for_its_owner_alone(tmp_path: Path) -> None:
    memory = Memory(tmp_path / "state")
    assert memory.recall() == Remembered()
    assert memory.recall().new
    memory.keep(Remembered(list_share=55, theme="light", new=False))
    assert memory.recall() == Remembered(list_share=55, theme="light", new=False)
    [file] = (tmp_path / "state").iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize(
    "text",
    ["", "[1]", "nonsense", json.dumps({"list_share": 7, "theme": 3, "later": True}), "\0"],
)
def test_a_file_that_cannot_be_used_is_as_good_as_none(tmp_path: Path, text: str) -> None:
    (tmp_path / FILE_NAME).write_text(text)
    recalled = Memory(tmp_path).recall()
    assert (recalled.list_share, recalled.theme) == (40, None)


async def test_the_list_is_widened_and_that_is_remembered() -> None:
    bench = Bench(make_traces(2))
    async with bench.run() as pilot:
        before = bench.main.rows.size.width
        await pilot.press("greater_than_sign", "greater_than_sign")
        await wait_for(pilot, lambda: bench.main.rows.size.width > before + 8)
        await wait_for(pilot, lambda: bench.memory.kept.list_share == 50)
        await pilot.press(*["less_than_sign"] * 20)
        await wait_for(pilot, lambda: bench.memory.kept.list_share == 20)
    again = Bench(make_traces(2), remembered=bench.memory.kept)
    async with again.run():
        assert again.main.rows.size.width < before


async def test_where_one_pane_is_shown_there_is_no_width_to_share() -> None:
    bench = Bench(make_traces(2))
    async with bench.run((80, 24)) as pilot:
        await pilot.press("greater_than_sign")
        await wait_for(pilot, lambda: "no width to share" in bench.status)


async def test_a_theme_that_was_chosen_is_remembered() -> None:
    bench = Bench(make_traces(1))
    async with bench.run() as pilot:
        assert bench.memory.kept.theme is None
        bench.app.theme = "light"
        await wait_for(pilot, lambda: bench.memory.kept.theme == "light")


async def test_only_the_first_start_bids_welcome() -> None:
    bench = Bench(remembered=Remembered())
    async with bench.run() as pilot:
        await wait_for(pilot, lambda: "? shows every key" in bench.status)
        await wait_for(pilot, lambda: not bench.memory.kept.new)
    again = Bench(remembered=bench.memory.kept)
    async with again.run():
        assert again.status == ""

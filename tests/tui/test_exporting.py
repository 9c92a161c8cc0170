"""Exporting from the app: what, in which format, and where to; what is in the way is told."""

from __future__ import annotations

import asyncio
import gzip
import json
import stat
from collections.abc import Sequence
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Button, Input, Static

from tests.support.clock import CountingIds, SteppingClock
from tests.support.memory_store import MemoryStore
from tests.support.traces import make_trace, make_traces
from tests.tui.driving import Bench, wait_for
from tunix_rt_tui.errors import StoreFault, TunixError
from tunix_rt_tui.store.contract import StoredTrace
from tunix_rt_tui.tui.screens.confirm import ConfirmDialog
from tunix_rt_tui.tui.screens.error import ErrorDialog
from tunix_rt_tui.tui.screens.exporting.screen import ExportDialog
from tunix_rt_tui.tui.widgets.plain_button import PlainButton


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def names_in(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def numbers_in(file: Path) -> list[int]:
    """The numbers of the traces in a canonical file, in its order."""
    return [json.loads(line)["meta"]["number"] for line in file.read_bytes().splitlines()]


def buttons(bench: Bench) -> list[str]:
    return [str(button.label) for button in bench.app.screen.query(PlainButton)]


def told(bench: Bench) -> str:
    return str(bench.app.screen.query_one("#told", Static).content)


async def ask(bench: Bench, pilot: Pilot[TunixError]) -> Input:
    """Open the dialog; the line with the name of the file."""
    await pilot.press("x")
    await wait_for(pilot, lambda: isinstance(bench.app.screen, ExportDialog))
    await wait_for(pilot, lambda: bench.app.screen.query("#yes"))
    return bench.app.screen.query_one(Input)


async def test_what_is_listed_is_exported_under_a_name_that_is_offered(folder: Path) -> None:
    bench = Bench(make_traces(3))
    async with bench.run() as pilot:
        line = await ask(bench, pilot)
        assert line.value == "traces.jsonl"
        assert "(•) 3 listed" in buttons(bench)
        await pilot.press("enter", "enter")
        file = folder / "traces.jsonl"
        await wait_for(pilot, lambda: str(file) in bench.status)
        assert bench.status.startswith("Exported 3 traces to ")
        assert numbers_in(file) == [1, 2, 3]
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


async def test_marked_traces_go_out_in_another_format_and_packed(folder: Path) -> None:
    bench = Bench(make_traces(3))
    async with bench.run() as pilot:
        await pilot.press("space", "space")
        line = await ask(bench, pilot)
        assert buttons(bench)[:2] == ["(•) 2 marked", "( ) 3 listed"]
        await pilot.press("G", "k")
        await wait_for(pilot, lambda: line.value == "marked.csv")
        keeps = bench.app.screen.query_one("#keeps", Static)
        assert "apostrophe" in str(keeps.content)
        bench.app.screen.query_one("#packing", Button).focus()
        await pilot.press("space")
        await wait_for(pilot, lambda: line.value == "marked.csv.gz")
        assert "[✓] gzip" in buttons(bench)
        await pilot.click("#yes")
        await wait_for(pilot, lambda: "Exported 2 traces" in bench.status)
        table = gzip.decompress((folder / "marked.csv.gz").read_bytes())
        assert table.count(b"\r\n") == 3


async def test_a_name_that_was_typed_stays_whatever_is_chosen() -> None:
    bench = Bench(make_traces(3))
    async with bench.run() as pilot:
        await pilot.press("space")
        line = await ask(bench, pilot)
        bench.app.screen.query(PlainButton)[1].focus()
        await pilot.press("space")
        await wait_for(pilot, lambda: line.value == "traces.jsonl")
        assert buttons(bench)[:2] == ["( ) 1 marked", "(•) 3 listed"]
        line.value = "mine"
        await pilot.press("tab", "tab")
        bench.app.screen.query_one("FormatList").focus()
        await pilot.press("G")
        await wait_for(
            pilot,
            lambda: "sheet" in str(bench.app.screen.query_one("#keeps", Static).content),
        )
        assert line.value == "mine"


async def test_the_open_trace_is_exported_from_its_view(folder: Path) -> None:
    bench = Bench(make_traces(2))
    async with bench.run() as pilot:
        await pilot.press("enter")
        await wait_for(pilot, lambda: bench.main.view.opened is not None)
        line = await ask(bench, pilot)
        assert buttons(bench)[:2] == ["(•) this trace", "( ) 2 listed"]
        assert line.value.startswith("trace-")
        await pilot.press("enter", "enter")
        await wait_for(pilot, lambda: "Exported 1 trace to" in bench.status)
        assert numbers_in(folder / line.value) == [2]


async def test_nothing_is_overwritten_without_a_question(folder: Path) -> None:
    file = folder / "traces.jsonl"
    file.write_text("mine")
    bench = Bench(make_traces(2))
    async with bench.run() as pilot:
        await ask(bench, pilot)
        await pilot.press("enter", "enter")
        await wait_for(pilot, lambda: isinstance(bench.app.screen, ConfirmDialog))
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(bench.app.screen, ExportDialog))
        assert file.read_text() == "mine"
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(bench.app.screen, ConfirmDialog))
        await pilot.click("#yes")
        await wait_for(pilot, lambda: "Exported 2 traces" in bench.status)
        assert numbers_in(file) == [1, 2]


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("", "Type a name"),
        ("no/such/file", "There is no folder"),
        (".", "is a folder"),
        ("/dev/full", "No space left"),
        ("/proc/file", "/proc/file"),
    ],
)
async def test_what_is_in_the_way_is_told_in_the_dialog(folder: Path, name: str, why: str) -> None:
    bench = Bench(make_traces(1))
    async with bench.run() as pilot:
        line = await ask(bench, pilot)
        line.value = name
        line.focus()
        await pilot.press("enter")
        if name == "/dev/full":
            await wait_for(pilot, lambda: isinstance(bench.app.screen, ConfirmDialog))
            await pilot.click("#yes")
        await wait_for(
            pilot,
            lambda: isinstance(bench.app.screen, ExportDialog) and why in told(bench),
        )
        assert not bench.app.screen.query_one("#yes", Button).disabled
        assert names_in(folder) == []


class WaywardStore(MemoryStore):
    """Gives no trace while it is `stuck`, and fails with its `fault`."""

    def __init__(self) -> None:
        super().__init__(clock=SteppingClock(), new_id=CountingIds())
        self.stuck = False
        self.fault: StoreFault | None = None

    async def traces(self, keys: Sequence[int]) -> list[StoredTrace]:
        if self.stuck:
            await asyncio.Event().wait()
        if self.fault is not None:
            raise self.fault
        return await super().traces(keys)


async def test_giving_up_in_the_middle_leaves_nothing(folder: Path) -> None:
    store = WaywardStore()
    bench = Bench(make_traces(3), store=store)
    async with bench.run() as pilot:
        await ask(bench, pilot)
        store.stuck = True
        await pilot.press("enter", "enter")
        await wait_for(pilot, lambda: len(names_in(folder)) == 1)
        assert "esc gives it up" in told(bench)
        await pilot.press("escape")
        await wait_for(pilot, lambda: bench.app.screen is bench.main)
        await wait_for(pilot, lambda: names_in(folder) == [])


async def test_a_store_that_fails_is_told_and_leaves_nothing(folder: Path) -> None:
    store = WaywardStore()
    bench = Bench(make_traces(3), store=store)
    async with bench.run() as pilot:
        await ask(bench, pilot)
        store.fault = StoreFault("Store gone", "It went away.", "Look for it.")
        await pilot.press("enter", "enter")
        await wait_for(pilot, lambda: isinstance(bench.app.screen, ErrorDialog))
        await pilot.press("escape")
        await wait_for(pilot, lambda: "could not be exported" in told(bench))
        assert names_in(folder) == []


async def test_what_a_format_cannot_hold_is_told() -> None:
    step = {"i": 0, "type": "a", "content": "</think>"}
    bench = Bench([make_trace(1, steps=[step]), make_trace(2)])
    async with bench.run() as pilot:
        await ask(bench, pilot)
        await pilot.press("j", "j", "j", "enter", "enter")
        await wait_for(pilot, lambda: "1 with </think> inside" in bench.status)


async def test_a_store_that_is_only_read_is_exported_all_the_same() -> None:
    bench = Bench(make_traces(1), read_only=True)
    async with bench.run() as pilot:
        await ask(bench, pilot)
        await pilot.press("enter", "enter")
        await wait_for(pilot, lambda: "Exported 1 trace" in bench.status)


async def test_neither_nothing_nor_the_trash_is_exported() -> None:
    bench = Bench(make_traces(1))
    async with bench.run() as pilot:
        await pilot.press("d", "D")
        await wait_for(pilot, lambda: bench.main.listed().in_trash)
        await pilot.press("x")
        await wait_for(pilot, lambda: "trash is not exported" in bench.status)
    empty = Bench()
    async with empty.run() as pilot:
        await pilot.press("x")
        await wait_for(pilot, lambda: "nothing to export" in empty.status)


@pytest.mark.parametrize("size", [(60, 16), (120, 40)])
async def test_the_dialog_is_whole_on_the_smallest_screen(size: tuple[int, int]) -> None:
    bench = Bench(make_traces(1))
    async with bench.run(size) as pilot:
        await ask(bench, pilot)
        dialog = bench.app.screen.query_one("#dialog")
        yes = bench.app.screen.query_one("#yes")
        formats = bench.app.screen.query_one("FormatList")
        await wait_for(pilot, lambda: yes.region.height == 1)
        assert yes.region.bottom < dialog.region.bottom <= size[1]
        assert formats.region.height >= 3
        assert dialog.region.right <= size[0]

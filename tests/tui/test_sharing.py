"""Sharing a trace from the app: into files, and in the pager."""

from __future__ import annotations

import stat
from pathlib import Path
from uuid import UUID

import pytest
from textual.message import Message
from textual.pilot import Pilot
from textual.widgets import Input, Static

from tests.support.memory_store import MemoryStore
from tests.support.traces import make_trace
from tests.tui.driving import Bench, wait_for
from tunix_rt_tui.errors import TunixError
from tunix_rt_tui.trace.query.order import Order
from tunix_rt_tui.tui.jobs.sharing import write_trace
from tunix_rt_tui.tui.messages import CopyRefused
from tunix_rt_tui.tui.screens.asking import LineDialog
from tunix_rt_tui.tui.screens.copy_menu import CopyMenu


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def names_in(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def id_at_cursor(bench: Bench) -> UUID:
    current = bench.main.rows.current
    assert current is not None
    return current.id


async def choose(bench: Bench, pilot: Pilot[TunixError], letter: str) -> None:
    """Choose a line of the menu for the trace at hand."""
    await pilot.press("y")
    await wait_for(pilot, lambda: isinstance(bench.app.screen, CopyMenu))
    await pilot.press(letter)


async def ask_where(bench: Bench, pilot: Pilot[TunixError], letter: str) -> Input:
    """Ask for the file of a form; the line in which it is typed."""
    await choose(bench, pilot, letter)
    await wait_for(pilot, lambda: isinstance(bench.app.screen, LineDialog))
    return bench.app.screen.query_one(Input)


@pytest.mark.parametrize(
    ("letter", "name", "start"), [("m", "md", "# Trace "), ("h", "html", "<!DOCTYPE html>")]
)
async def test_a_trace_of_the_list_is_written_under_a_name_that_is_offered(
    folder: Path, letter: str, name: str, start: str
) -> None:
    bench = Bench([make_trace(1)])
    async with bench.run() as pilot:
        line = await ask_where(bench, pilot, letter)
        assert line.value == f"trace-{str(id_at_cursor(bench))[:8]}.{name}"
        await pilot.press("enter")
        file = folder / line.value
        await wait_for(pilot, lambda: str(file) in bench.status)
        assert bench.status.startswith("Wrote the trace as ")
        assert file.read_text().startswith(start)
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert bench.main.view.opened is None


async def test_a_file_that_is_there_is_told_in_the_dialog_and_stays(folder: Path) -> None:
    bench = Bench([make_trace(1)])
    async with bench.run() as pilot:
        await pilot.press("enter")
        await wait_for(pilot, lambda: bench.main.view.opened is not None)
        line = await ask_where(bench, pilot, "m")
        offered = line.value
        (folder / offered).write_text("mine")
        await pilot.press("enter")
        refusal = bench.app.screen.query_one("#refusal", Static)
        await wait_for(pilot, lambda: "there already" in str(refusal.content))
        line.value = "other.md"
        await pilot.press("enter")
        await wait_for(pilot, lambda: "other.md" in bench.status)
        assert (folder / "other.md").exists()
        assert (folder / offered).read_text() == "mine"


async def test_giving_up_writes_nothing(folder: Path) -> None:
    bench = Bench([make_trace(1)])
    async with bench.run() as pilot:
        await ask_where(bench, pilot, "h")
        await pilot.press("escape")
        await wait_for(pilot, lambda: bench.app.screen is bench.main)
        assert names_in(folder) == []


async def test_a_store_that_is_only_read_is_shared_from_all_the_same(folder: Path) -> None:
    bench = Bench([make_trace(1)], read_only=True)
    async with bench.run() as pilot:
        await ask_where(bench, pilot, "m")
        await pilot.press("enter")
        await wait_for(pilot, lambda: "Wrote the trace" in bench.status)


async def test_a_trace_that_was_purged_meanwhile_is_told(folder: Path) -> None:
    bench = Bench([make_trace(1)])
    async with bench.run() as pilot:
        await ask_where(bench, pilot, "m")
        await bench.store.purge(await bench.store.delete([id_at_cursor(bench)]))
        await pilot.press("enter")
        await wait_for(pilot, lambda: "no longer in the store" in bench.status)
        assert names_in(folder) == []


async def test_what_comes_into_the_way_at_the_last_moment_is_told(folder: Path) -> None:
    store = MemoryStore()
    await store.add_many([make_trace(1)])
    [key] = await store.sorted_keys(Order("created_at"))
    (folder / "a.md").write_text("mine")
    posted: list[Message] = []
    await write_trace(store, key, "markdown", folder / "a.md", posted.append)
    [refused] = posted
    assert isinstance(refused, CopyRefused)
    assert "there already" in refused.words
    assert (folder / "a.md").read_text() == "mine"


@pytest.mark.parametrize(
    ("pager", "path", "told"),
    [
        ("", "/nowhere", "There is no pager here"),
        ("less 'x", "/nowhere", "PAGER cannot be read"),
        ("true", None, "no screen here"),
    ],
)
async def test_where_there_is_no_pager_that_is_said(
    monkeypatch: pytest.MonkeyPatch, pager: str, path: str | None, told: str
) -> None:
    monkeypatch.setenv("PAGER", pager)
    if path is not None:
        monkeypatch.setenv("PATH", path)
    bench = Bench([make_trace(1)])
    async with bench.run() as pilot:
        await choose(bench, pilot, "l")
        await wait_for(pilot, lambda: told in bench.status)


async def test_the_menu_is_whole_on_the_smallest_screen() -> None:
    bench = Bench([make_trace(1)])
    async with bench.run((60, 16)) as pilot:
        await pilot.press("enter")
        await wait_for(pilot, lambda: bench.main.view.opened is not None)
        await pilot.press("]", "y")
        await wait_for(pilot, lambda: isinstance(bench.app.screen, CopyMenu))
        last = bench.app.screen.query_one("#html")
        await wait_for(pilot, lambda: last.region.height == 1)
        dialog = bench.app.screen.query_one("#dialog")
        assert last.region.bottom < dialog.region.bottom <= 16

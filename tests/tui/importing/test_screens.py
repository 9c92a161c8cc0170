"""Importing from the app: what, how it would look, how it goes, and how it ended."""

from __future__ import annotations

import asyncio
import json
import threading
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Static

from tests.support.batches import batches_of
from tests.support.clock import CountingIds, SteppingClock
from tests.support.memory_store import MemoryStore
from tests.support.traces import make_document, make_trace
from tests.tui.driving import Bench, wait_for
from tunix_rt_tui.errors import StoreFault, TunixError
from tunix_rt_tui.library.intake.selecting import Selection
from tunix_rt_tui.store.contract import Batch, OnDuplicate, Outcome
from tunix_rt_tui.tui.screens.confirm import ConfirmDialog
from tunix_rt_tui.tui.screens.importing.bar import ImportBar
from tunix_rt_tui.tui.screens.importing.form import ImportForm
from tunix_rt_tui.tui.screens.importing.lines import ImportLines, Line
from tunix_rt_tui.tui.screens.importing.progress import ImportProgress
from tunix_rt_tui.tui.screens.importing.request import ImportRequest
from tunix_rt_tui.tui.screens.importing.run import ImportRun
from tunix_rt_tui.tui.widgets.plain_button import PlainButton
from tunix_rt_tui.tui.widgets.query_hint import QueryHint


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


class FailingStore(MemoryStore):
    """Adds one batch, and fails with the next."""

    def __init__(self, fault: TunixError) -> None:
        super().__init__(clock=SteppingClock(), new_id=CountingIds())
        self.batches = 0
        self.fault = fault

    async def add_many(self, traces: Batch, *, on_duplicate: OnDuplicate = "add") -> list[Outcome]:
        if self.batches:
            raise self.fault
        self.batches += 1
        return await super().add_many(traces, on_duplicate=on_duplicate)


class HeldStore(MemoryStore):
    """Adds one batch at once, and the others when it may go on."""

    def __init__(self) -> None:
        super().__init__(clock=SteppingClock(), new_id=CountingIds())
        self.batches = 0
        self.may_go_on = asyncio.Event()

    async def add_many(self, traces: Batch, *, on_duplicate: OnDuplicate = "add") -> list[Outcome]:
        self.batches += 1
        if self.batches > 1:
            await self.may_go_on.wait()
        return await super().add_many(traces, on_duplicate=on_duplicate)


def write(path: Path, *numbers: int, more: str = "") -> None:
    lines = [json.dumps(make_document(number)) for number in numbers]
    path.write_text("\n".join(lines) + "\n" + more)


def field(bench: Bench, name: str) -> Input:
    return bench.app.screen.query_one(f"#{name}", Input)


def said(bench: Bench, name: str) -> str:
    return str(bench.app.screen.query_one(f"#{name}", Static).content)


def lines(bench: Bench) -> str:
    shown = bench.app.screen.query_one(ImportLines)
    return "\n".join(f"{line.label.strip()} {line.text}".strip() for line in shown._lines)


async def ask(bench: Bench, pilot: Pilot[TunixError]) -> None:
    await pilot.press("i")
    await wait_for(pilot, lambda: isinstance(bench.app.screen, ImportForm))
    await wait_for(pilot, lambda: bench.app.screen.query(ImportLines))


async def begin(bench: Bench, pilot: Pilot[TunixError], path: str) -> None:
    await ask(bench, pilot)
    field(bench, "path").value = path
    await pilot.press("enter")
    await wait_for(pilot, lambda: isinstance(bench.app.screen, ImportProgress))
    await wait_for(pilot, lambda: bench.app.screen.query("#close"))


async def ended(bench: Bench, pilot: Pilot[TunixError], how: str = "Done.") -> None:
    await wait_for(pilot, lambda: said(bench, "state").startswith(how))


async def test_a_file_is_completed_shown_and_imported(folder: Path) -> None:
    write(folder / "runs.jsonl", 1, 2, 3, 4, more='{"trace_version": "[/red]\\u001b]0;x"}\n')
    bench = Bench()
    async with bench.run() as pilot:
        await ask(bench, pilot)
        await pilot.press(*"ru")
        hint = bench.app.screen.query_one(QueryHint)
        await wait_for(pilot, lambda: any("runs.jsonl" in text for _, text in hint.runs()))
        await pilot.press("tab")
        assert field(bench, "path").value == "runs.jsonl"
        await pilot.press("tab")
        assert not field(bench, "path").has_focus
        await pilot.press("shift+tab")
        assert field(bench, "path").has_focus
        await wait_for(pilot, lambda: "prompt What is 1 plus 1?" in lines(bench))
        assert lines(bench).startswith("runs.jsonl · canonical · 5 records")
        assert "✗ line 5" in lines(bench)
        field(bench, "tags").value = "good new"
        field(bench, "source").value = "run 7"
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(bench.app.screen, ImportProgress))
        await ended(bench, pilot)
        assert said(bench, "counts") == "4 traces added · 0 duplicates · 1 refused"
        assert "runs.jsonl · canonical · 1 refused" in lines(bench)
        assert "Refused records are kept in runs.jsonl.rejects.jsonl" in lines(bench)
        await pilot.press("enter")
        await wait_for(pilot, lambda: bench.main.rows.row_count == 4)
        assert bench.status == "Import of runs.jsonl: 4 traces added · 0 duplicates · 1 refused"
    (first, *_) = await bench.store.summaries([1])
    assert (first.source, first.tags) == ("run 7", ("good", "new"))
    assert not bench.log.errors


async def test_what_is_in_the_way_is_told_in_the_form(folder: Path) -> None:
    write(folder / "a.jsonl", 1)
    bench = Bench()
    async with bench.run() as pilot:
        await ask(bench, pilot)
        await pilot.press("enter")
        assert said(bench, "told") == "✗ Type the path of a file or a folder."
        await pilot.press(*"nowhere")
        assert said(bench, "told") == ""
        await wait_for(pilot, lambda: lines(bench) == "There is no nowhere.")
        await pilot.press("enter")
        assert said(bench, "told") == "✗ There is no nowhere."
        field(bench, "path").value = "a.jsonl"
        field(bench, "tags").value = "-no"
        await pilot.press("enter")
        assert said(bench, "told").startswith("✗ '-no' begins with a dash")
        await pilot.press("escape")
        assert bench.app.screen is bench.main
    assert await bench.store.count() == 0


async def test_an_import_goes_on_unseen_and_is_stopped_at_a_batch(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    batches_of(2, monkeypatch)
    monkeypatch.setattr("tunix_rt_tui.tui.jobs.importing._TOLD_APART", 0)
    write(folder / "a.jsonl", *range(1, 9))
    store = HeldStore()
    bench = Bench(store=store)
    async with bench.run() as pilot:
        await begin(bench, pilot, "a.jsonl")
        await wait_for(pilot, lambda: said(bench, "counts").startswith("2 traces added"))
        labels = [str(one.label) for one in bench.app.screen.query(PlainButton) if one.display]
        assert labels == ["Stop", "Close"]
        await pilot.press("enter")
        await wait_for(pilot, lambda: bench.app.screen is bench.main)
        assert bench.status.startswith("Importing a.jsonl · 2 traces added")
        assert bench.status.endswith("i shows it")
        await pilot.press("i")
        await wait_for(pilot, lambda: bench.app.screen.query("#stop"))
        await pilot.press("left", "enter")
        store.may_go_on.set()
        await ended(bench, pilot, "Stopped.")
        await pilot.press("escape")
        await wait_for(pilot, lambda: bench.app.screen is bench.main)
        assert bench.status.startswith("Import of a.jsonl was stopped: ")
        assert "✓" not in bench.main.status.draw_line(0).text
    assert await bench.store.count() == 4


async def asked(bench: Bench, pilot: Pilot[TunixError], title: str) -> str:
    """Give the text of a question, once it is asked."""

    def is_asked() -> bool:
        dialog = bench.app.screen.query("#dialog")
        return bool(dialog) and dialog.first().border_title == title

    await wait_for(pilot, is_asked)
    assert isinstance(bench.app.screen, ConfirmDialog)
    return str(bench.app.screen.query_one(".message", Static).content)


def drawn(bench: Bench) -> list[str]:
    """Give the rows of the lines as they are drawn."""
    shown = bench.app.screen.query_one(ImportLines)
    return [shown.draw_line(y).text.rstrip() for y in range(shown.size.height)]


async def test_what_is_too_long_for_a_line_goes_on_below_it(folder: Path) -> None:
    name = f"{'a' * 40}.jsonl"
    write(folder / name, 1, more='{"trace_version": "1.0", "prompt": 7}\n')
    bench = Bench()
    async with bench.run((60, 24)) as pilot:
        await begin(bench, pilot, str(folder / name))
        await ended(bench, pilot)
        title = bench.app.screen.query_one("#dialog").border_title
        assert str(title) == f"Import · {name}"
        rows = drawn(bench)
        assert not any("…" in row for row in rows if "more" not in row)
        assert "Refused records are kept in" in rows
        kept = rows[rows.index("Refused records are kept in") + 1 :]
        assert all(row.startswith("  ") for row in kept if row)
        assert "".join(row.strip() for row in kept) == f"{name}.rejects.jsonl"
        (refused,) = [row for row, line in enumerate(rows) if line.startswith("  2:")]
        assert rows[refused + 1].startswith(" " * 13)
        await pilot.resize_terminal(110, 24)
        await wait_for(
            pilot, lambda: f"Refused records are kept in {name}.rejects.jsonl" in drawn(bench)
        )


async def test_the_line_at_the_top_stays_there_when_the_width_changes() -> None:
    bench = Bench()
    async with bench.run((60, 24)) as pilot:
        await ask(bench, pilot)
        shown = bench.app.screen.query_one(ImportLines)
        shown.show([Line(f"{number} " + "word " * 30) for number in range(40)])
        await pilot.pause()
        shown.scroll_to(y=next(y for y in range(200) if shown._rows[y].text.startswith("20 ")))
        await wait_for(pilot, lambda: drawn(bench)[0].startswith("20 "))
        for width in (110, 60):
            await pilot.resize_terminal(width, 24)
            await wait_for(pilot, lambda: drawn(bench)[0].startswith("20 "))


@pytest.mark.parametrize("columns", [60, 80, 120])
async def test_the_time_left_is_seen_at_any_width(columns: int) -> None:
    bench = Bench()
    async with bench.run((columns, 24)) as pilot:
        screen = ImportProgress(ImportRun(ImportRequest("a.jsonl")), lambda: None)
        await bench.app.push_screen(screen)
        await pilot.pause()
        bar = screen.query_one(ImportBar)
        bar.show(0.52, "12 345 a second · 12 min left")
        text = bar.draw_line(0).text
        assert text.rstrip().endswith(" 52 % · 12 345 a second · 12 min left")
        assert text.startswith("▆")


async def test_leaving_asks_first_while_an_import_runs(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = threading.Event()
    write(folder / "a.jsonl", 1, 2)
    monkeypatch.setattr(Selection, "skips", lambda *_: not go_on.wait(10))
    bench = Bench()
    async with bench.run() as pilot:
        await begin(bench, pilot, "a.jsonl")
        await pilot.press("escape", "q")
        assert await asked(bench, pilot, "Quit while importing?") == (
            "That ends importing a.jsonl. What was added stays; importing it again adds the rest."
        )
        await pilot.press("ctrl+q", "enter")
        await wait_for(pilot, lambda: bench.app.screen is bench.main)
        bench.main.editor.area.load_text("{}")
        await pilot.press("q")
        await asked(bench, pilot, "Quit while importing?")
        await pilot.press("right", "enter")
        assert (await asked(bench, pilot, "Leave")).startswith("The editor holds text")
        go_on.set()
        await pilot.press("right", "enter")
        await pilot.pause()
        assert not bench.app.is_running
    assert bench.store_closed


async def test_leaving_asks_nothing_when_an_import_has_ended(folder: Path) -> None:
    write(folder / "a.jsonl", 1)
    bench = Bench()
    async with bench.run() as pilot:
        await begin(bench, pilot, "a.jsonl")
        await ended(bench, pilot)
        await pilot.press("ctrl+q")
        assert not bench.app.is_running


async def test_a_store_that_fails_is_told_with_what_stays(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    batches_of(2, monkeypatch)
    write(folder / "a.jsonl", *range(1, 9))
    bench = Bench(store=FailingStore(StoreFault("Disk full", "The disk is full.", "Make room.")))
    async with bench.run() as pilot:
        await begin(bench, pilot, "a.jsonl")
        await ended(bench, pilot, "It could not go on.")
        assert said(bench, "counts").startswith("2 traces added")
        assert "The disk is full." in lines(bench)
        assert "Make room." in lines(bench)
        await pilot.press("escape")
        await wait_for(pilot, lambda: bench.app.screen is bench.main)
        assert bench.status.startswith("Import of a.jsonl failed: 2 traces added")
        assert "✗" in bench.main.status.draw_line(0).text


@pytest.mark.parametrize("apart", [0, 3600])
async def test_files_are_watched_until_that_is_stopped(
    folder: Path, monkeypatch: pytest.MonkeyPatch, apart: int
) -> None:
    monkeypatch.setattr("tunix_rt_tui.library.watching.POLL_SECONDS", 0.01)
    monkeypatch.setattr("tunix_rt_tui.library.watching.QUIET_SECONDS", 0.01)
    monkeypatch.setattr("tunix_rt_tui.tui.jobs.importing._TOLD_APART", apart)
    write(folder / "a.jsonl", 1)
    bench = Bench([make_trace(9)])
    async with bench.run() as pilot:
        await begin(bench, pilot, "a.jsonl")
        await ended(bench, pilot)
        await pilot.press("left", "left", "enter")
        await wait_for(pilot, lambda: bench.app.screen.query("#stop").first().display)
        await wait_for(pilot, lambda: said(bench, "state") == "Watching 1 file.")
        with (folder / "a.jsonl").open("a") as file:
            file.write(json.dumps(make_document(2)) + "\n")
        await wait_for(pilot, lambda: "a.jsonl: 1 trace added (canonical)" in lines(bench))
        await wait_for(pilot, lambda: said(bench, "counts").startswith("1 trace added"))
        await pilot.press("escape")
        assert bench.status.startswith("Watching a.jsonl · ")
        await wait_for(pilot, lambda: bench.main.rows.row_count == 3)
        assert bench.main.rows.cursor == 0
        await pilot.press("j")
        with (folder / "a.jsonl").open("a") as file:
            file.write(json.dumps(make_document(3)) + "\n")
        await wait_for(pilot, lambda: "1 new" in str(bench.main.rows.border_title))
        assert bench.main.rows.cursor == 1
        await pilot.press("q")
        assert await asked(bench, pilot, "Quit while watching?") == (
            "That ends watching a.jsonl. What was added stays; watching it again adds the rest."
        )
        await pilot.press("right", "enter")
        await pilot.pause()
        assert not bench.app.is_running
    assert await bench.store.count() == 4


async def test_what_was_imported_is_listed_and_the_cursor_stays_on_its_trace(
    folder: Path,
) -> None:
    write(folder / "a.jsonl", 1, 2)
    write(folder / "b.jsonl", 3)
    bench = Bench([make_trace(8), make_trace(9)])
    async with bench.run() as pilot:
        await begin(bench, pilot, "a.jsonl")
        await ended(bench, pilot)
        await pilot.press("enter")
        await wait_for(pilot, lambda: bench.main.rows.row_count == 4)
        assert bench.main.rows.cursor == 0
        await pilot.press("j")
        await begin(bench, pilot, "b.jsonl")
        await ended(bench, pilot)
        await pilot.press("enter")
        await wait_for(pilot, lambda: bench.main.rows.row_count == 5)
        assert bench.main.rows.cursor == 2


async def test_a_whole_folder_is_left_as_it_is_and_a_report_scrolls_at_once(folder: Path) -> None:
    (folder / "runs").mkdir()
    write(folder / "runs" / "a.jsonl", 1, more="".join(f"no json {n}\n" for n in range(30)))
    bench = Bench()
    async with bench.run(size=(80, 24)) as pilot:
        await ask(bench, pilot)
        await pilot.press("r", "u")
        hint = bench.app.screen.query_one(QueryHint)
        await wait_for(pilot, lambda: any("runs/" in text for _, text in hint.runs()))
        await pilot.press("tab")
        await wait_for(pilot, lambda: any("a.jsonl" in text for _, text in hint.runs()))
        await pilot.press("tab")
        assert field(bench, "source").has_focus
        assert field(bench, "path").value == "runs/"
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(bench.app.screen, ImportProgress))
        await ended(bench, pilot)
        shown = bench.app.screen.query_one(ImportLines)
        await pilot.press("j", "j")
        await wait_for(pilot, lambda: shown.scroll_offset.y == 2)
        await pilot.press("pagedown")
        await wait_for(pilot, lambda: shown.scroll_offset.y > 2)


async def test_choices_are_turned_and_exclude_each_other(folder: Path) -> None:
    write(folder / "a.jsonl", 1, 1)
    bench = Bench()
    async with bench.run() as pilot:
        await ask(bench, pilot)
        field(bench, "path").value = "a.jsonl"
        for name, key in (("watch", "enter"), ("again", "space")):
            bench.app.screen.query_one(f"#{name}", PlainButton).focus()
            await pilot.press(key)
        labels = [str(one.label) for one in bench.app.screen.query(PlainButton)][:4]
        assert labels == ["[ ] reasoned", "[ ] answered", "[✓] duplicates too", "[ ] watch"]
        field(bench, "path").focus()
        await pilot.press("enter")
        await ended(bench, pilot)
        assert said(bench, "counts").startswith("2 traces added")
        await pilot.press("left", "enter")
        await wait_for(pilot, lambda: isinstance(bench.app.screen, ImportForm))
        assert field(bench, "path").value == "a.jsonl"


@pytest.mark.parametrize("columns", [60, 80])
async def test_every_choice_is_within_the_form(columns: int) -> None:
    bench = Bench()
    async with bench.run((columns, 24)) as pilot:
        await ask(bench, pilot)
        room = bench.app.screen.query_one("#dialog").content_region
        choices = [button.region for button in bench.app.screen.query(".choice")]
        assert len(choices) == 4
        assert all(room.contains_region(choice) for choice in choices)


async def test_a_store_for_reading_only_takes_none() -> None:
    bench = Bench(read_only=True)
    async with bench.run() as pilot:
        await pilot.press("i")
        assert "for reading only" in bench.status


async def test_where_texts_are_can_be_said(folder: Path) -> None:
    (folder / "own.csv").write_text("q,said\nWhy?,So.\n")
    bench = Bench()
    async with bench.run() as pilot:
        await ask(bench, pilot)
        field(bench, "path").value = "own.csv"
        await wait_for(pilot, lambda: "Say which do: --map prompt=COLUMN" in lines(bench))
        field(bench, "mapping").value = "prompt=q"
        await wait_for(pilot, lambda: "needs a prompt, and an answer" in lines(bench))
        await pilot.press("enter")
        assert said(bench, "told").startswith("✗ A trace needs a prompt, and")
        field(bench, "mapping").value = " prompt=q, answer=said "
        await wait_for(pilot, lambda: "prompt Why?" in lines(bench))
        assert said(bench, "told") == ""
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(bench.app.screen, ImportProgress))
        await ended(bench, pilot)
        assert said(bench, "counts") == "1 trace added · 0 duplicates · 0 refused"


async def test_the_chosen_of_many_names_is_always_to_be_seen(folder: Path) -> None:
    for number in range(30):
        (folder / f"rollouts-of-step-{number:03}.jsonl").touch()
    bench = Bench()
    async with bench.run(size=(80, 24)) as pilot:
        await ask(bench, pilot)
        await pilot.press("r")
        hint = bench.app.screen.query_one(QueryHint)
        await wait_for(pilot, lambda: len(hint.runs()) > 30)
        for number in [*range(30), 0, 1]:
            await pilot.press("tab")
            name = f"rollouts-of-step-{number:03}.jsonl"
            assert field(bench, "path").value == name
            line = hint.draw_line(0).text
            assert name in line
            assert line.startswith("  …") == (number > 1)

"""What is typed is saved, forgotten when it may be, and offered when it was left behind."""

from __future__ import annotations

from pathlib import Path

from textual import events
from textual.pilot import Pilot
from textual.widgets import Button, Static

from tests.support.traces import make_document
from tests.tui.driving import NOW, Bench, wait_for
from tunix_rt_tui.errors import TunixError
from tunix_rt_tui.samples import load_example
from tunix_rt_tui.tui.screens.confirm import ConfirmDialog
from tunix_rt_tui.tui.screens.draft import DraftDialog
from tunix_rt_tui.tui.screens.main.draft_desk import SAVE_DELAY
from tunix_rt_tui.tui.signals import HUNG_UP
from tunix_rt_tui.tui.state.drafts import Draft


def left(text: str, *, host: str = "node7", here: bool = True) -> Draft:
    return Draft(Path(f"{text[:8]}.json"), host, here, "/data/traces.db", NOW, text)


def told(bench: Bench) -> str:
    return " ".join(str(widget.render()) for widget in bench.app.screen.query(Static))


async def offered(bench: Bench, pilot: Pilot[TunixError]) -> None:
    await wait_for(
        pilot,
        lambda: isinstance(bench.app.screen, DraftDialog) and bench.app.screen.query("#restore"),
    )


async def test_what_is_typed_is_saved_and_forgotten_when_it_is_in_the_store() -> None:
    bench = Bench()
    async with bench.run() as pilot:
        await pilot.press("3")
        bench.main.editor.area.insert(load_example())
        await wait_for(pilot, lambda: bench.drafts.kept == load_example())
        await pilot.press("ctrl+s")
        await wait_for(pilot, lambda: bench.drafts.kept is None)


async def test_an_example_that_was_not_changed_is_no_draft() -> None:
    bench = Bench()
    async with bench.run() as pilot:
        await pilot.press("ctrl+l")
        await wait_for(pilot, lambda: bench.main.editor.text)
        bench.main.keep_draft()
        assert bench.drafts.kept is None
        await pilot.press("x")
        await wait_for(pilot, lambda: bench.drafts.kept)


async def test_leaving_without_it_forgets_it() -> None:
    bench = Bench()
    async with bench.run() as pilot:
        await pilot.press("3", "h", "i")
        await wait_for(pilot, lambda: bench.drafts.kept == "hi")
        await pilot.press("ctrl+q")
        await wait_for(pilot, lambda: bench.app.screen.query("#yes"))
        bench.app.screen.query_one("#yes", Button).press()
        await wait_for(pilot, lambda: bench.drafts.kept is None)


async def test_being_made_to_leave_saves_it_first() -> None:
    bench = Bench()
    async with bench.run() as pilot:
        await pilot.press("3", "h", "i")
        bench.app.lose_terminal()
        assert bench.drafts.kept == "hi"


async def test_what_was_left_behind_is_offered_and_restored_as_typed_text() -> None:
    bench = Bench(drafts=[left('{"half": "a trace"')])
    async with bench.run() as pilot:
        await offered(bench, pilot)
        assert "18 characters were left in the editor here" in told(bench)
        assert '{"half": "a trace"' in told(bench)
        await pilot.press("enter")
        await wait_for(pilot, lambda: bench.main.editor.text == '{"half": "a trace"')
        assert bench.main.editor.unsaved
        assert bench.drafts.left == []
        assert bench.drafts.kept == '{"half": "a trace"'


async def test_drafts_are_offered_one_after_another_and_kept_or_discarded() -> None:
    bench = Bench(drafts=[left("first"), left("second", here=False), left("third")])
    async with bench.run() as pilot:
        await offered(bench, pilot)
        bench.app.screen.query_one("#discard", Button).press()
        await wait_for(pilot, lambda: "node7" in told(bench))
        await pilot.press("escape")
        await wait_for(pilot, lambda: "third" in told(bench))
        bench.app.screen.query_one("#later", Button).press()
        await wait_for(pilot, lambda: bench.app.screen is bench.main)
        assert [draft.text for draft in bench.drafts.left] == ["second", "third"]
        assert bench.main.editor.text == ""


async def test_a_draft_that_another_window_was_faster_to_take_is_told() -> None:
    bench = Bench(drafts=[left("text")])
    async with bench.run() as pilot:
        await offered(bench, pilot)
        bench.drafts.left = []
        bench.app.screen.query_one("#restore", Button).press()
        await wait_for(pilot, lambda: bench.status.startswith("Another window"))
        assert bench.main.editor.text == ""


async def test_hostile_drafts_are_offered_safely() -> None:
    hostile = "\x1b]52;c;aGk=\x07[red]bold[/red]\n" * 3
    draft = left(hostile, host=hostile, here=False)._replace(store=hostile)
    bench = Bench(drafts=[draft])
    async with bench.run() as pilot:
        await offered(bench, pilot)
        assert "\x1b" not in told(bench)
        assert told(bench).count("[red]bold[/red]") >= 3


async def test_a_draft_for_another_store_says_so() -> None:
    bench = Bench(drafts=[left("first")._replace(store="a store"), left("second")])
    async with bench.run() as pilot:
        await offered(bench, pilot)
        assert "another store" not in told(bench)
        await pilot.press("escape")
        await wait_for(pilot, lambda: "meant for another store: /data/traces.db" in told(bench))


async def test_a_draft_can_be_restored_even_where_nothing_can_be_saved() -> None:
    bench = Bench(drafts=[left("text")])
    async with bench.run() as pilot:
        await offered(bench, pilot)
        bench.drafts.fault = OSError(28, "No space left on device")
        await pilot.press("enter")
        await wait_for(pilot, lambda: bench.main.editor.text == "text")
        await wait_for(pilot, lambda: bench.status.endswith("No space left on device."))
        await pilot.press("ctrl+q")
        await wait_for(pilot, lambda: bench.app.screen.query("#yes"))
        bench.app.screen.query_one("#yes", Button).press()
        await wait_for(pilot, lambda: bench.app.return_code == 0)


async def test_no_trouble_with_the_folder_keeps_anybody_from_leaving() -> None:
    bench = Bench()
    bench.drafts.fault = OSError(20, "Not a directory")
    async with bench.run() as pilot:
        await pilot.press("3", "a")
        await wait_for(pilot, lambda: bench.status.endswith("Not a directory."))
        bench.app.lose_terminal()
        await wait_for(pilot, lambda: bench.app.return_code == HUNG_UP)
    assert [str(error) for error in bench.log.errors] == ["[Errno 20] Not a directory"]


async def test_that_nothing_can_be_saved_is_told_once_and_typing_goes_on() -> None:
    bench = Bench()
    bench.drafts.fault = OSError(28, "No space left on device")
    async with bench.run() as pilot:
        await pilot.press("3", "a")
        await wait_for(pilot, lambda: bench.status.endswith("No space left on device."))
        bench.main.say("something else")
        await pilot.press("b")
        await pilot.pause(SAVE_DELAY)
        await wait_for(pilot, lambda: not any(w.group == "draft" for w in pilot.app.workers))
        assert bench.status == "something else"


async def test_a_long_line_that_was_pasted_and_laid_out_counts_as_typed() -> None:
    bench = Bench()
    async with bench.run() as pilot:
        await pilot.press("3")
        document = make_document(1, prompt="long " * 4_000)
        pasted = str(document).replace("'", '"').replace("None", "null")
        bench.main.editor.area.post_message(events.Paste(pasted))
        await wait_for(pilot, lambda: bench.main.editor.text)
        assert bench.main.editor.unsaved
        await pilot.press("ctrl+l")
        await wait_for(pilot, lambda: isinstance(bench.app.screen, ConfirmDialog))

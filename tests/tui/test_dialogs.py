"""Help, palette, fetching by id, errors."""

from __future__ import annotations

from collections.abc import Sequence

from textual.command import CommandPalette
from textual.widgets import Input, Static, TextArea

from tests.support.memory_store import MemoryStore
from tests.support.traces import make_traces
from tests.tui.driving import Bench, wait_for
from tunix_rt_tui.errors import StoreFault
from tunix_rt_tui.store.contract import StoredTrace
from tunix_rt_tui.tui.keys import KEYS
from tunix_rt_tui.tui.screens.error import ErrorDialog
from tunix_rt_tui.tui.screens.fetch import FetchDialog
from tunix_rt_tui.tui.screens.help import HelpScreen
from tunix_rt_tui.tui.widgets.help_lines import HelpLines


async def test_help_tells_every_key_and_scrolls() -> None:
    bench = Bench(make_traces(1))
    async with bench.run() as pilot:
        await pilot.press("question_mark")
        await wait_for(pilot, lambda: isinstance(bench.app.screen, HelpScreen))
        lines = bench.app.screen.query_one(HelpLines)
        await wait_for(pilot, lambda: lines.virtual_size.height > len(KEYS))
        said = [lines.draw_line(y).text for y in range(lines.virtual_size.height)]
        for key in KEYS:
            assert any(key.help in line and key.id in line for line in said), key.id
        await pilot.press("q")
        await wait_for(pilot, lambda: bench.app.screen is bench.main)


async def test_help_is_read_at_a_small_size() -> None:
    bench = Bench(make_traces(1))
    async with bench.run((60, 16)) as pilot:
        await pilot.press("f1")
        await wait_for(pilot, lambda: isinstance(bench.app.screen, HelpScreen))
        lines = bench.app.screen.query_one(HelpLines)
        await wait_for(pilot, lambda: lines.virtual_size.height > len(KEYS))
        await pilot.press("j", "j", "k")
        await wait_for(pilot, lambda: lines.scroll_offset.y == 1)
        await pilot.press("pagedown", "right")
        await wait_for(pilot, lambda: lines.scroll_offset.y > 2)
        assert lines.has_focus, "there is no button to go to"


async def test_help_is_searched() -> None:
    bench = Bench(make_traces(1))
    async with bench.run() as pilot:
        await pilot.press("question_mark")
        await wait_for(pilot, lambda: isinstance(bench.app.screen, HelpScreen))
        lines = bench.app.screen.query_one(HelpLines)
        await pilot.press("slash", *"trash")
        await wait_for(pilot, lambda: lines.virtual_size.height < 12)
        said = " ".join(lines.draw_line(y).text for y in range(lines.virtual_size.height))
        assert "Move this trace to the trash." in said
        assert "palette" not in said
        await pilot.press(*"xyz")
        await wait_for(pilot, lambda: "No key fits" in lines.draw_line(0).text)
        await pilot.press("escape")
        await wait_for(pilot, lambda: lines.has_focus and lines.virtual_size.height > len(KEYS))
        await pilot.press("escape")
        await wait_for(pilot, lambda: bench.app.screen is bench.main)


async def test_the_palette_runs_what_the_table_says() -> None:
    bench = Bench(make_traces(1))
    async with bench.run() as pilot:
        await pilot.press("ctrl+p")
        await wait_for(pilot, lambda: isinstance(bench.app.screen, CommandPalette))
        titles = [
            command.title for command in bench.app.get_system_commands(bench.app.screen_stack[0])
        ]
        assert "Open the editor as it was left" in titles
        assert len(titles) == len(set(titles))
        await pilot.press(*"as it was left")
        await pilot.pause()
        await pilot.press("down", "enter")
        await wait_for(pilot, lambda: bench.main.pane == "editor")


async def test_a_trace_is_fetched_by_the_start_of_its_id() -> None:
    bench = Bench(make_traces(3))
    async with bench.run() as pilot:
        rows = bench.main.rows
        await pilot.press("ctrl+f")
        await wait_for(pilot, lambda: isinstance(bench.app.screen, FetchDialog))
        field = bench.app.screen.query_one(Input)
        refusal = bench.app.screen.query_one("#refusal", Static)
        await pilot.press(*"ffff", "enter")
        await wait_for(pilot, lambda: "not found" in str(refusal.render()))
        summary = rows.at(1)
        assert summary is not None
        field.value = str(summary.id)[:6]
        await pilot.press("enter")
        await wait_for(pilot, lambda: bench.main.view.opened is not None)
        assert bench.main.view.opened is not None
        assert bench.main.view.opened.id == summary.id


async def test_the_fetch_dialog_is_left_without_a_trace() -> None:
    bench = Bench(make_traces(1))
    async with bench.run() as pilot:
        await pilot.press("ctrl+f", "enter", "tab", "enter")
        await wait_for(pilot, lambda: bench.app.screen is bench.main)
        assert bench.main.view.opened is None


async def test_a_store_that_cannot_be_opened_is_told_and_gives_the_exit_code() -> None:
    fault = StoreFault("Store locked", "Another process holds [it].", "Wait, then try again.")
    bench = Bench(failure=fault)
    async with bench.run(ready=False) as pilot:
        await wait_for(pilot, lambda: isinstance(bench.app.screen, ErrorDialog))
        await wait_for(pilot, lambda: bench.app.screen.is_running and bench.app.screen.focused)
        said = [str(static.render()) for static in bench.app.screen.query(Static)]
        assert said == ["Store locked", "Another process holds [it].", "Wait, then try again."]
        await pilot.press("enter")
        await wait_for(pilot, lambda: bench.app.return_code is not None)
    assert bench.app.return_code == 1
    assert bench.app.return_value is fault


async def test_a_defect_while_opening_is_told_with_its_traceback() -> None:
    bench = Bench(failure=ZeroDivisionError("oh"))
    async with bench.run(ready=False) as pilot:
        await wait_for(pilot, lambda: isinstance(bench.app.screen, ErrorDialog))
        await wait_for(pilot, lambda: bench.app.screen.is_running and bench.app.screen.focused)
        detail = bench.app.screen.query_one("#detail", TextArea)
        assert "ZeroDivisionError" in detail.text
        await pilot.press("right", "left")
        assert not detail.has_focus
        await pilot.press("escape")
        await wait_for(pilot, lambda: bench.app.return_code is not None)
    assert bench.app.return_code == 1


async def test_arrows_go_from_button_to_button() -> None:
    bench = Bench(make_traces(1))
    async with bench.run() as pilot:
        await pilot.press("ctrl+f")
        await wait_for(pilot, lambda: isinstance(bench.app.screen, FetchDialog))

        def focus() -> str | None:
            return bench.app.screen.focused.id if bench.app.screen.focused else None

        await pilot.press("a", "left", "right")
        assert focus() == "id", "in a text field they move the cursor"
        await pilot.press("tab")
        assert focus() == "cancel"
        for key, button in (("right", "fetch"), ("right", "cancel"), ("left", "fetch")):
            await pilot.press(key)
            assert focus() == button
        await pilot.press("left", "enter")
        await wait_for(pilot, lambda: bench.app.screen is bench.main)


class BrokenStore(MemoryStore):
    """A store whose reading has a defect."""

    broken = False

    async def traces(self, keys: Sequence[int]) -> list[StoredTrace]:
        if self.broken:
            raise KeyError("[/defect]")
        return await super().traces(keys)


async def test_a_defect_is_shown_and_logged_and_the_app_goes_on() -> None:
    store = BrokenStore()
    bench = Bench(make_traces(2), store=store)
    async with bench.run() as pilot:
        store.broken = True
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(bench.app.screen, ErrorDialog))
        assert "KeyError" in bench.app.screen.query_one("#detail", TextArea).text
        assert [type(error) for error in bench.log.errors] == [KeyError]
        await pilot.press("escape", "j")
        await wait_for(pilot, lambda: bench.main.rows.cursor == 1)


async def test_ctrl_c_says_how_to_leave() -> None:
    bench = Bench(make_traces(1))
    async with bench.run() as pilot:
        await pilot.press("ctrl+c")
        await wait_for(pilot, lambda: "ctrl+q" in bench.status)
        await pilot.press("q")
        await wait_for(pilot, lambda: bench.app.return_code == 0)
    assert bench.store_closed
    assert bench.monitor.closed

"""Keys that the config file sets otherwise."""

from __future__ import annotations

import pytest

from tests.support.traces import make_traces
from tests.tui.driving import Bench, wait_for
from tunix_rt_tui.errors import SettingFault
from tunix_rt_tui.tui.keymap import KeyTable
from tunix_rt_tui.tui.screens.help import HelpScreen


def test_the_table_as_it_is_has_no_conflict() -> None:
    assert KeyTable().changes == {}


def test_a_key_is_named_as_on_a_keyboard() -> None:
    table = KeyTable({"list.open": "o, enter", "everywhere.help": "F2"})
    assert table.name("list.open") == "o"
    assert table.changes == {"list.open": "o,enter", "everywhere.help": "f2"}
    assert KeyTable({"trace.next_step": "+"}).name("trace.next_step") == "+"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"list.opne": "o"}, "there is no key id 'list.opne'; the nearest is 'list.open'"),
        ({"list.open": "d"}, "the key d would do two things: 'list.open' and 'list.trash'"),
        ({"list.open": "q"}, "the key q would do two things: 'everywhere.close' and 'list.open'"),
        ({"list.open": "ctrl+q"}, "ctrl+q would do two things: 'app.quit' and 'list.open'"),
        ({"list.open": "ctrl+h"}, "'list.open' is set to ctrl+h, which terminals cannot send"),
        ({"list.open": "ctrl+alt+what"}, "'ctrl+alt+what', which is no key"),
        ({"list.open": " , "}, "'list.open' has no key"),
        ({"editor.upload": "u"}, "'editor.upload' is set to u, which types where it shall work"),
        ({"app.quit": "x"}, "'app.quit' is set to x, which types where it shall work"),
    ],
)
def test_what_cannot_be_is_refused_with_the_reason(changes: dict[str, str], said: str) -> None:
    with pytest.raises(SettingFault) as caught:
        KeyTable(changes)
    assert said in caught.value.message


def test_everything_that_is_wrong_is_said_at_once() -> None:
    with pytest.raises(SettingFault) as caught:
        KeyTable({"list.open": "d", "nonsense": "x"})
    assert len(caught.value.message.splitlines()) == 2


async def test_another_key_works_and_is_shown_and_the_old_one_does_not() -> None:
    bench = Bench(make_traces(3), keys={"list.down": "w", "list.open": "o"})
    async with bench.run() as pilot:
        await pilot.press("j", "w")
        await wait_for(pilot, lambda: bench.main.rows.cursor == 1)
        assert " o open" in bench.main.key_bar.draw_line(0).text
        assert "press o" in bench.main.view.draw_line(1).text
        await pilot.press("enter", "o")
        await wait_for(pilot, lambda: bench.main.view.opened is not None)
        await pilot.press("question_mark")
        await wait_for(pilot, lambda: isinstance(bench.app.screen, HelpScreen))

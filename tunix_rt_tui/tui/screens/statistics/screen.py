"""Statistics of what is listed: by what to count at the left, the bars beside it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content

from tunix_rt_tui.library.statistics.distribution import Distribution
from tunix_rt_tui.trace.query.terms import Condition
from tunix_rt_tui.trace.text import one_line
from tunix_rt_tui.tui import words
from tunix_rt_tui.tui.jobs.counting import count_traces, name_countable
from tunix_rt_tui.tui.keymap import KeyTable
from tunix_rt_tui.tui.listing.spec import ListSpec
from tunix_rt_tui.tui.screens.statistics.bar_list import COUNTING, BarList
from tunix_rt_tui.tui.screens.statistics.messages import CountableNamed, TracesCounted
from tunix_rt_tui.tui.screens.statistics.name_list import NameList
from tunix_rt_tui.tui.screens.working import Dialog

if TYPE_CHECKING:
    from tunix_rt_tui.library.browsing import ResultSet
    from tunix_rt_tui.store.contract import Store

_COUNTING = "counting"
"""The group of the workers here: what is not looked at any more is not counted to its end."""

_QUERY_CHARS = 50


class StatisticsScreen(Dialog[Condition]):
    """Counts when it is looked at; gives what holds for the traces behind a bar."""

    AUTO_FOCUS = "BarList"

    def __init__(self, store: Store, spec: ListSpec, results: ResultSet, keys: KeyTable) -> None:
        super().__init__()
        self._store = store
        self._spec = spec
        self._results = results
        self._among: Sequence[int] | None = None
        self._counted: dict[str, Distribution] = {}
        self._names = NameList()
        self._bars = BarList()
        named = (keys.name(f"statistics.{name}") for name in ("previous", "next", "open"))
        previous, following, chosen = named
        self._hint = f"{previous} {following} count by · {chosen} lists · esc closes"

    def compose(self) -> ComposeResult:
        """Make the screen."""
        with Horizontal(id="dialog", classes="-statistics") as dialog:
            dialog.border_title = Content(self._title())
            dialog.border_subtitle = Content(self._hint)
            yield self._names
            yield self._bars

    def on_mount(self) -> None:
        """Find out what can be counted by."""
        job = partial(name_countable, self._store, self._spec, self._results, self.post_message)
        self.read(_COUNTING, job)

    def _title(self, traces: int | None = None) -> str:
        said = ["Statistics"]
        if traces is not None:
            said.append(words.counted(traces, "trace"))
        if self._spec.scope == "trash":
            said.append("in the trash")
        if self._spec.query:
            said.append(one_line(self._spec.query, _QUERY_CHARS))
        return " · ".join(said)

    def on_countable_named(self, message: CountableNamed) -> None:
        """Begin with the first."""
        self._among = message.among
        self.query_one("#dialog").border_title = Content(self._title(message.traces))
        self._names.show(message.names)
        self._look()

    def on_traces_counted(self, message: TracesCounted) -> None:
        """Show what was counted, if it is still looked at, and know it from now on."""
        self._counted[message.distribution.of] = message.distribution
        if message.distribution.of == self._names.shown:
            self._bars.show(message.distribution)

    def on_work_failed(self) -> None:
        """Stop saying that it is counted; why it is not, the app says."""
        self._bars.say("It could not be counted.")

    def on_name_list_name_chosen(self, message: NameList.NameChosen) -> None:
        """Count by the name that was pressed."""
        self._names.move_to(message.place)
        self._look()

    def on_bar_list_bar_chosen(self, message: BarList.BarChosen) -> None:
        """Have the traces behind a bar listed."""
        self.dismiss(message.bar.condition)

    def action_turn(self, direction: int) -> None:
        """Count by what comes next, or before."""
        self._names.turn(direction)
        self._look()

    def _look(self) -> None:
        """Show what is known already, else count."""
        name = self._names.shown
        if name is None:
            return
        if name in self._counted:
            self.give_up(_COUNTING)
            self._bars.show(self._counted[name])
            return
        self._bars.say(COUNTING)
        scope, post = self._spec.scope, self.post_message
        self.read(_COUNTING, partial(count_traces, self._store, name, scope, self._among, post))

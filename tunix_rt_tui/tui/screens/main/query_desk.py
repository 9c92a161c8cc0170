"""Serves the query bar: lists what is typed, completes it, and remembers it."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from tunix_rt_tui.tui.listing.spec import ListSpec
from tunix_rt_tui.tui.messages import ValuesKnown
from tunix_rt_tui.tui.screens.main.host import Host
from tunix_rt_tui.tui.screens.main.list_desk import ListDesk
from tunix_rt_tui.tui.screens.main.memory_desk import MemoryDesk
from tunix_rt_tui.tui.widgets.query_bar import QueryBar

if TYPE_CHECKING:
    from textual.timer import Timer

    from tunix_rt_tui.trace.query.completing import Unfinished
    from tunix_rt_tui.trace.query.problem import QueryProblem

PAUSE = 0.2
"""Seconds without a key after which what is typed is looked at: a list is drawn for each look."""

_SYNTAX = '"a phrase"  source:…  tag:…  steps>3  meta.reward>0.5  -not  or  (…)  /pattern/'

_UNFINISHED_WORD = re.compile(r"""(?:^|[\s(])-?(?:(?:prompt|answer|step):)?([^\s()":<>=/*]+)$""")
_LEAST_PREFIX = 3
"""Letters from which on a word that is typed is looked for; fewer are the beginning of too many."""


class QueryDesk:
    """Holds what is being typed, and where in the history one is."""

    def __init__(self, host: Host, bar: QueryBar, listing: ListDesk, memory: MemoryDesk) -> None:
        self._host = host
        self._bar = bar
        self._listing = listing
        self._memory = memory
        self._timer: Timer | None = None
        self._request = 0
        self._asked: Unfinished | None = None
        self._wrong: QueryProblem | None = None
        self._from: ListSpec | None = None
        self._in_history: int | None = None
        self._typed = ""

    def open(self) -> None:
        """Let a query be typed."""
        self._from = None
        self._in_history = None
        self._bar.open()
        self._bar.say(_SYNTAX)

    def take_typed(self) -> None:
        """Look at what is typed when typing has paused."""
        self._in_history = None
        self._wait()

    def _wait(self) -> None:
        if self._timer is not None:
            self._timer.stop()
        self._timer = self._host.set_timer(PAUSE, self._look)

    def _look(self) -> None:
        """List what is typed; say how it may go on, else what is wrong with it."""
        from tunix_rt_tui.trace.query.completing import candidates, needs_store, unfinished_in

        self._timer = None
        if not self._bar.typing:
            return
        self._wrong = self._preview()
        unfinished = unfinished_in(self._bar.text, self._bar.input.cursor_position)
        if unfinished is not None and needs_store(unfinished):
            self._ask_store(unfinished)
        elif unfinished is None or not self._offer(unfinished, candidates(unfinished)):
            self._tell()

    def _tell(self) -> None:
        if self._wrong is None:
            self._host.withdraw()
            self._bar.say(_SYNTAX)
        else:
            self._bar.point_at(self._wrong.column, self._wrong.message)
            self._host.say(self._wrong.hint, "refused")

    def _preview(self) -> QueryProblem | None:
        """List what is typed, with the word that is being typed going on; tell what is wrong."""
        text = self._bar.text
        begun = _UNFINISHED_WORD.search(text)
        if begun is None or self._bar.input.cursor_position < len(text):
            return self._list(text)
        if len(begun[1]) < _LEAST_PREFIX:
            return None
        return self._list(text + "*")

    def _list(self, text: str) -> QueryProblem | None:
        """List what a query finds, or tell what is wrong with it."""
        from tunix_rt_tui.trace.query.problem import QueryProblem
        from tunix_rt_tui.trace.query.reading import read_query

        read = read_query(text)
        if isinstance(read, QueryProblem):
            return read
        here = self._listing.spec
        if text.strip() != here.query:
            keep = self._from is None
            if keep:
                self._from = here
            self._listing.show(here._replace(query=text.strip(), view=None), keep=keep)
        return None

    # How it may go on.

    def _ask_store(self, unfinished: Unfinished) -> None:
        from tunix_rt_tui.tui.jobs.querying import know_values

        if self._host.store is not None:
            self._request += 1
            self._asked = unfinished
            field = "meta" if unfinished.keys else unfinished.field
            post = self._host.post_message
            job = partial(
                know_values, self._host.store, field, unfinished.begun, self._request, post
            )
            self._host.read("values", job)

    def take_values(self, message: ValuesKnown) -> None:
        """Offer what the store knows, if it still goes on from there."""
        from tunix_rt_tui.trace.query.completing import candidates

        if message.request != self._request or self._asked is None or self._timer is not None:
            return
        if not self._offer(self._asked, candidates(self._asked, message.values)):
            self._tell()

    def _offer(self, unfinished: Unfinished, found: list[str]) -> bool:
        """Offer candidates, unless there are none or only what is there already."""
        there = self._bar.text[unfinished.start : self._bar.input.cursor_position]
        if not found or found == [there]:
            return False
        self._bar.offer(unfinished.start, found)
        return True

    # Ending it.

    def take_given(self, text: str) -> None:
        """Keep what is typed, and go to the list; what is wrong keeps the bar open."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        self._wrong = self._list(text)
        if self._wrong is not None:
            self._tell()
            return
        if text.strip():
            self._memory.keep_query(text.strip())
        self._host.show_pane("list")

    def leave(self) -> None:
        """List what was listed before typing began."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        self._host.withdraw()
        if self._from is not None:
            self._listing.go_back()
        self._host.show_pane("list")

    def recall(self, direction: int) -> None:
        """Put an older query into the bar, or a newer one, at last what was typed."""
        history = self._memory.queries
        if self._in_history is None:
            self._typed, here = self._bar.text, -1
        else:
            here = self._in_history
        there = min(here + direction, len(history) - 1)
        if there == here:
            return
        self._bar.replace(self._typed if there < 0 else history[there])
        self._in_history = None if there < 0 else there
        self._wait()

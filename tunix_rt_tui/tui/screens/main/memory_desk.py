"""Serves what a person chooses for the app itself, and remembers it."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from functools import partial

from tunix_rt_tui.tui.listing.layout import USUAL, ListLayout, layout_of
from tunix_rt_tui.tui.screens.main.host import Host
from tunix_rt_tui.tui.state.bookmarks import Bookmark, toggled
from tunix_rt_tui.tui.state.remembered import LIST_SHARES, QUERIES_KEPT, Memory, Remembered


class MemoryDesk:
    """Holds what was chosen."""

    def __init__(self, host: Host, memory: Memory) -> None:
        self._host = host
        self._memory = memory
        self._now = memory.recall()

    def begin(self) -> None:
        """Take up what was chosen last; say a word to whoever is here for the first time."""
        self._host.share_width(self._now.list_share)
        if self._now.new:
            keys = self._host.keys
            help_key, palette = keys.name("everywhere.help"), keys.name("app.palette")
            self._host.say(f"Welcome. {help_key} shows every key, {palette} finds a command.")
            self._keep()

    def widen(self, percent: int) -> None:
        """Give the list more of the width, or less."""
        share = self._now.list_share + percent
        if not self._host.has_class("-wide"):
            self._host.say(
                "One pane is shown at a time here: there is no width to share.", "refused"
            )
        elif share in LIST_SHARES:
            self._now = replace(self._now, list_share=share)
            self._host.share_width(share)
            self._keep()

    def keep_theme(self, name: str) -> None:
        """Remember a theme."""
        if name != self._now.theme:
            self._now = replace(self._now, theme=name)
            self._keep()

    @property
    def queries(self) -> tuple[str, ...]:
        """The queries that were kept last, the newest first."""
        return self._now.queries

    def keep_query(self, query: str) -> None:
        """Remember a query as the newest."""
        others = [other for other in self._now.queries if other != query]
        self._now = replace(self._now, queries=(query, *others)[:QUERIES_KEPT])
        self._keep()

    @property
    def bookmarks(self) -> tuple[Bookmark, ...]:
        """The bookmarks, the newest first."""
        return self._now.bookmarks

    def toggle_bookmark(self, bookmark: Bookmark) -> None:
        """Remember a bookmark, or no longer."""
        self._now = replace(self._now, bookmarks=toggled(self._now.bookmarks, bookmark))
        self._keep()

    @property
    def layout(self) -> ListLayout:
        """The layout of the list where no view says another."""
        return USUAL if self._now.layout is None else layout_of(self._now.layout)

    def keep_layout(self, layout: ListLayout) -> None:
        """Remember a layout."""
        self._now = replace(self._now, layout=layout.as_json())
        self._keep()

    def _keep(self) -> None:
        self._now = replace(self._now, new=False)
        self._host.write("remember", partial(self._write, self._now))

    async def _write(self, remembered: Remembered) -> None:
        """Remember it; where that cannot be, everything else goes on."""
        try:
            await asyncio.to_thread(self._memory.keep, remembered)
        except OSError as error:
            self._host.say(f"This cannot be remembered: {error.strerror}.", "refused")

"""Serves drafts: saves what is typed, and offers what was left behind."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from textual.timer import Timer

from tunix_rt_tui.trace.text import one_line
from tunix_rt_tui.tui import words
from tunix_rt_tui.tui.messages import DraftsFound, DraftTaken
from tunix_rt_tui.tui.screens.main.host import Host
from tunix_rt_tui.tui.state.drafts import BEAT, Draft, Drafts
from tunix_rt_tui.tui.widgets.editor_pane import EditorPane

if TYPE_CHECKING:
    from tunix_rt_tui.tui.screens.draft import DraftAnswer

SAVE_DELAY = 0.5
"""Seconds after a key within which the draft is saved."""

_TOLD = 60
"""Characters that are told of a name that another machine has written."""


class DraftDesk:
    """Holds what is saved of the editor's text, and what is still to be offered."""

    def __init__(
        self, host: Host, pane: EditorPane, drafts: Drafts, clock: Callable[[], datetime]
    ) -> None:
        self._host = host
        self._pane = pane
        self._drafts = drafts
        self._clock = clock
        self._saved: str | None = None
        self._saving = asyncio.Lock()
        self._timer: Timer | None = None
        self._offered: list[Draft] = []
        self._taking = False
        self._trouble_told = False

    def begin(self) -> None:
        """Look for drafts that were left behind, and show signs of life."""
        self._host.read("drafts", self._find)
        self._host.set_timer(BEAT, self._beat)

    def text_changed(self) -> None:
        """Save the text soon, however long the typing goes on."""
        if self._timer is None:
            self._timer = self._host.set_timer(SAVE_DELAY, self.settle)

    def settle(self) -> None:
        """Save what would be lost, or forget what no longer would."""
        self._timer = None
        self._host.write("draft", self._save)

    def keep_now(self) -> None:
        """Save what would be lost before this returns, for good: the app is leaving."""
        if self._pane.unsaved:
            self._drafts.end(self._pane.text)
        elif not self._taking:
            self._drafts.end(None)

    def forget_now(self) -> None:
        """Throw away what is saved, for good: the person has said so, and is leaving."""
        self._drafts.end(None)

    def take_found(self, drafts: list[Draft]) -> None:
        """Offer drafts, one after another."""
        self._offered = drafts
        self._offer_next()

    def take_taken(self, draft: Draft, *, taken: bool) -> None:
        """Put a draft into the editor; as it is in no store, it counts as typed."""
        self._taking = False
        if not taken:
            self._host.say("Another window has restored that text already.", "refused")
            return
        self._pane.type_text(draft.text)
        self._host.show_pane("editor")
        self._host.say("Restored the text; upload it to have it in the store.", "done")

    def _offer_next(self) -> None:
        from tunix_rt_tui.tui.screens.draft import DraftDialog

        if self._offered:
            draft = self._offered.pop(0)
            dialog = DraftDialog(self._told_of(draft), draft.text)
            self._host.show_dialog(dialog, partial(self._decide, draft))

    def _told_of(self, draft: Draft) -> str:
        age = words.age(draft.saved_at, self._clock())
        when = "Just now" if age == "now" else f"{age} ago"
        host = one_line(draft.host, _TOLD)
        where = "here" if draft.here else f"on {host}, which shares this home"
        size = words.counted(len(draft.text), "character")
        told = f"{when} {size} were left in the editor {where}."
        if draft.store != self._drafts.store:
            told += f" They were meant for another store: {one_line(draft.store, _TOLD)}."
        return f"{told} They begin:"

    def _decide(self, draft: Draft, answer: DraftAnswer | None) -> None:
        if answer == "restore":
            if self._pane.unsaved:
                self._host.say("The editor holds other text: the draft is kept.", "refused")
            else:
                self._taking = True
                self._host.write("draft", partial(self._take, draft))
            return
        if answer == "discard":
            self._host.write("draft", partial(self._discard, draft))
        self._offer_next()

    def _beat(self) -> None:
        if self._saved is not None:
            self._host.write("draft", self._show_life)
        self._host.set_timer(BEAT, self._beat)

    async def _show_life(self) -> None:
        """Show that this app is alive; what another has taken away meanwhile is saved again."""
        try:
            alive = await asyncio.to_thread(self._drafts.beat)
        except OSError as error:
            self._tell_trouble(error)
        else:
            if not alive:
                self._saved = None
                await self._save()

    async def _find(self) -> None:
        self._host.post_message(DraftsFound(await asyncio.to_thread(self._drafts.left_behind)))

    async def _take(self, draft: Draft) -> None:
        """Take a draft over; where the disk is full its text can be restored all the same."""
        taken = True
        async with self._saving:
            try:
                taken = await asyncio.to_thread(self._drafts.take, draft)
                self._saved = draft.text if taken else None
            except OSError:
                self._saved = None
        self._host.post_message(DraftTaken(draft, taken=taken))

    async def _discard(self, draft: Draft) -> None:
        try:
            await asyncio.to_thread(self._drafts.discard, draft)
        except OSError as error:
            self._host.say(f"The draft cannot be thrown away: {error.strerror}.", "refused")

    async def _save(self) -> None:
        """Bring the file up to the text as it is when its turn has come."""
        async with self._saving:
            text = self._pane.text if self._pane.unsaved else None
            if text == self._saved:
                return
            try:
                if text is None:
                    await asyncio.to_thread(self._drafts.forget)
                else:
                    await asyncio.to_thread(self._drafts.save, text)
            except OSError as error:
                self._tell_trouble(error)
            else:
                self._saved = text

    def _tell_trouble(self, error: OSError) -> None:
        """Say once that nothing is saved; typing goes on."""
        if not self._trouble_told:
            self._trouble_told = True
            folder = self._drafts.folder
            self._host.say(
                f"What you type cannot be saved in {folder}: {error.strerror}.", "refused"
            )

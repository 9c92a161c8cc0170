"""Serves the copy menu: what of which trace is copied or shared, and what is said of it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from textual.app import SuspendNotSupported

from tunix_rt_tui.tui.screens.main.host import Host
from tunix_rt_tui.tui.screens.main.share_desk import ShareDesk

if TYPE_CHECKING:
    from tunix_rt_tui.tui.copying.copier import Copier
    from tunix_rt_tui.tui.copying.plain_screen import PlainScreen
    from tunix_rt_tui.tui.reading import OpenedTrace
    from tunix_rt_tui.tui.screens.copy_menu import Choice

_GROUP = "clipboard"
"""The group of workers that copy: a later copy replaces one that is under way."""


class CopyDesk:
    """Asks what to copy, and has it copied."""

    def __init__(self, host: Host, copier: Copier, plain: PlainScreen, sharing: ShareDesk) -> None:
        self._host = host
        self._copier = copier
        self._plain = plain
        self._sharing = sharing

    def read(self, trace_id: UUID) -> None:
        """Read a trace of the list, to ask what of it to copy."""
        from tunix_rt_tui.tui.jobs.copying import read_to_copy

        if self._host.store is not None:
            post = self._host.post_message
            self._host.read(_GROUP, partial(read_to_copy, self._host.store, trace_id, post))

    def ask(self, opened: OpenedTrace, step: int | None) -> None:
        """Ask what of a trace to copy; `step` is the marked one, from 0."""
        from tunix_rt_tui.tui.screens.copy_menu import CopyMenu

        def take(choice: Choice | None) -> None:
            if choice is not None:
                self._take(opened, choice, step)

        self._host.show_dialog(CopyMenu(self._host.keys, step=step), take)

    def _take(self, opened: OpenedTrace, choice: Choice, step: int | None) -> None:
        from tunix_rt_tui.tui.jobs.copying import copy_piece

        if choice == "print":
            self._host.read("print", partial(self._print, opened))
        elif choice == "pager":
            self._sharing.page(opened)
        elif choice == "markdown" or choice == "html":
            self._sharing.ask_where(opened, choice)
        else:
            send, post = self._host.send_to_clipboard, self._host.post_message
            job = partial(copy_piece, opened, choice, step, self._copier, send, post)
            self._host.read(_GROUP, job)

    async def _print(self, opened: OpenedTrace) -> None:
        try:
            await self._plain.show(opened)
        except SuspendNotSupported:
            self._host.say("There is no plain screen to print to here.", "refused")
        except OSError as error:
            self._host.say(f"The plain screen took nothing: {error.strerror}.", "refused")

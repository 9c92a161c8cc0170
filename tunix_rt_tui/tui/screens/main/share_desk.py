"""Has traces shared: in the pager, and in files for others."""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING

from tunix_rt_tui.errors import UsageFault
from tunix_rt_tui.trace.text import flat
from tunix_rt_tui.tui.screens.main.host import Host

if TYPE_CHECKING:
    from tunix_rt_tui.library.sharing.forms import Form
    from tunix_rt_tui.tui.reading import OpenedTrace

_MAX_PATH = 4_096
"""Characters of a path that can be typed: as many as Linux takes."""


class ShareDesk:
    """Asks where to, and has it done."""

    def __init__(self, host: Host, *, ascii_only: bool) -> None:
        self._host = host
        self._ascii_only = ascii_only

    def page(self, opened: OpenedTrace) -> None:
        """Let a trace be read in the person's own pager."""
        from tunix_rt_tui.library.sharing.pager import pager_command, waiting
        from tunix_rt_tui.tui.jobs.sharing import page_trace

        try:
            command = pager_command(os.environ)
        except UsageFault as fault:
            self._host.say(fault.message, "refused")
            return
        if not command:
            self._host.say("There is no pager here: set PAGER, as in PAGER=less.", "refused")
            return
        run, post = self._host.run_outside, self._host.post_message
        waits = waiting(command, os.environ)
        job = partial(page_trace, opened, waits, run, post, ascii_only=self._ascii_only)
        self._host.write("pager", job)

    def ask_where(self, opened: OpenedTrace, form: Form) -> None:
        """Ask for the file to write a trace into."""
        from tunix_rt_tui.library.sharing.forms import NAMES, file_name
        from tunix_rt_tui.tui.copying.targets import target_of, working_folder, wrong_with_target
        from tunix_rt_tui.tui.jobs.sharing import write_trace
        from tunix_rt_tui.tui.screens.asking import LineDialog

        def decide(typed: str | None) -> None:
            if typed and self._host.store is not None:
                reader, post = self._host.store, self._host.post_message
                job = partial(write_trace, reader, opened.seq, form, target_of(typed), post)
                self._host.write("share", job)

        dialog = LineDialog(
            f"Write as {NAMES[form]}",
            f"The name of a file to make, in {flat(working_folder())} unless it says where.",
            yes="Write",
            value=file_name(form, opened.id),
            check=wrong_with_target,
            max_chars=_MAX_PATH,
        )
        self._host.show_dialog(dialog, decide)

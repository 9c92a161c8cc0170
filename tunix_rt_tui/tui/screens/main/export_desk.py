"""Has traces exported: those that are listed, those that are marked, or the open one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tunix_rt_tui.tui import words
from tunix_rt_tui.tui.screens.main.host import Host
from tunix_rt_tui.tui.screens.main.list_desk import ListDesk
from tunix_rt_tui.tui.screens.main.mark_desk import MarkDesk

if TYPE_CHECKING:
    from tunix_rt_tui.tui.reading import OpenedTrace
    from tunix_rt_tui.tui.screens.exporting.messages import ExportedFile
    from tunix_rt_tui.tui.screens.exporting.selection import Selection


class ExportDesk:
    """Asks what to export, and says where it is."""

    def __init__(self, host: Host, listing: ListDesk, marking: MarkDesk) -> None:
        self._host = host
        self._listing = listing
        self._marking = marking

    def ask(self, opened: OpenedTrace | None) -> None:
        """Ask what to export, and how; `opened` is the trace that is being read."""
        from tunix_rt_tui.tui.screens.exporting.screen import ExportDialog

        if self._host.store is None:
            return
        if self._listing.shown.scope == "trash":
            self._host.say("What is in the trash is not exported: bring it back first.", "refused")
            return
        selections = list(self._selections(opened))
        if selections:
            self._host.show_dialog(ExportDialog(self._host.store, selections), self._tell)
        else:
            self._host.say("There is nothing to export.", "refused")

    def _selections(self, opened: OpenedTrace | None) -> Iterator[Selection]:
        from tunix_rt_tui.library.finding import oldest_first
        from tunix_rt_tui.tui.screens.exporting.selection import Selection

        if opened is not None:
            stem = f"trace-{words.short_id(opened.id)}"
            yield Selection("this trace", stem, (opened.seq,))
        if marked := self._marking.keys:
            yield Selection(f"{words.number(len(marked))} marked", "marked", sorted(marked))
        results = self._listing.results
        if results is not None and len(results):
            so_far = "" if results.complete else " so far"
            name = f"{words.number(len(results))} listed{so_far}"
            yield Selection(name, "traces", oldest_first(results)[:])

    def _tell(self, file: ExportedFile | None) -> None:
        if file is None:
            return
        written = words.counted(file.exported.written, "trace")
        said = [f"Exported {written} to {file.target} ({words.size(file.size)})"]
        for remark, traces in file.exported.remarks.items():
            said.append(f"{words.number(traces)} {remark}")
        self._host.say("; ".join(said), "done")

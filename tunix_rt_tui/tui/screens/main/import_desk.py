"""Has files imported and watched, one at a time, and says how that goes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tunix_rt_tui.trace.text import drawable
from tunix_rt_tui.tui.options import Options
from tunix_rt_tui.tui.screens.confirm import ConfirmDialog
from tunix_rt_tui.tui.screens.main.host import Host
from tunix_rt_tui.tui.screens.main.list_desk import ListDesk
from tunix_rt_tui.tui.widgets.status_line import Tone

if TYPE_CHECKING:  # what imports is loaded when it is asked for
    from tunix_rt_tui.tui.screens.importing.messages import ImportAdvanced, ImportEnded
    from tunix_rt_tui.tui.screens.importing.progress import ImportProgress, Wish
    from tunix_rt_tui.tui.screens.importing.request import ImportRequest, Intaking
    from tunix_rt_tui.tui.screens.importing.run import ImportRun, Phase

IMPORTING = "import"
"""The group of the worker that imports."""

_TONES: dict[Phase, Tone] = {"done": "done", "failed": "refused"}
"""How the end of an import is told; one that was stopped is neither a success nor a failure."""


class ImportDesk:
    """Asks what to import, and shows the import that is under way, or the last one."""

    def __init__(self, host: Host, listing: ListDesk, options: Options) -> None:
        self._host = host
        self._listing = listing
        self._options = options
        self._run: ImportRun | None = None
        self._progress: ImportProgress | None = None

    def ask(self) -> None:
        """Show the import that is under way, or has ended unseen; else ask what to import."""
        if self._host.store is None:
            return
        if self._run is not None:
            self._show(self._run)
        else:
            self._ask_what()

    def question_before_leaving(self) -> ConfirmDialog | None:
        """Ask whether to end what is under way; None where nothing is, or it ends anyway."""
        run = self._run
        if run is None or run.phase != "running":
            return None
        doing = "watching" if run.request.watch else "importing"
        question = drawable(f"That ends {doing} {run.name}. {run.rest}")
        return ConfirmDialog(f"Quit while {doing}?", question, yes="Quit", no="Go on")

    def stop(self) -> None:
        """End the import, as the app is leaving."""
        if self._run is not None:
            self._run.stop()

    def take_progress(self, message: ImportAdvanced) -> None:
        """Show how far it is."""
        run = message.run
        run.take(message.summary, message.lines)
        run.total, run.followed = message.total, message.followed
        if self._progress is not None:
            self._progress.show()
        elif run.active:
            self._host.say(f"{self._doing(run)} · {run.counts}")

    def take_end(self, message: ImportEnded) -> None:
        """Show how it ended."""
        run = message.run
        run.end(message.phase, message.error)
        self._listing.follows = False
        if self._progress is not None:
            self._progress.show()
            return
        key = self._host.keys.name("list.import")
        self._host.say(f"{run.outcome} · {key} shows more", _TONES.get(run.phase, "plain"))

    def _ask_what(self, begun: ImportRequest | None = None) -> None:
        from tunix_rt_tui.tui.screens.importing.form import ImportForm
        from tunix_rt_tui.tui.screens.importing.request import ImportRequest

        form = ImportForm(self._intaking(), begun or ImportRequest(""))
        self._host.show_dialog(form, self._begin)

    def _begin(self, request: ImportRequest | None) -> None:
        from tunix_rt_tui.tui.jobs.importing import import_files
        from tunix_rt_tui.tui.screens.importing.run import ImportRun

        store = self._host.store
        if request is None or store is None:
            return
        run = self._run = ImportRun(request)
        self._listing.follows = request.watch
        job = partial(import_files, run, store, self._intaking(), self._host.post_message)
        self._host.write(IMPORTING, job)
        self._show(run)

    def _show(self, run: ImportRun) -> None:
        from tunix_rt_tui.tui.screens.importing.progress import ImportProgress

        self._progress = ImportProgress(run, run.stop)
        self._host.show_dialog(self._progress, self._closed)

    def _closed(self, wish: Wish | None) -> None:
        """Let the run go on unseen; forget one that has ended."""
        run, self._progress = self._run, None
        if run is None:
            return
        if run.active:
            key = self._host.keys.name("list.import")
            self._host.say(f"{self._doing(run)} · {run.counts} · {key} shows it")
            return
        self._run = None
        if not self._listing.results or (run.summary is not None and run.summary.added):
            self._listing.show_new()
        self._host.say(run.outcome, _TONES.get(run.phase, "plain"))
        if wish == "watch":
            self._begin(run.request._replace(watch=True, again=False))
        elif wish == "another":
            self._ask_what(run.request._replace(watch=False))

    def _intaking(self) -> Intaking:
        from tunix_rt_tui.tui.screens.importing.request import Intaking

        return Intaking(self._options.limits.bytes, self._options.state_folder)

    def _doing(self, run: ImportRun) -> str:
        return f"{'Watching' if run.request.watch else 'Importing'} {run.name}"

"""The desks of the main screen, and the store that they work on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from tunix_rt_tui.tui import messages
from tunix_rt_tui.tui.listing.spec import ListSpec
from tunix_rt_tui.tui.options import Options
from tunix_rt_tui.tui.screens.confirm import ConfirmDialog
from tunix_rt_tui.tui.screens.main.change_desk import ChangeDesk
from tunix_rt_tui.tui.screens.main.copy_desk import CopyDesk
from tunix_rt_tui.tui.screens.main.draft_desk import DraftDesk
from tunix_rt_tui.tui.screens.main.editor_desk import EditorDesk
from tunix_rt_tui.tui.screens.main.export_desk import ExportDesk
from tunix_rt_tui.tui.screens.main.import_desk import ImportDesk
from tunix_rt_tui.tui.screens.main.layout import MainLayout
from tunix_rt_tui.tui.screens.main.list_desk import ListDesk, Target
from tunix_rt_tui.tui.screens.main.mark_desk import MarkDesk
from tunix_rt_tui.tui.screens.main.memory_desk import MemoryDesk
from tunix_rt_tui.tui.screens.main.offered_keys import Listed
from tunix_rt_tui.tui.screens.main.query_desk import QueryDesk
from tunix_rt_tui.tui.screens.main.reading_desk import ReadingDesk
from tunix_rt_tui.tui.screens.main.share_desk import ShareDesk
from tunix_rt_tui.tui.screens.main.statistics_desk import StatisticsDesk
from tunix_rt_tui.tui.screens.main.tag_desk import TagDesk
from tunix_rt_tui.tui.screens.main.trace_desk import TraceDesk
from tunix_rt_tui.tui.screens.main.view_desk import ViewDesk
from tunix_rt_tui.tui.screens.working import Job
from tunix_rt_tui.tui.session import Session
from tunix_rt_tui.tui.state.drafts import Drafts
from tunix_rt_tui.tui.state.remembered import Memory

if TYPE_CHECKING:
    from tunix_rt_tui.store.contract import Store
    from tunix_rt_tui.tui.copying.copier import Copier
    from tunix_rt_tui.tui.copying.plain_screen import PlainScreen
    from tunix_rt_tui.tui.jobs.watching import Monitor
    from tunix_rt_tui.tui.outside_editor import Run

OPENING = "opening"
"""The group of the worker that opens the store."""


class Desks(MainLayout):
    """Opens the store, and has the desks that work on it."""

    def __init__(
        self,
        session: Session,
        memory: Memory,
        drafts: Drafts,
        *,
        options: Options,
        clock: Callable[[], datetime],
        run_outside: Run,
        copier: Copier,
        plain: PlainScreen,
    ) -> None:
        super().__init__(options=options, clock=clock)
        self.run_outside = run_outside
        """Gives the terminal to another program until it ends."""
        self._session = session
        self._memory = MemoryDesk(self, memory)
        self._store: Store | None = None
        self._monitor: Monitor | None = None
        self._watching = False
        self._listing = ListDesk(self, self.rows, ListSpec(layout=self._memory.layout))
        self._querying = QueryDesk(self, self.query_bar, self._listing, self._memory)
        self._viewing = ViewDesk(self, self.rows, self._listing, self._memory)
        self._statistics = StatisticsDesk(self, self._listing)
        self._marking = MarkDesk(self, self.rows, self._listing)
        self._exporting = ExportDesk(self, self._listing, self._marking)
        self._importing = ImportDesk(self, self._listing, options)
        self._changing = ChangeDesk(self, self.view, self.rows, self._listing, self._marking)
        self._tagging = TagDesk(self, self._changing)
        self._traces = TraceDesk(self, self.view, self.rows, self._listing)
        self._reading = ReadingDesk(self, self.view, self._traces, self._memory)
        self._editing = EditorDesk(self, self.editor, self._listing, options.limits.bytes)
        sharing = ShareDesk(self, ascii_only=options.wire.ascii_only)
        self._copying = CopyDesk(self, copier, plain, sharing)
        self._drafting = DraftDesk(self, self.editor, drafts, clock)

    def listed(self) -> Listed:
        """Tell what is listed, and what can be undone."""
        shown = self._listing.shown
        return Listed(
            searched=self._traces.searched,
            in_trash=shown.scope == "trash",
            grouped=shown.grouped_by is not None,
            can_go_back=self._listing.can_go_back,
            undoable=self._changing.can_undo,
        )

    @property
    def store(self) -> Store | None:
        """The store; None until it is open."""
        return self._store

    @property
    def unsaved(self) -> bool:
        """Whether the editor holds text that would be lost."""
        return self.editor.unsaved

    def questions_before_leaving(self) -> list[ConfirmDialog]:
        """Ask about what leaving would end, and about what would be lost by it."""
        questions = []
        if (importing := self._importing.question_before_leaving()) is not None:
            questions.append(importing)
        if self.unsaved:
            text = "The editor holds text that is not in the store. Leave without it?"
            questions.append(ConfirmDialog("Leave", text, yes="Leave", no="Stay"))
        return questions

    def keep_draft(self) -> None:
        """Save the text of the editor, if it would be lost, as the app is leaving."""
        self._drafting.keep_now()

    def forget_draft(self) -> None:
        """Throw the saved text of the editor away, as nobody wants it any more."""
        self._drafting.forget_now()

    def send_to_clipboard(self, text: str) -> None:
        """Send a text to the clipboard of the terminal, in order with what is drawn."""
        self.app.copy_to_clipboard(text)

    def write(self, group: str, job: Job) -> None:
        """Start writing; it is never given up, not even by leaving."""
        super().write(group, partial(self._session.write, job))

    def on_mount(self) -> None:
        """Open the store when the screen has been seen once."""
        self.editor.set_writable(not self.read_only)
        self._memory.begin()
        self.call_later(self.read, OPENING, self._open)

    def on_unmount(self) -> None:
        """End an import at its next batch: the store is closed when that is written."""
        self._importing.stop()

    async def _open(self) -> None:
        store, monitor = await self._session.open()
        self.post_message(messages.StoreOpened(store, monitor))

    def on_store_opened(self, message: messages.StoreOpened) -> None:
        """Load the list."""
        self._store, self._monitor = message.store, message.monitor
        self._listing.load(Target())

    def _begin_watching(self) -> None:
        """Watch the store and how all is, once, when the list has been seen."""
        from tunix_rt_tui.tui.jobs.listing import watch_store
        from tunix_rt_tui.tui.jobs.preparing import prepare
        from tunix_rt_tui.tui.jobs.watching import watch_health

        if self._store is None or self._monitor is None or self._watching:
            return
        self._watching = True
        self.read("watch-store", partial(watch_store, self._store, self.post_message))
        self.read("watch-health", partial(watch_health, self._monitor, self.post_message))
        self.read("prepare", prepare)
        self._drafting.begin()

"""What the jobs of the main screen report: each carries what it answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from textual.message import Message

if TYPE_CHECKING:  # these load what reads traces, and messages are needed before the first paint
    from tunix_rt_tui.health.report import HealthReport
    from tunix_rt_tui.library.browsing import ResultSet
    from tunix_rt_tui.store.contract import AddedTrace, Store, TraceSummary
    from tunix_rt_tui.trace.parsing import ParsedTrace, RefusedTrace
    from tunix_rt_tui.tui.counting import Counts
    from tunix_rt_tui.tui.jobs.watching import Monitor
    from tunix_rt_tui.tui.reading import OpenedTrace
    from tunix_rt_tui.tui.state.drafts import Draft


class WorkFailed(Message):
    """A worker of a screen raised an error; `group` is what it was working on."""

    def __init__(self, group: str, error: BaseException) -> None:
        super().__init__()
        self.group = group
        self.error = error


class StoreOpened(Message):
    """The store can be used, and health be watched."""

    def __init__(self, store: Store, monitor: Monitor) -> None:
        super().__init__()
        self.store = store
        self.monitor = monitor


class KeysLoaded(Message):
    """More of a list is known, or all of it; `request` numbers the loading."""

    def __init__(self, request: int, results: ResultSet) -> None:
        super().__init__()
        self.request = request
        self.results = results


class PageLoaded(Message):
    """The rows from `start` on; None stands for one that was purged meanwhile."""

    def __init__(self, results: ResultSet, start: int, rows: Sequence[TraceSummary | None]) -> None:
        super().__init__()
        self.results = results
        self.start = start
        self.rows = rows


class StoreChanged(Message):
    """Something in the store is no longer as it was."""


class ArrivalsCounted(Message):
    """So many traces have come since these results were loaded."""

    def __init__(self, results: ResultSet, count: int) -> None:
        super().__init__()
        self.results = results
        self.count = count


class TraceOpened(Message):
    """A trace was read and can be shown; `request` numbers the opening."""

    def __init__(self, request: int, opened: OpenedTrace) -> None:
        super().__init__()
        self.request = request
        self.opened = opened


class CopyRead(Message):
    """The text of a trace that shall be edited as a copy."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


class ToCopyRead(Message):
    """A trace of the list was read, of which something is to be copied."""

    def __init__(self, opened: OpenedTrace) -> None:
        super().__init__()
        self.opened = opened


class Copied(Message):
    """Something was copied; `words` say what and which way."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.words = words


class CopyRefused(Message):
    """Nothing could be copied; `words` say why."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.words = words


class TextChecked(Message):
    """What counting and parsing say about the text of the editor; `request` numbers the check."""

    def __init__(self, request: int, counts: Counts, outcome: ParsedTrace | RefusedTrace) -> None:
        super().__init__()
        self.request = request
        self.counts = counts
        self.outcome = outcome


class TextLaidOut(Message):
    """The text of the editor with one member a line; None if it is no JSON."""

    def __init__(self, before: str, after: str | None) -> None:
        super().__init__()
        self.before = before
        self.after = after


class TextEdited(Message):
    """The text came back from another program; None if nothing was changed."""

    def __init__(self, text: str | None) -> None:
        super().__init__()
        self.text = text


class DraftsFound(Message):
    """These texts were left behind by apps that are gone, the newest first."""

    def __init__(self, drafts: list[Draft]) -> None:
        super().__init__()
        self.drafts = drafts


class DraftTaken(Message):
    """A draft is this app's own now, unless it was not `taken`, as another was faster."""

    def __init__(self, draft: Draft, *, taken: bool) -> None:
        super().__init__()
        self.draft = draft
        self.taken = taken


class ExampleRead(Message):
    """The example trace, ready for the editor."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


class TraceUploaded(Message):
    """The text of the editor is in the store."""

    def __init__(self, text: str, added: AddedTrace) -> None:
        super().__init__()
        self.text = text
        self.added = added


class UploadRefused(Message):
    """The text of the editor is no trace that the store takes; nothing was stored."""

    def __init__(self, refused: RefusedTrace) -> None:
        super().__init__()
        self.refused = refused


class TraceTrashed(Message):
    """A trace was moved to the trash, or was not there to be moved."""

    def __init__(self, trace_id: UUID, seq: int, moved: bool) -> None:
        super().__init__()
        self.trace_id = trace_id
        self.seq = seq
        self.moved = moved


class TraceRestored(Message):
    """A trace came back from the trash, or was not there to be brought back."""

    def __init__(self, trace_id: UUID, seq: int, moved: bool) -> None:
        super().__init__()
        self.trace_id = trace_id
        self.seq = seq
        self.moved = moved


class HealthReported(Message):
    """How the store, the API and RediAI are; `asked` where a person wanted to know."""

    def __init__(self, report: HealthReport, *, asked: bool = False) -> None:
        super().__init__()
        self.asked = asked
        self.report = report

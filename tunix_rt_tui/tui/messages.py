"""What the jobs of the main screen report: each carries what it answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from textual.message import Message

if TYPE_CHECKING:  # these load what reads traces, and messages are needed before the first paint
    from tunix_rt_tui.health.report import HealthReport
    from tunix_rt_tui.library.browsing import ResultSet
    from tunix_rt_tui.store.contract import AddedTrace, Store, TagChange, View
    from tunix_rt_tui.trace.parsing import ParsedTrace, RefusedTrace
    from tunix_rt_tui.tui.counting import Counts
    from tunix_rt_tui.tui.jobs.watching import Monitor
    from tunix_rt_tui.tui.listing.spec import ListRow, Rows
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
    """More of a list is known, or all of it; `request` numbers the loading.

    `rows` can be shown; they are None as long as they are only looked for.
    """

    def __init__(self, request: int, results: ResultSet, rows: Rows | None) -> None:
        super().__init__()
        self.request = request
        self.results = results
        self.rows = rows


class PageLoaded(Message):
    """Rows from `start` on of `rows`; None stands for one that was purged meanwhile."""

    def __init__(self, rows: Rows, start: int, page: Sequence[ListRow | None]) -> None:
        super().__init__()
        self.rows = rows
        self.start = start
        self.page = page


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


class TraceReread(Message):
    """The open trace as it is now."""

    def __init__(self, opened: OpenedTrace) -> None:
        super().__init__()
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


class ChangeAdvanced(Message):
    """A change of many traces goes on: so many are done."""

    def __init__(self, done: int, total: int) -> None:
        super().__init__()
        self.done = done
        self.total = total


class TracesTrashed(Message):
    """Traces were moved to the trash; those that were not there any more are not among `ids`."""

    def __init__(self, keys: Sequence[int], ids: Sequence[UUID]) -> None:
        super().__init__()
        self.keys = keys
        self.ids = ids


class TracesRestored(Message):
    """Traces came back from the trash; those of `asked` that were not in it are not among `ids`."""

    def __init__(self, keys: Sequence[int], asked: Sequence[UUID], ids: Sequence[UUID]) -> None:
        super().__init__()
        self.keys = keys
        self.asked = asked
        self.ids = ids


class TracesPurged(Message):
    """Traces were removed for good, so many."""

    def __init__(self, keys: Sequence[int], count: int) -> None:
        super().__init__()
        self.keys = keys
        self.count = count


class TagsChanged(Message):
    """Tags were put on traces and taken off, or that was `undone`."""

    def __init__(self, changes: Sequence[TagChange], *, undone: bool) -> None:
        super().__init__()
        self.changes = changes
        self.undone = undone


class TagsCounted(Message):
    """How many traces have each tag."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        super().__init__()
        self.counts = counts


class ValuesKnown(Message):
    """Values that the store knows, with which the query goes on; `request` numbers the asking."""

    def __init__(self, request: int, values: Sequence[str]) -> None:
        super().__init__()
        self.request = request
        self.values = values


class ViewsRead(Message):
    """The views that were saved."""

    def __init__(self, views: Sequence[View]) -> None:
        super().__init__()
        self.views = views


class ViewSaved(Message):
    """A view was saved, or forgotten unless it was `kept`."""

    def __init__(self, name: str, *, kept: bool) -> None:
        super().__init__()
        self.name = name
        self.kept = kept


class HealthReported(Message):
    """How the store, the API and RediAI are; `asked` where a person wanted to know."""

    def __init__(self, report: HealthReport, *, asked: bool = False) -> None:
        super().__init__()
        self.asked = asked
        self.report = report

"""Changes traces: to the trash and back, their tags, and whatever was changed last undone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from tunix_rt_tui.tui import words
from tunix_rt_tui.tui.messages import (
    ChangeAdvanced,
    TagsChanged,
    TracesPurged,
    TracesRestored,
    TracesTrashed,
)
from tunix_rt_tui.tui.screens.confirm import ConfirmDialog
from tunix_rt_tui.tui.screens.main.host import Host
from tunix_rt_tui.tui.screens.main.list_desk import ListDesk, Target
from tunix_rt_tui.tui.screens.main.mark_desk import MarkDesk
from tunix_rt_tui.tui.screens.working import Job
from tunix_rt_tui.tui.widgets.trace_list import TraceList
from tunix_rt_tui.tui.widgets.trace_view import TraceView

if TYPE_CHECKING:
    from uuid import UUID

    from tunix_rt_tui.store.contract import Store, TagChange

UNDOING = "undo"
"""The group of workers that undo."""


class Meant(NamedTuple):
    """The traces that an action is for, by their keys, and how to speak of them."""

    keys: Sequence[int]
    name: str


class Deleted(NamedTuple):
    """What was moved to the trash in one go."""

    keys: Sequence[int]
    ids: Sequence[UUID]


class Tagged(NamedTuple):
    """What was done to tags in one go."""

    changes: Sequence[TagChange]


Done = Deleted | Tagged


class ChangeDesk:
    """Holds what was changed in this run and can be undone."""

    def __init__(
        self, host: Host, view: TraceView, rows: TraceList, listing: ListDesk, marking: MarkDesk
    ) -> None:
        self._host = host
        self._view = view
        self._rows = rows
        self._listing = listing
        self._marking = marking
        self._done: list[Done] = []
        self._undoing: list[Done] = []

    @property
    def can_undo(self) -> bool:
        """Whether something was changed in this run that was not undone."""
        return bool(self._done)

    # The trash.

    def trash(self, meant: Meant) -> None:
        """Move traces to the trash; asks with the number where they are several."""
        from tunix_rt_tui.tui.jobs.changing import move_to_trash

        self._ask_for_many(
            f"Move {meant.name} to the trash?",
            "Move",
            meant,
            lambda store: partial(move_to_trash, store, meant.keys, self._host.post_message),
        )

    def restore(self, meant: Meant) -> None:
        """Bring traces back from the trash."""
        from tunix_rt_tui.tui.jobs.changing import restore_keys

        self._write(lambda store: partial(restore_keys, store, meant.keys, self._host.post_message))

    def purge(self, meant: Meant) -> None:
        """Remove traces of the trash for good; always asks."""
        from tunix_rt_tui.tui.jobs.changing import purge

        self._host.ask(
            ConfirmDialog("Remove", f"Remove {meant.name} for good?", yes="Remove", no="Keep"),
            lambda: self._write(
                lambda store: partial(purge, store, meant.keys, self._host.post_message)
            ),
        )

    def take_trashed(self, message: TracesTrashed) -> None:
        """Say what is in the trash, and how it comes back."""
        ids = message.ids
        if not ids:
            self._host.say(_gone(message.keys, "store"), "refused")
        else:
            self._done.append(Deleted(message.keys, ids))
            key = self._host.keys.name("list.undo")
            back = "it" if len(ids) == 1 else "them"
            self._host.say(
                f"Moved {_named(ids)} to the trash. Press {key} to bring {back} back.", "done"
            )
        self._marking.forget(message.keys)
        opened = self._view.opened
        if opened is not None and opened.id in set(ids):
            self._view.show(None)
            self._host.show_pane("list")
        self._listing.load(self._listing.place_without(set(message.keys)))

    def take_restored(self, message: TracesRestored) -> None:
        """Say what is back, and go to it."""
        if self._undoing:
            self._undoing.pop()
        if message.ids:
            self._host.say(f"Brought {_named(message.ids)} back from the trash.", "done")
        else:
            self._host.say(_gone(message.keys, "trash"), "refused")
        self._marking.forget(message.keys)
        live = self._listing.shown.scope == "live"
        if live and message.keys:
            self._listing.load(Target(self._rows.cursor, key=message.keys[0]))
        else:
            self._listing.load(self._listing.place_without(set(message.keys)))

    def take_purged(self, message: TracesPurged) -> None:
        """Say what is gone."""
        self._marking.forget(message.keys)
        gone = words.counted(message.count, "trace")
        self._host.say(f"Removed {gone} for good.", "done")
        self._listing.load(self._listing.place_without(set(message.keys)))

    # Tags.

    def tag(self, meant: Meant, add: Sequence[str], remove: Sequence[str]) -> None:
        """Put tags on traces and take others off; asks with the number where they are many."""
        from tunix_rt_tui.tui.jobs.changing import tag

        self._ask_for_many(
            f"Change the tags of {meant.name}?",
            "Change",
            meant,
            lambda store: partial(tag, store, meant.keys, add, remove, self._host.post_message),
        )

    def rename_tag(self, old: str, new: str) -> None:
        """Put a tag in the place of another, on all traces that have it."""
        from tunix_rt_tui.tui.jobs.changing import rename

        self._write(lambda store: partial(rename, store, old, new, self._host.post_message))

    def take_tags(self, message: TagsChanged) -> None:
        """Say how many traces have other tags now."""
        from tunix_rt_tui.library.tagging import tagged_traces

        if message.undone and self._undoing:
            self._undoing.pop()
        count = words.counted(tagged_traces(message.changes), "trace")
        if not message.changes:
            self._host.say("Those tags were so already: nothing was changed.")
        elif message.undone:
            self._host.say(f"The tags of {count} are what they were before.", "done")
        else:
            self._done.append(Tagged(message.changes))
            key = self._host.keys.name("list.undo")
            self._host.say(f"Changed the tags of {count}. Press {key} to undo that.", "done")
        self._listing.load(self._listing.here())

    # Undoing.

    def undo(self) -> None:
        """Undo what was changed last."""
        from tunix_rt_tui.tui.jobs.changing import bring_back, change_back

        if not self._done:
            self._host.say("Nothing was deleted or tagged that could be undone.", "refused")
            return
        done = self._done.pop()
        self._undoing.append(done)
        post = self._host.post_message
        if isinstance(done, Deleted):
            self._write(
                lambda store: partial(bring_back, store, done.ids, done.keys, post), UNDOING
            )
        else:
            self._write(lambda store: partial(change_back, store, done.changes, post), UNDOING)

    def take_failure(self, group: str) -> None:
        """Keep what could not be undone, so that it can be tried again."""
        if group == UNDOING:
            self._done.extend(self._undoing)
            self._undoing.clear()

    def take_progress(self, message: ChangeAdvanced) -> None:
        """Say how far a change of many is."""
        done, total = words.number(message.done), words.number(message.total)
        self._host.say(f"{done} of {total} traces are done …")

    def _ask_for_many(
        self, question: str, yes: str, meant: Meant, job: Callable[[Store], Job]
    ) -> None:
        if len(meant.keys) > 1:
            self._host.ask(
                ConfirmDialog(
                    f"{words.number(len(meant.keys))} traces", question, yes=yes, no="Cancel"
                ),
                lambda: self._write(job),
            )
        else:
            self._write(job)

    def _write(self, job: Callable[[Store], Job], group: str = "change") -> None:
        if self._host.store is not None:
            self._host.write(group, job(self._host.store))


def _gone(keys: Sequence[int], place: str) -> str:
    if len(keys) == 1:
        return f"That trace is not in the {place} any more."
    return f"None of those traces is in the {place} any more."


def _named(ids: Sequence[UUID]) -> str:
    return words.short_id(ids[0]) if len(ids) == 1 else words.counted(len(ids), "trace")

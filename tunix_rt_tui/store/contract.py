"""What every store of traces does, whatever it is made of.

Small protocols that a use case can ask for one by one, and the frozen values that cross them. A
*key* is a trace's place in the order of arrival in its store (`seq`): an integer that grows, is
never used twice, and means nothing elsewhere. An *id* names a trace everywhere.

Every method may raise `StoreFault`; each that writes is one transaction, all or nothing, and
raises `ReadOnlyStore` where the store may only be read.
"""

from __future__ import annotations

from array import array
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Protocol, TypeAlias
from uuid import UUID

if TYPE_CHECKING:  # who only reads and lists needs no parser, which is slow to import
    from tunix_rt_tui.store.rows import TraceRows
    from tunix_rt_tui.trace.parsing import ParsedTrace
    from tunix_rt_tui.trace.query.order import Order
    from tunix_rt_tui.trace.query.terms import Condition

Scope = Literal["live", "trash"]
"""Where to look: what is in the trash is found by nothing but restoring and purging."""

OnDuplicate = Literal["add", "skip"]


CANONICAL = "canonical"
"""The format of a record that is the document itself."""


class Origin(NamedTuple):
    """Where a trace was read: the file as it was named, which record of it, and its own bytes.

    `record` counts from 1. `raw` is kept only where it is not the document itself. `format` is
    the id of the format that it was read in; None where that was not noted. `notes` is plain JSON
    about how the trace was made of the record, with keys only where they say something.
    """

    file: str
    record: int
    raw: bytes | None = None
    format: str | None = None
    notes: Mapping[str, Any] = MappingProxyType({})


class NewTrace(NamedTuple):
    """A parsed trace on its way into a store, with what the library knows about it."""

    parsed: ParsedTrace
    source: str
    tags: tuple[str, ...] = ()
    origin: Origin | None = None


Offered: TypeAlias = "NewTrace | TraceRows"
"""What is offered to a store: a trace as it was parsed, or one that was made ready before."""


class Batch(Protocol):
    """What is offered together, in its order; it can be walked again.

    It need not be in memory as a whole: a store walks it piece by piece.
    """

    def __len__(self) -> int: ...

    def __iter__(self) -> Iterator[Offered]: ...


class Twin(NamedTuple):
    """A trace of the store whose content equals one that was offered."""

    id: UUID
    trashed: bool


class AddedTrace(NamedTuple):
    """What became of one offered trace that is now in the store; `twin` is an older equal.

    A live one, if there is one.
    """

    id: UUID
    created_at: datetime
    trace_version: str
    twin: Twin | None = None


class DuplicateTrace(NamedTuple):
    """An offered trace that was left out because the store already has its content."""

    twin: Twin


Outcome = AddedTrace | DuplicateTrace


class TraceSummary(NamedTuple):
    """One row of a listing: everything about a trace but its payload.

    `bytes` are those of the document as received; `prompt_preview` is the start of the prompt on
    one line, not yet safe to draw.
    """

    seq: int
    id: UUID
    created_at: datetime
    trace_version: str
    source: str
    steps: int
    bytes: int
    prompt_preview: str
    tags: tuple[str, ...]
    deleted_at: datetime | None


class KeySlice(NamedTuple):
    """Keys from `high` down to `low` of traces that a condition holds for, newest first.

    `passed_over` counts traces that a pattern took too long over: they are not among the keys.
    """

    keys: array[int]
    high: int
    low: int
    passed_over: int = 0


class Groups(NamedTuple):
    """Traces that have something in common, the largest group first; an entry of each a group.

    `newest` are keys of their newest traces, all of type `'q'`. Of the others, which are counts,
    `traces` are in the group, which has so many different `answers`, the commonest of them
    `agreeing` times; its smallest and largest documents have `least` and `most` bytes.
    """

    newest: array[int]
    traces: array[int]
    answers: array[int]
    agreeing: array[int]
    least: array[int]
    most: array[int]


class NumberCount(NamedTuple):
    """So many traces have a number from `least` to `most`; their numbers are `total` together.

    The two are equal where each number is counted by itself.
    """

    least: float
    most: float
    total: float
    traces: int


class NameCount(NamedTuple):
    """So many traces have a name; where it is a type, in so many steps with so many characters."""

    name: str
    traces: int
    steps: int = 0
    chars: int = 0


class TagChange(NamedTuple):
    """A tag that traces get, or lose unless it is `added`, by their keys."""

    tag: str
    keys: Sequence[int]
    added: bool


class View(NamedTuple):
    """A way of looking at the store, by its name: a query, and how the list is laid out.

    `layout` is JSON that front ends write and read; the store does not look into it.
    """

    name: str
    query: str
    layout: str


class StoredTrace(NamedTuple):
    """A trace as it is kept: its summary, and `text`, the document exactly as it was given."""

    summary: TraceSummary
    text: str
    origin: Origin | None


class Change(NamedTuple):
    """Something in the store is no longer as it was; `newest` is the highest key given out."""

    newest: int


class StoreStatus(NamedTuple):
    """How a store is, for health: where, how much, and facts particular to its kind, in order."""

    kind: str
    location: str
    traces: int
    trashed: int
    bytes: int
    revision: str
    read_only: bool
    facts: Mapping[str, str]


class Reader(Protocol):
    """Finding and fetching."""

    async def get(self, trace_id: UUID) -> StoredTrace:
        """Fetch a live trace; `NotFound` if there is none by that id or it is in the trash."""
        ...

    async def ids_with_prefix(self, prefix: str, limit: int, scope: Scope = "live") -> list[UUID]:
        """Name up to `limit` traces whose id starts with `prefix` (hexadecimal, with dashes)."""
        ...

    def keys(self, scope: Scope = "live") -> AsyncIterator[array[int]]:
        """Stream the keys of all traces of a scope, newest first, as arrays of `'q'`.

        A snapshot as of its beginning: nothing that arrives later is among them. The first array
        is small, so that a first page never waits. No read stays open between two arrays.
        """
        ...

    async def recent(
        self, limit: int, scope: Scope = "live", *, below: int | None = None, offset: int = 0
    ) -> array[int]:
        """Give the newest keys that are lower than `below`, but for the first `offset` of them.

        An index tells them: far down as at the top where `below` says where to begin.
        """
        ...

    def matching(
        self,
        condition: Condition,
        scope: Scope = "live",
        *,
        above: int = 0,
        below: int | None = None,
    ) -> AsyncIterator[KeySlice]:
        """Stream the keys between `above` and `below`, both left out, that a condition holds for.

        Slices may be empty; they come often enough to show how far it is, and to be cancelled.
        """
        ...

    async def sorted_keys(
        self, order: Order, scope: Scope = "live", among: Sequence[int] | None = None
    ) -> array[int]:
        """Give the keys of a scope, or those `among` these, in an order, as an array of `'q'`."""
        ...

    async def groups(
        self, by: str, scope: Scope = "live", among: Sequence[int] | None = None
    ) -> Groups:
        """Put the traces of a scope, or those `among` these, into groups.

        `by` is prompt, answer, source, version, or `meta.KEY`; traces without that key are left
        out. Prompts and answers are the same that differ in white space at their ends alone.
        """
        ...

    async def meta_values(self, keys: Sequence[int], key: str) -> dict[int, str]:
        """Give, for traces that have it, a value of their meta as it is known for queries."""
        ...

    async def known_values(self, field: str, begun: str, limit: int) -> list[str]:
        """Name values that begin so, sorted: of source, version, tag, type, lacks or `meta.KEY`.

        Of `meta` they are its keys, of `numbers` those of its keys that have numbers.
        """
        ...

    async def summaries(self, keys: Sequence[int]) -> list[TraceSummary]:
        """Fetch the rows of these keys in their order; keys that were purged are left out."""
        ...

    async def traces(self, keys: Sequence[int]) -> list[StoredTrace]:
        """Fetch these traces in the order of their keys; keys that were purged are left out."""
        ...

    async def count(self, scope: Scope = "live") -> int:
        """Count the traces of a scope."""
        ...

    async def count_newer(self, than: int) -> int:
        """Count the live traces whose key is higher than `than`."""
        ...

    async def twins(self, hashes: Iterable[str]) -> dict[str, Twin]:
        """Find, for each content hash that the store has, the oldest live trace with it.

        Where none of them is live, the oldest of those in the trash.
        """
        ...


class Writer(Protocol):
    """Adding."""

    async def add_many(self, traces: Batch, *, on_duplicate: OnDuplicate = "add") -> list[Outcome]:
        """Add a batch in one transaction; the outcomes are in the order of `traces`.

        With `skip`, content that a live or trashed trace has, or an earlier one of the batch, is
        left out; the check is part of the transaction.
        """
        ...


class Trash(Protocol):
    """Taking away, in two steps. Each method returns the ids that it really moved."""

    async def delete(self, ids: Sequence[UUID]) -> list[UUID]:
        """Move live traces to the trash."""
        ...

    async def restore(self, ids: Sequence[UUID]) -> list[UUID]:
        """Move traces out of the trash to where they were."""
        ...

    async def purge(self, ids: Sequence[UUID]) -> list[UUID]:
        """Remove traces of the trash for good; live ones are left alone."""
        ...


class Tags(Protocol):
    """Words that people put on traces."""

    async def change_tags(self, changes: Sequence[TagChange]) -> list[TagChange]:
        """Add and take away tags, in this order; returns what has really changed.

        Live traces and those in the trash alike; keys that are not there are passed over.
        """
        ...

    async def count_tags(self) -> dict[str, int]:
        """Count the live traces of each tag; tags in alphabetical order."""
        ...

    async def tagged(self, tag: str) -> array[int]:
        """Give the keys of all traces with a tag, those in the trash along, newest first."""
        ...


class Views(Protocol):
    """Views that were saved, by their names."""

    async def views(self) -> list[View]:
        """List them by name."""
        ...

    async def save_view(self, view: View) -> None:
        """Save a view, in the place of one by that name."""
        ...

    async def forget_view(self, name: str) -> bool:
        """Forget a view; tells whether there was one."""
        ...


class Statistics(Protocol):
    """Counting the traces of a scope, or those `among` these, by what they have."""

    async def count_numbers(
        self, of: str, scope: Scope = "live", among: Sequence[int] | None = None
    ) -> list[NumberCount]:
        """Count by steps, chars, size, tokens, date or `meta.KEY`, the smallest number first.

        Dates are days since 1970 in UTC. Where there are very many different numbers, those that
        are near each other are counted as one; no two counts overlap.
        """
        ...

    async def count_names(
        self, of: str, scope: Scope = "live", among: Sequence[int] | None = None
    ) -> list[NameCount]:
        """Count by source, version, tag, type or lacks, the commonest first, then by names."""
        ...


class Admin(Protocol):
    """Looking after the store itself."""

    async def status(self) -> StoreStatus:
        """Tell how the store is; raises `StoreFault` when it cannot be read."""
        ...

    async def check(self) -> list[str]:
        """Name everything that is wrong inside, in sentences; empty when all is well."""
        ...

    async def backup(self, target: Path) -> Path:
        """Copy the store to a new file while it is in use, check the copy, return its path."""
        ...

    async def rebuild_index(self) -> int:
        """Make the full-text index anew from the traces; return how many were indexed."""
        ...


class Store(Reader, Writer, Trash, Tags, Views, Statistics, Admin, Protocol):
    """A whole store."""

    def changes(self) -> AsyncIterator[Change]:
        """Tell of changes as they come, own ones at once, those of others within two seconds."""
        ...

    async def close(self) -> None:
        """Let go of everything; the store cannot be used afterwards."""
        ...


class Moved(NamedTuple):
    """Where a schema stands, and the backup from before; None where nothing was at risk."""

    revision: str
    backup: Path | None


class Schema(Protocol):
    """The shape of a database, moved up and down between revisions; blocking, runs once."""

    def current(self) -> str | None:
        """Name the revision of the database; None where there is no database yet."""
        ...

    def history(self) -> list[tuple[str, str]]:
        """List every revision, oldest first, with what it brings."""
        ...

    def upgrade(self, revision: str = "head") -> Moved:
        """Move up to a revision, after a backup where there is data."""
        ...

    def downgrade(self, revision: str) -> Moved:
        """Move down to a revision, after a backup where there is data."""
        ...

    def restore(self, backup: Path) -> Path | None:
        """Put a checked backup in the place of the database; return where the old one went."""
        ...

"""A store in memory that keeps the contract in the plainest way, for others to be compared with."""

from __future__ import annotations

import asyncio
import json
import zlib
from array import array
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from tests.support import plain_filter
from tunix_rt_tui.errors import NotFound, ReadOnlyStore, StoreFault
from tunix_rt_tui.store.contract import (
    AddedTrace,
    Batch,
    Change,
    DuplicateTrace,
    Groups,
    KeySlice,
    NameCount,
    NewTrace,
    NumberCount,
    Offered,
    OnDuplicate,
    Origin,
    Outcome,
    Scope,
    StoredTrace,
    StoreStatus,
    TagChange,
    TraceSummary,
    Twin,
    View,
)
from tunix_rt_tui.trace.facts import facts
from tunix_rt_tui.trace.parsing import ParsedTrace, parse_trace
from tunix_rt_tui.trace.query.order import Order
from tunix_rt_tui.trace.query.terms import Condition
from tunix_rt_tui.trace.shortcomings import lacking
from tunix_rt_tui.trace.text import preview


@dataclass(frozen=True)
class _Kept:
    trace: StoredTrace
    content_hash: str

    @property
    def summary(self) -> TraceSummary:
        return self.trace.summary

    @property
    def scope(self) -> Scope:
        return "live" if self.summary.deleted_at is None else "trash"

    def tagged(self, tag: str, *, added: bool) -> _Kept:
        tags = {*self.summary.tags} | {tag} if added else {*self.summary.tags} - {tag}
        summary = self.summary._replace(tags=tuple(sorted(tags)))
        return replace(self, trace=self.trace._replace(summary=summary))

    def marked(self, deleted_at: datetime | None) -> _Kept:
        summary = self.summary._replace(deleted_at=deleted_at)
        return replace(self, trace=self.trace._replace(summary=summary))


class MemoryStore:
    """A whole store; lost when it is let go."""

    def __init__(
        self,
        *,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        new_id: Callable[[], UUID] = uuid4,
        read_only: bool = False,
    ) -> None:
        self._clock = clock
        self._new_id = new_id
        self._read_only = read_only
        self._kept: dict[int, _Kept] = {}
        self._views: dict[str, View] = {}
        self._newest = 0
        self._listeners: list[asyncio.Queue[Change | None]] = []
        self._closed = False

    async def get(self, trace_id: UUID) -> StoredTrace:
        """Fetch a live trace."""
        for kept in self._of("live"):
            if kept.summary.id == trace_id:
                return kept.trace
        raise NotFound(
            "Trace not found",
            f"Trace with id {trace_id} not found in this store.",
            "See the ids with: tunix-rt list",
        )

    async def ids_with_prefix(self, prefix: str, limit: int, scope: Scope = "live") -> list[UUID]:
        """Name traces by the start of their id."""
        ids = sorted(str(kept.summary.id) for kept in self._of(scope))
        return [UUID(found) for found in ids if found.startswith(prefix)][:limit]

    async def keys(self, scope: Scope = "live") -> AsyncIterator[array[int]]:
        """Stream the keys of a scope, newest first, a few at a time."""
        keys = [kept.summary.seq for kept in reversed(self._of(scope))]
        for start in range(0, len(keys), 3):
            yield array("q", keys[start : start + 3])

    async def recent(
        self, limit: int, scope: Scope = "live", *, below: int | None = None, offset: int = 0
    ) -> array[int]:
        """Give the newest keys below another."""
        keys = [kept.summary.seq for kept in reversed(self._of(scope))]
        lower = [key for key in keys if below is None or key < below]
        return array("q", lower[offset : offset + limit])

    async def matching(
        self,
        condition: Condition,
        scope: Scope = "live",
        *,
        above: int = 0,
        below: int | None = None,
    ) -> AsyncIterator[KeySlice]:
        """Stream the keys that a condition holds for, a few at a time."""
        now = self._clock()
        kept = [
            one
            for one in reversed(self._of(scope))
            if above < one.summary.seq and (below is None or one.summary.seq < below)
        ]
        others = {str(one.summary.id): plain_filter.read(one.trace) for one in self._kept.values()}
        for start in range(0, len(kept), 3):
            some = kept[start : start + 3]
            keys = [
                one.summary.seq
                for one in some
                if plain_filter.holds(condition, one.trace, now, others)
            ]
            yield KeySlice(array("q", keys), some[0].summary.seq, some[-1].summary.seq)

    async def sorted_keys(
        self, order: Order, scope: Scope = "live", among: Sequence[int] | None = None
    ) -> array[int]:
        """Give keys in another order."""
        rows = [kept.trace for kept in reversed(self._of(scope))]
        if among is not None:
            rows = [row for row in rows if row.summary.seq in among]
        if order.column.startswith("meta."):
            rows = _by_meta(rows, order)
        else:
            rows.sort(key=lambda row: _sorted_by(row, order.column), reverse=order.descending)
        return array("q", [row.summary.seq for row in rows])

    async def groups(
        self, by: str, scope: Scope = "live", among: Sequence[int] | None = None
    ) -> Groups:
        """Put traces into groups."""
        found: dict[str, list[_Kept]] = {}
        for kept in self._of(scope):
            if among is None or kept.summary.seq in among:
                for name in _group_names(kept.trace, by):
                    found.setdefault(name, []).append(kept)
        rows = []
        for group in found.values():
            answers = Counter(plain_filter.read(one.trace).final_answer.strip() for one in group)
            sizes = [one.summary.bytes for one in group]
            agreeing = max(answers.values())
            newest = max(one.summary.seq for one in group)
            rows.append((newest, len(group), len(answers), agreeing, min(sizes), max(sizes)))
        rows.sort(key=lambda row: (row[1], row[0]), reverse=True)
        return Groups(*(array("q", [row[at] for row in rows]) for at in range(6)))

    async def meta_values(self, keys: Sequence[int], key: str) -> dict[int, str]:
        """Give values of one key of meta."""
        return {
            seq: f"{number:.15g}" if text is None else text
            for seq in keys
            if seq in self._kept
            for text, number in plain_filter.meta(self._kept[seq].trace, f"meta.{key}")
        }

    async def known_values(self, field: str, begun: str, limit: int) -> list[str]:
        """Name values that begin so."""
        found: set[str] = set()
        for kept in self._kept.values():
            found.update(_values_of(kept, field))
        return sorted(name for name in found if name.startswith(begun))[:limit]

    async def summaries(self, keys: Sequence[int]) -> list[TraceSummary]:
        """Fetch rows of a listing."""
        return [trace.summary for trace in await self.traces(keys)]

    async def traces(self, keys: Sequence[int]) -> list[StoredTrace]:
        """Fetch whole traces."""
        return [self._kept[key].trace for key in keys if key in self._kept]

    async def count(self, scope: Scope = "live") -> int:
        """Count the traces of a scope."""
        return len(self._of(scope))

    async def count_newer(self, than: int) -> int:
        """Count the live traces after a key."""
        return sum(kept.summary.seq > than for kept in self._of("live"))

    async def twins(self, hashes: Iterable[str]) -> dict[str, Twin]:
        """Find the oldest trace of each content, a live one first."""
        found = self._twins()
        return {wanted: found[wanted] for wanted in hashes if wanted in found}

    def changes(self) -> AsyncIterator[Change]:
        """Tell of changes from now on."""
        queue: asyncio.Queue[Change | None] = asyncio.Queue()
        if self._closed:
            queue.put_nowait(None)
        self._listeners.append(queue)
        return _listen(queue)

    async def add_many(self, traces: Batch, *, on_duplicate: OnDuplicate = "add") -> list[Outcome]:
        """Add a batch."""
        self._check_writable()
        now = self._clock()
        twins = self._twins()
        outcomes: list[Outcome] = []
        added: list[_Kept] = []
        for new in map(_as_parsed, traces):
            content_hash = new.parsed.content_hash()
            twin = twins.get(content_hash)
            if twin is not None and on_duplicate == "skip":
                outcomes.append(DuplicateTrace(twin))
                continue
            trace = self._accept(new, self._newest + len(added) + 1, now)
            added.append(_Kept(trace, content_hash))
            trace_id = trace.summary.id
            if twin is None or twin.trashed:
                twins[content_hash] = Twin(trace_id, trashed=False)
            outcomes.append(AddedTrace(trace_id, now, trace.summary.trace_version, twin))
        ids = {kept.summary.id for kept in (*self._kept.values(), *added)}
        if len(ids) < len(self._kept) + len(added):
            raise StoreFault("Id given twice", "An id is in the store already.", "Try again.")
        self._kept.update({kept.summary.seq: kept for kept in added})
        self._newest += len(added)
        self._tell()
        return outcomes

    async def delete(self, ids: Sequence[UUID]) -> list[UUID]:
        """Move traces to the trash."""
        return self._mark(ids, "live", self._clock())

    async def restore(self, ids: Sequence[UUID]) -> list[UUID]:
        """Move traces out of the trash."""
        return self._mark(ids, "trash", None)

    async def purge(self, ids: Sequence[UUID]) -> list[UUID]:
        """Remove traces of the trash for good."""
        self._check_writable()
        purged = []
        for trace_id in ids:
            for kept in self._of("trash"):
                if kept.summary.id == trace_id:
                    del self._kept[kept.summary.seq]
                    purged.append(trace_id)
        if purged:
            self._tell()
        return purged

    async def change_tags(self, changes: Sequence[TagChange]) -> list[TagChange]:
        """Add tags and take them away."""
        self._check_writable()
        done = []
        for tag, keys, added in changes:
            changed = [
                key
                for key in dict.fromkeys(keys)
                if key in self._kept and (tag in self._kept[key].summary.tags) != added
            ]
            for key in changed:
                self._kept[key] = self._kept[key].tagged(tag, added=added)
            if changed:
                done.append(TagChange(tag, array("q", changed), added))
        if done:
            self._tell()
        return done

    async def count_tags(self) -> dict[str, int]:
        """Count the traces of each tag."""
        tags = Counter(tag for kept in self._of("live") for tag in kept.summary.tags)
        return dict(sorted(tags.items()))

    async def tagged(self, tag: str) -> array[int]:
        """Give the keys of all traces with a tag."""
        tagged = [seq for seq, kept in self._kept.items() if tag in kept.summary.tags]
        return array("q", sorted(tagged, reverse=True))

    async def count_numbers(
        self, of: str, scope: Scope = "live", among: Sequence[int] | None = None
    ) -> list[NumberCount]:
        """Count traces by a number."""
        traces: Counter[float] = Counter()
        for kept in self._among(scope, among):
            traces.update(_numbers_of(kept.trace, of))
        return [NumberCount(n, n, float(n * traces[n]), traces[n]) for n in sorted(traces)]

    async def count_names(
        self, of: str, scope: Scope = "live", among: Sequence[int] | None = None
    ) -> list[NameCount]:
        """Count traces by a name."""
        found: dict[str, NameCount] = {}
        for kept in self._among(scope, among):
            for name in set(_values_of(kept, of, everywhere=True)):
                before = found.get(name, NameCount(name, 0))
                contents = _contents_of(kept, name) if of == "type" else []
                found[name] = NameCount(
                    name,
                    before.traces + 1,
                    before.steps + len(contents),
                    before.chars + sum(map(len, contents)),
                )
        return sorted(found.values(), key=lambda count: (-count.traces, count.name))

    async def views(self) -> list[View]:
        """List saved views."""
        return sorted(self._views.values())

    async def save_view(self, view: View) -> None:
        """Save a view."""
        self._check_writable()
        self._views[view.name] = view

    async def forget_view(self, name: str) -> bool:
        """Forget a view."""
        self._check_writable()
        return self._views.pop(name, None) is not None

    async def status(self) -> StoreStatus:
        """Tell how the store is."""
        return StoreStatus(
            kind="memory",
            location="memory",
            traces=len(self._of("live")),
            trashed=len(self._of("trash")),
            bytes=sum(kept.summary.bytes for kept in self._kept.values()),
            revision="none",
            read_only=self._read_only,
            facts={},
        )

    async def check(self) -> list[str]:
        """Nothing can be wrong inside."""
        return []

    async def backup(self, target: Path) -> Path:
        """Write the documents to a file, a line each."""
        text = "\n".join(kept.trace.text for kept in self._kept.values())
        try:
            await asyncio.to_thread(_write_new, target, text)
        except FileExistsError as error:
            raise StoreFault(
                "Backup exists already", f"There is something at {target}.", "Give another name."
            ) from error
        return target

    async def rebuild_index(self) -> int:
        """There is no index; every trace is as if it were in one."""
        self._check_writable()
        return len(self._kept)

    async def close(self) -> None:
        """End every subscription."""
        self._closed = True
        for listener in self._listeners:
            listener.put_nowait(None)

    def _of(self, scope: Scope) -> list[_Kept]:
        """The traces of a scope, oldest first."""
        return [kept for kept in self._kept.values() if kept.scope == scope]

    def _among(self, scope: Scope, keys: Sequence[int] | None) -> list[_Kept]:
        return [one for one in self._of(scope) if keys is None or one.summary.seq in keys]

    def _twins(self) -> dict[str, Twin]:
        twins: dict[str, Twin] = {}
        for kept in (*self._of("live"), *self._of("trash")):
            twin = Twin(kept.summary.id, trashed=kept.scope == "trash")
            twins.setdefault(kept.content_hash, twin)
        return twins

    def _accept(self, new: NewTrace, key: int, now: datetime) -> StoredTrace:
        trace = new.parsed.trace
        summary = TraceSummary(
            seq=key,
            id=self._new_id(),
            created_at=now,
            trace_version=trace.trace_version,
            source=new.source,
            steps=len(trace.steps),
            bytes=len(new.parsed.text.encode()),
            prompt_preview=preview(trace.prompt),
            tags=tuple(sorted(set(new.tags))),
            deleted_at=None,
        )
        return StoredTrace(summary, new.parsed.text, new.origin)

    def _mark(self, ids: Sequence[UUID], scope: Scope, deleted_at: datetime | None) -> list[UUID]:
        self._check_writable()
        moved = []
        for trace_id in ids:
            for kept in self._of(scope):
                if kept.summary.id == trace_id:
                    self._kept[kept.summary.seq] = kept.marked(deleted_at)
                    moved.append(trace_id)
        if moved:
            self._tell()
        return moved

    def _tell(self) -> None:
        for listener in self._listeners:
            listener.put_nowait(Change(self._newest))

    def _check_writable(self) -> None:
        if self._read_only:
            raise ReadOnlyStore(
                "Store is read-only",
                "The store was opened for reading only.",
                "Run the same without --read-only.",
            )


def _by_meta(rows: list[StoredTrace], order: Order) -> list[StoredTrace]:
    """Numbers come first, then texts, then what has neither; each newest first where equal."""
    having: list[tuple[StoredTrace, str | None, float | None]] = []
    lacking = []
    for row in rows:
        found = list(plain_filter.meta(row, order.column))
        having += [(row, *value) for value in found]
        lacking += [] if found else [row]
    numbers = [one for one in having if one[2] is not None]
    texts = [one for one in having if one[2] is None]
    numbers.sort(key=lambda one: one[1] or "", reverse=order.descending)
    numbers.sort(key=lambda one: one[2] or 0, reverse=order.descending)
    texts.sort(key=lambda one: one[1] or "", reverse=order.descending)
    return [row for row, *_ in (*numbers, *texts)] + lacking


def _sorted_by(row: StoredTrace, column: str) -> Any:
    if column in {"chars", "tokens"}:
        return plain_filter.numbers(row, column)
    return getattr(row.summary, column)


def _group_names(trace: StoredTrace, by: str) -> list[str]:
    read = plain_filter.read(trace)
    match by:
        case "prompt":
            return [read.prompt.strip()]
        case "answer":
            return [read.final_answer.strip()]
        case "source":
            return [trace.summary.source]
        case "version":
            return [trace.summary.trace_version]
        case _:
            return [
                str(number if text is None else text)
                for text, number in plain_filter.meta(trace, by)
            ]


def _numbers_of(trace: StoredTrace, of: str) -> list[float]:
    if of == "date":
        return [(trace.summary.created_at - datetime(1970, 1, 1, tzinfo=UTC)).days]
    return plain_filter.numbers(trace, of)


def _contents_of(kept: _Kept, kind: str) -> list[str]:
    steps = plain_filter.read(kept.trace).steps
    return [step.content for step in steps if step.type == kind]


def _values_of(kept: _Kept, field: str, *, everywhere: bool = False) -> list[str]:
    """Name its values; of the trash some are known only `everywhere`."""
    trace = plain_filter.read(kept.trace)
    known = everywhere or kept.scope == "live"
    match field:
        case "source":
            return [kept.summary.source] if known else []
        case "version":
            return [kept.summary.trace_version] if known else []
        case "tag":
            return list(kept.summary.tags)
        case "lacks":
            return list(lacking(trace))
        case "type":
            return [step.type for step in trace.steps]
        case "meta":
            return [key for key, _, _ in facts(trace.meta)]
        case "numbers":
            return [key for key, _, number in facts(trace.meta) if number is not None]
        case _:
            return [text for text, _ in plain_filter.meta(kept.trace, field) if text is not None]


def _write_new(target: Path, text: str) -> None:
    with target.open("x", encoding="utf-8") as file:
        file.write(text)


async def _listen(queue: asyncio.Queue[Change | None]) -> AsyncIterator[Change]:
    while (change := await queue.get()) is not None:
        yield change


def _as_parsed(offered: Offered) -> NewTrace:
    """Take what was made ready for tables back to what it was made of."""
    if isinstance(offered, NewTrace):
        return offered
    origin = None
    if offered.origin is not None:
        file, record, packed, format_id, notes = offered.origin
        raw = None if packed is None else zlib.decompress(packed)
        origin = Origin(file, record, raw, format_id, json.loads(notes) if notes else {})
    parsed = parse_trace(offered.payload, max_bytes=len(offered.payload.encode()))
    assert isinstance(parsed, ParsedTrace)
    return NewTrace(parsed, offered.listing[1], tuple(offered.tags), origin)

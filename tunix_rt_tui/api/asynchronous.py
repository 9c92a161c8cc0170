"""The library for programs with an event loop of their own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import AsyncExitStack
from pathlib import Path as FilePath
from types import TracebackType
from typing import Any, Self, get_args

from tunix_rt_tui.api.values import SOURCE, LibraryTrace, OnDuplicate, Path
from tunix_rt_tui.bootstrap import open_store
from tunix_rt_tui.errors import RecordFault, UsageFault
from tunix_rt_tui.library.exporting import Export
from tunix_rt_tui.library.finding import find_keys, oldest_first, results_of
from tunix_rt_tui.library.identifying import resolve_id
from tunix_rt_tui.library.intake.portioning import new_trace
from tunix_rt_tui.library.offering import read_offered
from tunix_rt_tui.library.output_formats import DEFAULT, NAMES, format_named
from tunix_rt_tui.library.packing import write_packed
from tunix_rt_tui.library.reading_options import Reading
from tunix_rt_tui.library.tagging import checked_tag
from tunix_rt_tui.settings import load_settings
from tunix_rt_tui.store.contract import AddedTrace, Store
from tunix_rt_tui.trace.limits import DEFAULT_MAX_BYTES


async def open_library_async(path: Path | None = None) -> AsyncLibrary:
    """Open the library at a path, or the one that the settings name; it is made if need be.

    Raises `StoreFault` where that cannot be, `SettingFault` for settings that are wrong.
    """
    flags = {} if path is None else {"db": str(FilePath(path))}
    settings = load_settings(flags=flags).settings
    stack = AsyncExitStack()
    store = await stack.enter_async_context(open_store(settings))
    return AsyncLibrary(store, stack, settings.trace_max_bytes)


class AsyncLibrary:
    """A library of traces; close it in the end, or use it as an asynchronous context manager.

    Every method may raise `StoreFault`, whose message and hint say what is wrong and what to do.
    """

    def __init__(
        self, store: Store, closing: AsyncExitStack, max_bytes: int = DEFAULT_MAX_BYTES
    ) -> None:
        self._store = store
        self._closing = closing
        self._reading = Reading(max_bytes)

    async def add(
        self,
        record: Any,
        *,
        source: str = SOURCE,
        tags: Sequence[str] = (),
        on_duplicate: OnDuplicate = "skip",
    ) -> str:
        """Add a trace, or a record of any known format; return the id of what was made of it.

        The record is plain values or JSON, such as `{"prompt": …, "completion": …, "reward": …}`.
        Raises `RecordFault` for one that is no trace.
        """
        ids = await self.add_many([record], source=source, tags=tags, on_duplicate=on_duplicate)
        if not ids:
            raise RecordFault(
                "No trace in the record",
                "It is a part of something that other records complete.",
                "Add them together, with add_many.",
            )
        return ids[0]

    async def add_many(
        self,
        records: Iterable[Any],
        *,
        source: str = SOURCE,
        tags: Sequence[str] = (),
        on_duplicate: OnDuplicate = "skip",
    ) -> list[str]:
        """Add records in one transaction; return the ids of what was made of them, in order.

        With `skip`, content that is there already is not added again, and the id is the one that
        it has. Raises `RecordFault` for the first that is refused; nothing is added then.
        """
        if on_duplicate not in get_args(OnDuplicate):
            raise UsageFault(
                "No such way with duplicates",
                f"on_duplicate is {on_duplicate!r}.",
                f"Say one of: {', '.join(get_args(OnDuplicate))}.",
            )
        if isinstance(tags, str):
            raise UsageFault(
                "Not a list of tags", f"tags is the text {tags!r}.", f"Say tags=[{tags!r}]."
            )
        good = read_offered(records, self._reading, SOURCE)
        marked = tuple(map(checked_tag, tags))
        new = [new_trace(each, source, marked) for each in good]
        outcomes = await self._store.add_many(
            new, on_duplicate="add" if on_duplicate == "keep" else "skip"
        )
        return [str(each.id if isinstance(each, AddedTrace) else each.twin.id) for each in outcomes]

    async def get(self, trace_id: str) -> LibraryTrace:
        """Fetch a trace by its id or the start of it; `NotFound` if there is none."""
        return LibraryTrace.of(await self._store.get(await resolve_id(self._store, trace_id)))

    async def search(self, query: str = "", limit: int = 20) -> list[LibraryTrace]:
        """Find at most `limit` traces, newest first or in the order of the query.

        The query is that of the app; an empty one finds all. `UsageFault` for what is none.
        """
        if limit < 0:
            raise UsageFault("No such limit", f"limit is {limit}.", "Say how many, from 0.")
        found = results_of(self._store, query)
        await found.load(at_least=limit)
        keys = list(found.keys[:limit])
        place = {key: number for number, key in enumerate(keys)}
        traces = await self._store.traces(keys)
        traces.sort(key=lambda trace: place[trace.summary.seq])
        return [LibraryTrace.of(trace) for trace in traces]

    async def count(self, query: str = "") -> int:
        """Count the traces that a query finds, or all of them."""
        if not query.strip():
            return await self._store.count()
        return len(await find_keys(self._store, query))

    async def export(self, target: Path, query: str = "", *, format: str = DEFAULT.id) -> int:  # noqa: A002 - what everybody calls it
        """Write what a query finds, oldest first; return how many it was.

        The formats are those of `tunix-rt export`; a file whose name ends in `.gz` or `.zst` is
        compressed. One that is there is replaced once all is written, and stays where nothing is
        found. Raises `UsageFault` for no such format, and `TargetFault`.
        """
        if format not in NAMES:
            raise UsageFault(
                "No such format", f"format is {format!r}.", f"Say one of: {', '.join(NAMES)}."
            )
        found = await find_keys(self._store, query)
        if not found:
            return 0
        with write_packed(FilePath(target)) as write:
            export = Export(write, form=format_named(format))
            await export.run_for(self._store, oldest_first(found))
        return export.written

    async def close(self) -> None:
        """Let go of the store; the library cannot be used afterwards."""
        await self._closing.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.close()

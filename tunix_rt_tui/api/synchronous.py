"""The library for plain programs: every method waits until it is done."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from types import TracebackType
from typing import Any, Self

from tunix_rt_tui.api.asynchronous import AsyncLibrary, open_library_async
from tunix_rt_tui.api.loop_thread import LoopThread, at_exit_of_program
from tunix_rt_tui.api.values import SOURCE, LibraryTrace, OnDuplicate, Path
from tunix_rt_tui.library.output_formats import DEFAULT


def open_library(path: Path | None = None) -> Library:
    """Open the library at a path, or the one that the settings name; it is made if need be.

    It may be used from any thread and inside a running event loop, as in a notebook. Raises
    `StoreFault` where it cannot be opened, `SettingFault` for settings that are wrong.
    """
    thread = LoopThread("tunix-rt library")
    try:
        return Library(thread.run(open_library_async(path)), thread)
    except BaseException:
        thread.close()
        raise


class Library:
    """A library of traces; close it in the end, or use it as a context manager.

    One that is still open when the program ends is closed then. Every method may raise
    `StoreFault`, whose message and hint say what is wrong and what to do.
    """

    def __init__(self, library: AsyncLibrary, thread: LoopThread) -> None:
        self._library = library
        self._thread = thread
        self._closed = threading.Event()
        self._closing = threading.Lock()
        at_exit_of_program(self.close, self._closed)

    def add(
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
        return self._thread.run(
            self._library.add(record, source=source, tags=tags, on_duplicate=on_duplicate)
        )

    def add_many(
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
        return self._thread.run(
            self._library.add_many(records, source=source, tags=tags, on_duplicate=on_duplicate)
        )

    def get(self, trace_id: str) -> LibraryTrace:
        """Fetch a trace by its id or the start of it; `NotFound` if there is none."""
        return self._thread.run(self._library.get(trace_id))

    def search(self, query: str = "", limit: int = 20) -> list[LibraryTrace]:
        """Find at most `limit` traces, newest first or in the order of the query.

        The query is that of the app; an empty one finds all. `UsageFault` for what is none.
        """
        return self._thread.run(self._library.search(query, limit))

    def count(self, query: str = "") -> int:
        """Count the traces that a query finds, or all of them."""
        return self._thread.run(self._library.count(query))

    def export(self, target: Path, query: str = "", *, format: str = DEFAULT.id) -> int:  # noqa: A002 - what everybody calls it
        """Write what a query finds, oldest first; return how many it was.

        The formats are those of `tunix-rt export`; a file whose name ends in `.gz` or `.zst` is
        compressed. One that is there is replaced once all is written, and stays where nothing is
        found. Raises `UsageFault` for no such format, and `TargetFault`.
        """
        return self._thread.run(self._library.export(target, query, format=format))

    def close(self) -> None:
        """Let go of the store; the library cannot be used afterwards."""
        with self._closing:
            if not self._closed.is_set():
                self._closed.set()
                self._thread.run(self._library.close())
                self._thread.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

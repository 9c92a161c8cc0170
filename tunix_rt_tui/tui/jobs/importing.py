"""Importing files: how a path may go on, how files begin, and the import itself."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING

from tunix_rt_tui.errors import TunixError
from tunix_rt_tui.tui.jobs.listing import Post
from tunix_rt_tui.tui.jobs.threads import run_aside
from tunix_rt_tui.tui.screens.importing.account import FileAccount
from tunix_rt_tui.tui.screens.importing.lines import Line
from tunix_rt_tui.tui.screens.importing.messages import (
    ImportAdvanced,
    ImportEnded,
    PathsFound,
    Previewed,
)
from tunix_rt_tui.tui.screens.importing.paths import path_candidates, wrong_with_source

if TYPE_CHECKING:  # formats and sources are loaded when something is imported
    from tunix_rt_tui.library.importing import ImportOptions
    from tunix_rt_tui.library.intake.tally import ImportSummary
    from tunix_rt_tui.library.previewing import Preview
    from tunix_rt_tui.store.contract import Batch, OnDuplicate, Outcome, Writer
    from tunix_rt_tui.tui.screens.importing.request import ImportRequest, Intaking
    from tunix_rt_tui.tui.screens.importing.run import ImportRun, Phase

_TOLD_APART = 0.5
"""Seconds between two words about how far an import is."""

_PACKED = frozenset({".gz", ".zst", ".zip", ".eval", ".parquet"})
"""Files whose size does not tell how much there is to read."""


async def complete_path(typed: str, post: Post) -> None:
    """Look how a path may go on."""
    post(PathsFound(typed, *await asyncio.to_thread(path_candidates, typed)))


async def preview(request: ImportRequest, intaking: Intaking, post: Post) -> None:
    """Look how files begin; what stands in the way is reported, too."""
    try:
        post(await asyncio.to_thread(_previewed, request, intaking))
    except TunixError as error:
        post(Previewed(request, None, error.message))


def _previewed(request: ImportRequest, intaking: Intaking) -> Previewed:
    from tunix_rt_tui.library.previewing import preview_import

    wrong = wrong_with_source(request.path)
    if wrong is not None:
        return Previewed(request, None, wrong)
    found: Preview = preview_import([request.path], request.options(intaking))
    return Previewed(request, found)


async def import_files(run: ImportRun, writer: Writer, intaking: Intaking, post: Post) -> None:
    """Import what a run asks for, beside the loop, until it is done or stopped; tells how it ended.

    Whatever happens, what was committed stays.
    """
    options = run.request.options(intaking)
    lent = _LentWriter(writer, asyncio.get_running_loop())
    teller = _Teller(run, post)
    task = asyncio.create_task(run_aside(partial(_import, run.request, lent, options, teller)))
    run.begin(task)
    await asyncio.wait([task])
    teller.tell()
    error = None if task.cancelled() else task.exception()
    known = error if isinstance(error, TunixError) else None
    ended: Phase = "stopped" if task.cancelled() else "done" if error is None else "failed"
    post(ImportEnded(run, ended, known))
    if error is not None and known is None:
        raise error


async def _import(
    request: ImportRequest, writer: _LentWriter, options: ImportOptions, teller: _Teller
) -> None:
    from tunix_rt_tui.library.importing import import_records
    from tunix_rt_tui.library.intake.taking import ImportListener
    from tunix_rt_tui.library.watching import WatchListener, watch_import

    paths = [request.path]
    account = FileAccount(teller.say)
    listener = ImportListener(teller.count, account.refuse, account.end_file)
    try:
        if request.watch:
            watcher = WatchListener(teller.follow, account.came)
            await watch_import(
                writer, paths, options, listener=listener, watcher=watcher, sleep=teller.rest
            )
        else:
            teller.total = _size(paths)
            await import_records(writer, paths, options, stdin=BytesIO(), listener=listener)
    finally:
        account.end()


def _size(paths: Sequence[str]) -> int | None:
    """Add up the bytes of all files; None where some are compressed, or cannot be looked at."""
    from tunix_rt_tui.sources.finding import find_sources

    total = 0
    for source in find_sources(paths, BytesIO()):
        if source.path is None or source.path.suffix in _PACKED:
            return None
        try:
            total += source.path.stat().st_size
        except OSError:
            return None
    return total


class _LentWriter:
    """The store's writer, for a thread: each batch is written on the loop of the store."""

    def __init__(self, writer: Writer, loop: asyncio.AbstractEventLoop) -> None:
        self._writer = writer
        self._loop = loop

    async def add_many(self, traces: Batch, *, on_duplicate: OnDuplicate = "add") -> list[Outcome]:
        adding = self._writer.add_many(traces, on_duplicate=on_duplicate)
        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(adding, self._loop))


class _Teller:
    """Gathers what there is to say about a run, and says it now and then."""

    def __init__(self, run: ImportRun, post: Post) -> None:
        self._run = run
        self._post = post
        self._last = time.monotonic()
        self._summary: ImportSummary | None = None
        self._lines: list[Line] = []
        self._followed = 0
        self._is_behind = False
        self.total: int | None = None

    def count(self, summary: ImportSummary) -> None:
        self._summary = summary
        self._tell_at_times()

    def say(self, line: Line) -> None:
        self._lines.append(line)
        self._tell_at_times()

    def follow(self, _file: str) -> None:
        self._followed += 1
        self._tell_at_times()

    async def rest(self, seconds: float) -> None:
        """Say all that was not said yet, and wait."""
        if self._is_behind:
            self.tell()
        await asyncio.sleep(seconds)

    def tell(self) -> None:
        """Say all that was not said yet."""
        self._is_behind = False
        lines, self._lines = self._lines, []
        self._last = time.monotonic()
        told = ImportAdvanced(
            self._run, self._summary, lines, total=self.total, followed=self._followed
        )
        self._post(told)

    def _tell_at_times(self) -> None:
        self._is_behind = True
        if time.monotonic() - self._last > _TOLD_APART:
            self.tell()

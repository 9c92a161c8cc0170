"""The app as tests drive it: over a store in memory, with a still clock and known ids."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from textual.geometry import Region
from textual.pilot import Pilot
from textual.widget import Widget

from tests.support.clock import CountingIds, SteppingClock
from tests.support.memory_store import MemoryStore
from tunix_rt_tui.errors import TunixError
from tunix_rt_tui.health.report import Health, HealthReport
from tunix_rt_tui.store.contract import NewTrace
from tunix_rt_tui.trace.limits import (
    DEFAULT_MAX_BYTES,
    MAX_ANSWER_CHARS,
    MAX_PROMPT_CHARS,
    MAX_STEPS,
)
from tunix_rt_tui.tui.app import TunixApp
from tunix_rt_tui.tui.copying.copier import Copier
from tunix_rt_tui.tui.counting import Counts
from tunix_rt_tui.tui.keymap import KeyTable
from tunix_rt_tui.tui.options import Options
from tunix_rt_tui.tui.screens.main.screen import MainScreen
from tunix_rt_tui.tui.state.drafts import Draft, Drafts
from tunix_rt_tui.tui.state.remembered import Memory, Remembered
from tunix_rt_tui.tui.widgets.counter_line import CounterLine
from tunix_rt_tui.tui.widgets.json_area import JsonArea

NOW = datetime(2026, 1, 5, 12, 0, 0, tzinfo=UTC)
"""A few days after the traces of a `SteppingClock`."""

PATIENCE = 10.0
"""Seconds until a test gives a condition up."""


NOWHERE = Path("/dev/null/nowhere")
"""A folder that cannot be written."""


class QuietLog:
    """Remembers what was logged."""

    def __init__(self) -> None:
        self.errors: list[BaseException] = []

    def exception(self, event: str, error: BaseException) -> None:
        self.errors.append(error)


class NoMemory(Memory):
    """Remembers in memory only."""

    def __init__(self, remembered: Remembered) -> None:
        self.kept = remembered

    def recall(self) -> Remembered:
        return self.kept

    def keep(self, remembered: Remembered) -> None:
        self.kept = remembered


class NoDrafts(Drafts):
    """Keeps drafts in memory only."""

    def __init__(self, left: Sequence[Draft] = ()) -> None:
        super().__init__(Path("nowhere"), store="a store", clock=lambda: NOW)
        self.kept: str | None = None
        self.left = list(left)
        self.fault: OSError | None = None

    def save(self, text: str) -> None:
        if self.fault is not None:
            raise self.fault
        self.kept = text

    def forget(self) -> None:
        if self.fault is not None:
            raise self.fault
        self.kept = None

    def end(self, text: str | None) -> None:
        if text is None:
            self.forget()
        else:
            self.save(text)

    def beat(self) -> bool:
        return self.kept is not None

    def left_behind(self) -> list[Draft]:
        return list(self.left)

    def take(self, draft: Draft) -> bool:
        taken = draft in self.left
        if taken:
            self.save(draft.text)
        self.discard(draft)
        return taken

    def discard(self, draft: Draft) -> None:
        self.left = [other for other in self.left if other != draft]


class StillMonitor:
    """Says that all is well, once, and counts how often it was asked."""

    def __init__(self) -> None:
        self.checks = 0
        self.closed = False
        self.api = Health("api", "not configured", NOW)
        self._done = asyncio.Event()

    def report(self) -> HealthReport:
        return HealthReport(
            Health("store", "healthy", NOW, latency=0.004),
            self.api,
            Health("rediai", "healthy", NOW, latency=0.02, mode="mock"),
        )

    async def check(self, *, fresh: bool = False) -> HealthReport:
        self.checks += 1
        return self.report()

    async def watch(self) -> AsyncGenerator[HealthReport, None]:
        yield self.report()
        await self._done.wait()

    async def close(self) -> None:
        self.closed = True
        self._done.set()


class Bench:
    """An app with everything that it was given, so that a test can look behind the screen."""

    def __init__(
        self,
        traces: Sequence[NewTrace] = (),
        *,
        store: MemoryStore | None = None,
        failure: BaseException | None = None,
        read_only: bool = False,
        max_bytes: int = DEFAULT_MAX_BYTES,
        theme: str = "dark",
        keys: Mapping[str, str] | None = None,
        remembered: Remembered | None = None,
        drafts: Sequence[Draft] = (),
        copier: Copier | None = None,
    ) -> None:
        self.drafts = NoDrafts(drafts)
        self.store = store or MemoryStore(clock=SteppingClock(), new_id=CountingIds())
        self.monitor = StillMonitor()
        self.log = QuietLog()
        self.memory = NoMemory(remembered or Remembered(new=False))
        self.store_closed = False
        self._traces = traces
        self._failure = failure
        self.app = TunixApp(
            open_store=self._open,
            make_monitor=lambda _: self.monitor,
            memory=self.memory,
            drafts=self.drafts,
            copier=copier or Copier({}, NOWHERE),
            log=self.log,
            options=Options(
                limits=Counts(max_bytes, MAX_PROMPT_CHARS, MAX_ANSWER_CHARS, MAX_STEPS),
                read_only=read_only,
                theme=theme,
                keys=KeyTable(keys or {}),
            ),
            clock=lambda: NOW,
        )

    @property
    def main(self) -> MainScreen:
        screen = self.app.screen_stack[0]
        assert isinstance(screen, MainScreen)
        return screen

    @property
    def status(self) -> str:
        return self.main.status.words

    @asynccontextmanager
    async def _open(self) -> AsyncIterator[MemoryStore]:
        if self._failure is not None:
            raise self._failure
        if self._traces:
            await self.store.add_many(self._traces)
        try:
            yield self.store
        finally:
            await self.store.close()
            self.store_closed = True

    @asynccontextmanager
    async def run(
        self, size: tuple[int, int] = (120, 24), *, ready: bool = True
    ) -> AsyncIterator[Pilot[TunixError]]:
        """Run the app; by default, until the list has come."""
        async with self.app.run_test(size=size) as pilot:
            if ready:
                await wait_for(pilot, self.listed)
            yield pilot

    def settled(self) -> bool:
        """Whether the app has done what it does by itself: listed, looked, or told an error."""
        told = self.app.screen is not self.main
        return told or (self.listed() and self.main.health.known)

    def listed(self) -> bool:
        """Whether the list and its first page are there."""
        rows = self.main.rows
        return rows.loaded and (rows.row_count == 0 or rows.current is not None)


def area(bench: Bench) -> JsonArea:
    """Where the text of the editor is edited."""
    return bench.main.editor.area


def counters(bench: Bench) -> str:
    """What the line below it says."""
    return bench.main.editor.query_one(CounterLine).draw_line(0).text


async def wait_for(pilot: Pilot[TunixError], condition: Callable[[], object]) -> None:
    """Let the app work until a condition holds."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert pilot.app.is_running, "the app has ended, and the condition does not hold"
        assert time.monotonic() < deadline, "the condition never held"
        await pilot.pause(0.01)


def noted_repaints(monkeypatch: pytest.MonkeyPatch, widget: Widget) -> list[Region]:
    """Note from now on which regions a widget asks to be repainted; all of it must not be."""
    asked: list[Region] = []
    plain = Widget.refresh

    def note(one: Widget, *regions: Region, **how: bool) -> Widget:
        if one is widget:
            assert regions, "all of it would be sent"
            asked.extend(regions)
        return plain(one, *regions, **how)

    monkeypatch.setattr(Widget, "refresh", note)
    return asked

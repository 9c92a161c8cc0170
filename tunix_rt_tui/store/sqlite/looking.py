"""Looking for the traces that a condition holds for, a window of keys at a time.

The first windows are small, so that a first page never waits. Each takes about as long as the last
one or so: they grow while looking is fast and shrink where it is slow, as under a pattern.
"""

from __future__ import annotations

import sqlite3
import time
from array import array
from collections.abc import AsyncIterator
from datetime import datetime
from functools import partial
from typing import Any

from tunix_rt_tui.store.contract import KeySlice, Scope
from tunix_rt_tui.store.sqlite.conditions import (
    FOUND_IN,
    Compiled,
    compile_condition,
)
from tunix_rt_tui.store.sqlite.engine import Engine
from tunix_rt_tui.store.sqlite.scopes import IN_SCOPE
from tunix_rt_tui.store.sqlite.values import newest_key
from tunix_rt_tui.trace.query.locating import Texts, read_texts
from tunix_rt_tui.trace.query.seeking import Seeker
from tunix_rt_tui.trace.query.terms import Condition

FIRST_WINDOW = 16_384
"""Keys of the first window: some milliseconds, where nothing has to be read through."""

FIRST_WINDOW_READ = 256
"""Keys of the first window where documents are read through."""

LEAST_WINDOW = 64

FAST, SLOW = 0.06, 0.25
"""Seconds of a window below which the next one is much larger, and above which it is smaller.

While one is looked through, other programs may have to wait with what they commit. In between they
still grow, as there are questions that cost the same in every window, such as a short prefix.
"""

LEAP, GROWTH, SHRINKAGE = 8, 2, 4

FEW = 100_000
"""Keys that are few enough to be looked up first: some milliseconds in each window."""


class Look:
    """Goes through a store, or what is between two keys, from the newest trace on."""

    def __init__(
        self,
        engine: Engine,
        condition: Condition,
        scope: Scope,
        now: datetime,
        above: int,
        below: int | None,
    ) -> None:
        self._engine = engine
        self._condition = condition
        self._scope = scope
        self._now = now
        self._above = above
        self._below = below

    async def slices(self) -> AsyncIterator[KeySlice]:
        """Give what is found, window by window."""
        high, compiled = await self._engine.read(self._begin)
        window = FIRST_WINDOW_READ if compiled.sought else FIRST_WINDOW
        while high > self._above:
            low = max(high - window + 1, self._above + 1)
            began = time.monotonic()
            yield await self._engine.read(partial(self._window, compiled, low, high))
            window = _next_window(window, time.monotonic() - began)
            high = low - 1

    def _begin(self, connection: sqlite3.Connection) -> tuple[int, Compiled]:
        selective = partial(_is_selective, connection)
        newest = newest_key(connection)
        high = newest if self._below is None else min(newest, self._below - 1)
        return high, compile_condition(self._condition, self._scope, self._now, selective)

    def _window(
        self, compiled: Compiled, low: int, high: int, connection: sqlite3.Connection
    ) -> KeySlice:
        reader = DocumentReader(compiled)
        if compiled.sought:
            connection.create_function(FOUND_IN, 2, reader.found_in, deterministic=True)
        found = connection.execute(
            statement_of(compiled, self._scope), {**compiled.values, "low": low, "high": high}
        )
        return KeySlice(array("q", [seq for (seq,) in found]), high, low, reader.passed_over)


class DocumentReader:
    """Looks through documents for texts; of one that it is asked about twice it reads once.

    A document that a pattern takes too long over is counted, and has not the text.
    """

    def __init__(self, compiled: Compiled) -> None:
        self._seekers = [Seeker(sought) for sought in compiled.sought]
        self._document = ""
        self._texts = Texts("", (), "")
        self._overrun: str | None = None
        self.passed_over = 0

    def found_in(self, document: str, number: int) -> bool:
        """Tell whether a document has a text, by its number."""
        if document is not self._document and document != self._document:
            self._document, self._texts = document, read_texts(document)
        seeker = self._seekers[number]
        try:
            return any(map(seeker.is_in, _texts_for(seeker, self._texts)))
        except TimeoutError:
            if self._overrun != document:
                self._overrun = document
                self.passed_over += 1
            return False


def statement_of(compiled: Compiled, scope: Scope) -> str:
    """Write the statement that looks through one window."""
    return (
        f"SELECT traces.seq FROM traces WHERE {IN_SCOPE[scope]}"
        f" AND traces.seq BETWEEN :low AND :high AND {compiled.sql} ORDER BY traces.seq DESC"
    )


def _is_selective(connection: sqlite3.Connection, keys: str, values: dict[str, Any]) -> bool:
    counted = f"SELECT count(*) FROM ({keys} LIMIT {FEW})"
    return int(connection.execute(counted, values).fetchone()[0]) < FEW


def _next_window(window: int, seconds: float) -> int:
    if seconds > SLOW:
        return max(LEAST_WINDOW, window // SHRINKAGE)
    return window * (LEAP if seconds < FAST else GROWTH)


def _texts_for(seeker: Seeker, texts: Texts) -> list[str]:
    steps = [content for _, content in texts.steps]
    match seeker.place:
        case "prompt":
            return [texts.prompt]
        case "answer":
            return [texts.answer]
        case "steps":
            return steps
        case _:
            return [texts.prompt, *steps, texts.answer]

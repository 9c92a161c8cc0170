"""Looking for the traces that a condition holds for, a window of keys at a time."""

from __future__ import annotations

import sqlite3
import time
from array import array
from collections.abc import AsyncIterator
from datetime import datetime
from functools import partial
from typing import Any

from tunix_rt_tui.store.contract import KeySlice, Scope
from tunix_rt_tui.store.document_reading import DocumentReader
from tunix_rt_tui.store.scopes import IN_SCOPE
from tunix_rt_tui.store.sqlite.conditions import (
    FOUND_IN,
    Compiled,
    compile_condition,
)
from tunix_rt_tui.store.sqlite.engine import Engine
from tunix_rt_tui.store.sqlite.values import newest_key
from tunix_rt_tui.store.windows import FIRST_WINDOW, FIRST_WINDOW_READ, next_window
from tunix_rt_tui.trace.query.terms import Condition

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
            window = next_window(window, time.monotonic() - began)
            high = low - 1

    def _begin(self, connection: sqlite3.Connection) -> tuple[int, Compiled]:
        selective = partial(_is_selective, connection)
        newest = newest_key(connection)
        high = newest if self._below is None else min(newest, self._below - 1)
        return high, compile_condition(self._condition, self._scope, self._now, selective)

    def _window(
        self, compiled: Compiled, low: int, high: int, connection: sqlite3.Connection
    ) -> KeySlice:
        reader = DocumentReader(compiled.sought)
        if compiled.sought:
            connection.create_function(FOUND_IN, 2, reader.found_in, deterministic=True)
        found = connection.execute(
            statement_of(compiled, self._scope), {**compiled.values, "low": low, "high": high}
        )
        return KeySlice(array("q", [seq for (seq,) in found]), high, low, reader.passed_over)


def statement_of(compiled: Compiled, scope: Scope) -> str:
    """Write the statement that looks through one window."""
    return (
        f"SELECT traces.seq FROM traces WHERE {IN_SCOPE[scope]}"
        f" AND traces.seq BETWEEN :low AND :high AND {compiled.sql} ORDER BY traces.seq DESC"
    )


def _is_selective(connection: sqlite3.Connection, keys: str, values: dict[str, Any]) -> bool:
    counted = f"SELECT count(*) FROM ({keys} LIMIT {FEW})"
    return int(connection.execute(counted, values).fetchone()[0]) < FEW

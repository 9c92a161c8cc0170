"""Looking for the traces that a condition holds for, a window of keys at a time."""

from __future__ import annotations

import asyncio
import time
from array import array
from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from typing import Any

from tunix_rt_tui.store.contract import KeySlice, Scope
from tunix_rt_tui.store.document_reading import DocumentReader
from tunix_rt_tui.store.postgres.conditions import Compiled, compile_condition, decides
from tunix_rt_tui.store.postgres.engine import Engine
from tunix_rt_tui.store.scopes import IN_SCOPE
from tunix_rt_tui.store.windows import FIRST_WINDOW, FIRST_WINDOW_READ, next_window
from tunix_rt_tui.trace.query.terms import Condition, Words
from tunix_rt_tui.trace.query.tokens import is_spaceless, tokens

NEWEST = "SELECT newest FROM trace_counter"
"""The highest key that was ever given out; 0 where none was."""


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
        self._scope = scope
        self._compiled = compile_condition(condition, scope, now)
        self._above = above
        self._below = below

    async def slices(self) -> AsyncIterator[KeySlice]:
        """Give what is found, window by window."""
        high = await self._engine.value(NEWEST)
        if self._below is not None:
            high = min(high, self._below - 1)
        window = FIRST_WINDOW_READ if self._compiled.sought else FIRST_WINDOW
        while high > self._above:
            low = max(high - window + 1, self._above + 1)
            began = time.monotonic()
            yield await self._window(low, high)
            window = next_window(window, time.monotonic() - began)
            high = low - 1

    async def _window(self, low: int, high: int) -> KeySlice:
        compiled = self._compiled
        values = {**compiled.values, "low": low, "high": high}
        rows = await self._engine.rows(statement_of(compiled, self._scope), **values)
        if compiled.decision is None:
            return KeySlice(array("q", [row[0] for row in rows]), high, low)
        keys, passed_over = await asyncio.to_thread(_decided, compiled, rows)
        return KeySlice(keys, high, low, passed_over)


def statement_of(compiled: Compiled, scope: Scope) -> str:
    """Write the statement that looks through one window."""
    more = "".join(f", {column}" for column in ("payload", *compiled.columns))
    joined = "JOIN trace_payloads USING (seq)"
    if compiled.decision is None:
        more = joined = ""
    return (
        f"SELECT traces.seq{more} FROM traces {joined} WHERE {IN_SCOPE[scope]}"
        f" AND traces.seq BETWEEN :low AND :high AND {compiled.sql} ORDER BY traces.seq DESC"
    )


def _decided(compiled: Compiled, rows: Sequence[Any]) -> tuple[array[int], int]:
    """Look into the documents; a thread does it, since a pattern may take its time."""
    assert compiled.decision is not None
    reader = DocumentReader(compiled.sought)
    keys = array("q")
    for key, payload, *columns in rows:
        found = [
            _has_phrase(sought, payload)
            if isinstance(sought, Words) and not is_spaceless(sought.text)
            else reader.found_in(payload, number)
            for number, sought in enumerate(compiled.sought)
        ]
        if decides(compiled.decision, columns, found):
            keys.append(key)
    return keys, reader.passed_over


def _has_phrase(sought: Words, payload: str) -> bool:
    """Tell whether words follow one another in a text; the steps are one, as in every index."""
    from tunix_rt_tui.trace.model import ReasoningTrace
    from tunix_rt_tui.trace.text import searchable

    texts = searchable(ReasoningTrace.model_validate_json(payload))
    places = (getattr(texts, sought.place),) if sought.place else texts
    wanted = tokens(sought.text)
    return any(_follow(wanted, tokens(text), prefix=sought.prefix) for text in places)


def _follow(wanted: list[str], there: list[str], *, prefix: bool) -> bool:
    if not wanted:
        return False
    *first, last = wanted
    for start in range(len(there) - len(wanted) + 1):
        end = start + len(first)
        if there[start:end] == first and (
            there[end].startswith(last) if prefix else there[end] == last
        ):
            return True
    return False

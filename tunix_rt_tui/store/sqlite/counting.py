"""Counting traces by what they have, a window of keys at a time.

So no read is long, and what has to be kept is small: one count for each number where there are few
different ones, else one for each range of numbers that are near each other.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Any, NamedTuple

from tunix_rt_tui.store.cells import Cells
from tunix_rt_tui.store.contract import NameCount, NumberCount, Scope
from tunix_rt_tui.store.scopes import IN_SCOPE, NUMBERS
from tunix_rt_tui.store.sqlite.engine import Engine
from tunix_rt_tui.store.sqlite.values import as_json, newest_key
from tunix_rt_tui.trace.query.order import META

Window = range | Sequence[int]
"""Keys to look at: all from the first to before the last, or these."""

KEYS_AT_ONCE = 100_000
"""Keys of a window, up to 70 ms in which no other program can commit."""

PROBED = 10_000
"""Keys out of all that are looked at first, to see whether they have very many numbers."""

MOST_NUMBERS = 5_000
"""Different numbers up to which each is counted by itself."""

MOST_RANGES = 20_000
"""More ranges than there can be of numbers that span no more than those they were chosen for."""

_MICROSECONDS_A_DAY = 86_400_000_000

_NUMBERS = {**NUMBERS, "date": f"created_at / {_MICROSECONDS_A_DAY}"}
_FACT = "CROSS JOIN trace_facts AS fact ON fact.seq = traces.seq AND fact.key = :key"
"""In this order, or SQLite goes through all numbers of the key in each window."""

_TRACES = "traces NOT INDEXED"
"""By their keys: an index of a whole scope would send each of its rows to the table."""


class _Named(NamedTuple):
    """Where names stand, and what else is counted of them.

    `by_index` is an index that has those of all live traces.
    """

    name: str
    table: str = "traces"
    steps: str = "0"
    chars: str = "0"
    by_index: str | None = None


_NAMES = {
    "source": _Named("source", by_index="traces_by_source"),
    "version": _Named("trace_version", by_index="traces_by_version"),
    "tag": _Named("tag", "trace_tags"),
    "type": _Named("type", "trace_step_types", "sum(n)", "sum(chars)"),
    "lacks": _Named("lacks", "trace_lacks"),
}

_IN_TRASH: dict[Scope, str] = {"live": "NOT IN", "trash": "IN"}
"""The scope of a row beside that of its trace, told by the trash, which is small."""


class SqliteStatistics:
    """The `Statistics` of a SQLite database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    async def count_numbers(
        self, of: str, scope: Scope = "live", among: Sequence[int] | None = None
    ) -> list[NumberCount]:
        """Count each number, or ranges of them; begin anew where there turn out to be too many."""
        keys = await self._keys(among)
        cells = await self._cells_for(of, scope, keys)
        while True:
            counts: dict[float, NumberCount] = {}
            for window in _windows(keys):
                add = partial(_add_numbers, of, scope, cells, window, counts)
                await self._engine.read(add)
                if len(counts) > (MOST_NUMBERS if cells is None else MOST_RANGES):
                    cells = Cells.over(counts.values())
                    break
            else:
                return sorted(counts.values())

    async def _cells_for(self, of: str, scope: Scope, keys: Window) -> Cells | None:
        """Look at some keys out of all; None where each number may be counted by itself."""
        if len(keys) <= KEYS_AT_ONCE:
            return None
        probe = list(keys[:: len(keys) // PROBED])
        counts: dict[float, NumberCount] = {}
        await self._engine.read(partial(_add_numbers, of, scope, None, probe, counts))
        return Cells.over(counts.values()) if len(counts) > MOST_NUMBERS else None

    async def count_names(
        self, of: str, scope: Scope = "live", among: Sequence[int] | None = None
    ) -> list[NameCount]:
        """Count each name; in one read, a tenth of a second of a million, where an index can."""
        if among is None and scope == "live" and _NAMES[of].by_index is not None:
            return await self._engine.read(partial(_count_by_index, of))
        counts: dict[str, NameCount] = {}
        for window in _windows(await self._keys(among)):
            await self._engine.read(partial(_add_names, of, scope, window, counts))
        return _commonest_first(counts.values())

    async def _keys(self, among: Sequence[int] | None) -> Window:
        if among is not None:
            return among
        return range(1, await self._engine.read(newest_key) + 1)


def _windows(keys: Window) -> Iterator[Window]:
    """Give some keys at a time."""
    return (keys[start : start + KEYS_AT_ONCE] for start in range(0, len(keys), KEYS_AT_ONCE))


def _add_numbers(
    of: str,
    scope: Scope,
    cells: Cells | None,
    window: Window,
    counts: dict[float, NumberCount],
    connection: sqlite3.Connection,
) -> None:
    """Count the numbers of a window, each by itself or in ranges, along with those before."""
    where, values = _in_window(scope, window)
    if of.startswith(META):
        number, rows = "fact.num", f"traces {_FACT}"
        where += " AND fact.num IS NOT NULL"
        values["key"] = of.removeprefix(META)
    else:
        number, rows = _NUMBERS[of], _TRACES
    if cells is None:
        columns = f"{number}, {number}, {number}, {number} * 1.0 * count(*)"
    else:
        cell, more = cells.sql(number, "CAST({} AS INTEGER)")
        columns = f"{cell}, min({number}), max({number}), total({number})"
        values |= more
    query = f"SELECT {columns}, count(*) FROM {rows} WHERE {where} GROUP BY 1"
    found = connection.execute(query, values).fetchall()  # all of it, or none is counted
    for place, least, most, total, traces in found:
        before = counts.get(place)
        if before is not None:
            least, most = min(least, before.least), max(most, before.most)
            total, traces = total + before.total, traces + before.traces
        counts[place] = NumberCount(least, most, total, traces)


def _add_names(
    of: str,
    scope: Scope,
    window: Window,
    counts: dict[str, NameCount],
    connection: sqlite3.Connection,
) -> None:
    """Count the names of a window along with those before."""
    name, table, steps, chars, _ = _NAMES[of]
    if table == "traces":
        where, values = _in_window(scope, window)
        rows = _TRACES
    else:
        where, values = _beside_window(scope, window)
        rows = table
    query = f"SELECT {name}, count(*), {steps}, {chars} FROM {rows} WHERE {where} GROUP BY 1"
    for found, *numbers in connection.execute(query, values).fetchall():
        before = counts.get(found, NameCount(found, 0))
        counts[found] = NameCount(found, *map(sum, zip(numbers, before[1:], strict=True)))


def _count_by_index(of: str, connection: sqlite3.Connection) -> list[NameCount]:
    """Count the live traces by names that an index has in order."""
    name, index = _NAMES[of].name, _NAMES[of].by_index
    rows = f"traces INDEXED BY {index} WHERE {IN_SCOPE['live']}"
    counts = connection.execute(f"SELECT {name}, count(*) FROM {rows} GROUP BY 1")
    return _commonest_first(NameCount(*count) for count in counts)


def _commonest_first(counts: Iterable[NameCount]) -> list[NameCount]:
    return sorted(counts, key=lambda count: (-count.traces, count.name))


def _in_window(scope: Scope, window: Window) -> tuple[str, dict[str, Any]]:
    """Ask for the traces of a window that are in a scope."""
    within, values = _within("traces.seq", window)
    return f"{IN_SCOPE[scope]} AND {within}", values


def _beside_window(scope: Scope, window: Window) -> tuple[str, dict[str, Any]]:
    """Ask the same of a table beside that of traces, without a look at each trace."""
    within, values = _within("seq", window)
    trash = f"SELECT seq FROM traces WHERE {IN_SCOPE['trash']} AND seq BETWEEN :first AND :last"
    values |= {"first": min(window), "last": max(window)}
    return f"{within} AND seq {_IN_TRASH[scope]} ({trash})", values


def _within(key: str, window: Window) -> tuple[str, dict[str, Any]]:
    if isinstance(window, range):
        return f"{key} BETWEEN :low AND :high", {"low": window[0], "high": window[-1]}
    return f"{key} IN (SELECT value FROM json_each(:among))", {"among": as_json(window)}

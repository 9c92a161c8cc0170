"""Counting traces by what they have."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from tunix_rt_tui.store.cells import Cells
from tunix_rt_tui.store.contract import NameCount, NumberCount, Scope
from tunix_rt_tui.store.postgres.engine import Engine
from tunix_rt_tui.store.postgres.grouping import of_keys, where
from tunix_rt_tui.store.scopes import NUMBERS
from tunix_rt_tui.trace.query.order import META

MOST_NUMBERS = 5_000
"""Different numbers that are counted one by one; more of them are counted in ranges."""

_DAY = 86_400_000_000
_NUMBERS = {
    **{field: f"{column}::float8" for field, column in NUMBERS.items()},
    "date": f"floor(created_at / {_DAY}.0)::float8",
}
_FACT = "JOIN trace_facts AS fact ON fact.seq = traces.seq AND fact.key = :key"
_WHOLE = "trunc({})::bigint"


class _Named(NamedTuple):
    """Where names stand, and what else is counted of them."""

    name: str
    table: str | None = None
    steps: str = "0"
    chars: str = "0"


_NAMES = {
    "source": _Named("source"),
    "version": _Named("trace_version"),
    "tag": _Named("tag", "trace_tags"),
    "type": _Named("type", "trace_step_types", "sum(n)::bigint", "sum(chars)::bigint"),
    "lacks": _Named("lacks", "trace_lacks"),
}


class PostgresStatistics:
    """The `Statistics` of a PostgreSQL database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    async def count_numbers(
        self, of: str, scope: Scope = "live", among: Sequence[int] | None = None
    ) -> list[NumberCount]:
        """Count each number, or ranges of them where there are too many."""
        values = of_keys(among)
        rows = f"traces WHERE {where(scope, among)}"
        number = _NUMBERS.get(of, "fact.num")
        if of.startswith(META):
            if "\0" in of:
                return []
            values["key"] = of.removeprefix(META)
            rows = f"traces {_FACT} WHERE {where(scope, among)} AND fact.num IS NOT NULL"
        one_by_one = f"""
            SELECT {number}, {number}, {number} * count(*), count(*) FROM {rows}
            GROUP BY 1 ORDER BY 1 LIMIT {MOST_NUMBERS + 1}
        """
        counted = await self._engine.rows(one_by_one, **values)
        if len(counted) > MOST_NUMBERS:
            counted = await self._in_ranges(number, rows, values)
        return [NumberCount(*row) for row in counted]

    async def _in_ranges(self, number: str, rows: str, values: dict[str, Any]) -> list[Any]:
        ends = f"SELECT min({number}), max({number}), 0.0::float8, count(*) FROM {rows}"
        [span] = await self._engine.rows(ends, **values)
        cell, more = Cells.over([NumberCount(*span)]).sql("number", _WHOLE)
        query = f"""
            SELECT min(number), max(number), sum(number), count(*)
            FROM (SELECT {number} AS number FROM {rows}) AS numbers
            GROUP BY {cell} ORDER BY 1
        """
        return await self._engine.rows(query, **values, **more)

    async def count_names(
        self, of: str, scope: Scope = "live", among: Sequence[int] | None = None
    ) -> list[NameCount]:
        """Count each name."""
        name, table, steps, chars = _NAMES[of]
        joined = f"JOIN {table} USING (seq)" if table else ""
        if table == "trace_step_types":
            chars = "sum(trace_step_types.chars)::bigint"
        query = f"""
            SELECT {name}, count(*), {steps}, {chars} FROM traces {joined}
            WHERE {where(scope, among)} GROUP BY 1
        """
        rows = await self._engine.rows(query, **of_keys(among))
        return sorted((NameCount(*row) for row in rows), key=lambda one: (-one.traces, one.name))

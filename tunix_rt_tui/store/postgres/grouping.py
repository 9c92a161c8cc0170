"""Sorting and grouping: what looks at all traces of a listing at once."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import Any

from tunix_rt_tui.store.contract import Groups, Scope
from tunix_rt_tui.store.postgres.engine import Engine
from tunix_rt_tui.store.scopes import IN_SCOPE
from tunix_rt_tui.trace.query.order import COLUMNS, META, Order

_SORTED_BY = {column: column for column in COLUMNS}
"""Columns of the table by those of a listing; what is not among them gets into no statement."""

_GROUPED_BY = {
    "prompt": "prompt_key",
    "answer": "answer_key",
    "source": "source",
    "version": "trace_version",
}
_FACT = "JOIN trace_facts AS fact ON fact.seq = traces.seq AND fact.key = :key"

_FACT_NAME = "CASE WHEN fact.text IS NULL THEN 'n' || (fact.num + 0.0) ELSE 't' || fact.text END"
"""A text and a number are never the same, whatever they look like."""


async def sorted_keys(
    engine: Engine, order: Order, scope: Scope, among: Sequence[int] | None
) -> array[int]:
    """Give keys in an order."""
    down = order.descending
    direction = "DESC" if down else "ASC"
    values = of_keys(among)
    joined = ""
    if order.column.startswith(META):
        if "\0" in order.column:
            values["key"] = ""
        else:
            values["key"] = order.column.removeprefix(META)
        joined = f"LEFT {_FACT}"
        nulls = "LAST" if down else "FIRST"
        by = (
            f"fact.seq IS NULL, fact.num IS NULL, fact.num {direction},"
            f" fact.text {direction} NULLS {nulls}, traces.seq DESC"
        )
    else:
        by = f"{_SORTED_BY[order.column]} {direction}, traces.seq DESC"
    query = f"SELECT traces.seq FROM traces {joined} WHERE {where(scope, among)} ORDER BY {by}"
    return array("q", [row[0] for row in await engine.rows(query, **values)])


async def groups(engine: Engine, by: str, scope: Scope, among: Sequence[int] | None) -> Groups:
    """Count groups and, within them, answers that are the same."""
    values = of_keys(among)
    joined = ""
    if by.startswith(META):
        values["key"] = "" if "\0" in by else by.removeprefix(META)
        joined, name = _FACT, _FACT_NAME
    else:
        name = _GROUPED_BY[by]
    query = f"""
        SELECT max(newest), sum(n)::bigint AS traces, count(*), max(n), min(least), max(most)
        FROM (
            SELECT {name} AS name, max(traces.seq) AS newest, count(*) AS n,
                min(bytes) AS least, max(bytes) AS most
            FROM traces {joined} WHERE {where(scope, among)}
            GROUP BY 1, answer_key
        ) AS answers
        GROUP BY name ORDER BY traces DESC, max(newest) DESC
    """
    columns = [array("q") for _ in Groups._fields]
    for row in await engine.rows(query, **values):
        for column, value in zip(columns, row, strict=True):
            column.append(value)
    return Groups(*columns)


def where(scope: Scope, among: Sequence[int] | None) -> str:
    """Ask for the traces of a scope, or those among some."""
    if among is None:
        return IN_SCOPE[scope]
    return f"{IN_SCOPE[scope]} AND traces.seq = ANY(:among ::bigint[])"


def of_keys(among: Sequence[int] | None) -> dict[str, Any]:
    """The value of the parameter that `where` asks for."""
    return {} if among is None else {"among": list(among)}

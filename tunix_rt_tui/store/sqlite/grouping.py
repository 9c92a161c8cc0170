"""Sorting and grouping: what looks at all traces of a listing at once."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Sequence
from typing import Any

from tunix_rt_tui.store.contract import Groups, Scope
from tunix_rt_tui.store.scopes import IN_SCOPE
from tunix_rt_tui.store.sqlite.values import as_json
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


def sorted_keys(
    order: Order, scope: Scope, among: Sequence[int] | None, connection: sqlite3.Connection
) -> array[int]:
    """Sort in one read: of a million traces it takes a fraction of a second."""
    direction = "DESC" if order.descending else "ASC"
    values = _among(among)
    if order.column.startswith(META):
        values["key"] = order.column.removeprefix(META)
        joined = f"LEFT {_FACT}"
        by = (
            "fact.seq IS NULL, fact.num IS NULL,"
            f" fact.num {direction}, fact.text {direction}, traces.seq DESC"
        )
    else:
        joined = ""
        by = f"{_SORTED_BY[order.column]} {direction}, traces.seq DESC"
    query = f"SELECT traces.seq FROM traces {joined} WHERE {_where(scope, among)} ORDER BY {by}"
    return array("q", [seq for (seq,) in connection.execute(query, values)])


def groups(
    by: str, scope: Scope, among: Sequence[int] | None, connection: sqlite3.Connection
) -> Groups:
    """Count groups and, within them, answers that are the same, in one read."""
    values = _among(among)
    joined = ""
    if by.startswith(META):
        values["key"] = by.removeprefix(META)
        joined, by = _FACT, "coalesce(fact.text, fact.num)"
    else:
        by = _GROUPED_BY[by]
    query = f"""
        SELECT max(newest), sum(n) AS traces, count(*), max(n), min(least), max(most)
        FROM (
            SELECT {by} AS name, max(traces.seq) AS newest, count(*) AS n,
                min(bytes) AS least, max(bytes) AS most
            FROM traces {joined} WHERE {_where(scope, among)}
            GROUP BY 1, answer_key
        )
        GROUP BY name ORDER BY traces DESC, max(newest) DESC
    """
    columns = [array("q") for _ in Groups._fields]
    for row in connection.execute(query, values):
        for column, value in zip(columns, row, strict=True):
            column.append(value)
    return Groups(*columns)


def _where(scope: Scope, among: Sequence[int] | None) -> str:
    if among is None:
        return IN_SCOPE[scope]
    return f"{IN_SCOPE[scope]} AND traces.seq IN (SELECT value FROM json_each(:among))"


def _among(keys: Sequence[int] | None) -> dict[str, Any]:
    return {} if keys is None else {"among": as_json(keys)}

"""From what a person types to the query that is meant."""

from __future__ import annotations

from tunix_rt_tui.errors import UsageFault
from tunix_rt_tui.trace.query.problem import QueryProblem
from tunix_rt_tui.trace.query.reading import read_query
from tunix_rt_tui.trace.query.terms import TraceQuery


def query_of(text: str) -> TraceQuery:
    """Read a query; raises `UsageFault` that says where it goes wrong, and what would be right."""
    read = read_query(text)
    if isinstance(read, QueryProblem):
        meant = text[read.column - 1 : read.end - 1]
        where = f"at column {read.column}" + (f", '{meant}'" if meant else "")
        raise UsageFault("Query not understood", f"{where}: {read.message}", read.hint)
    return read

"""Other queries made of the one that is listed."""

from __future__ import annotations

from tunix_rt_tui.library.querying import query_of
from tunix_rt_tui.store.contract import TraceSummary
from tunix_rt_tui.trace.query.order import read_order
from tunix_rt_tui.trace.query.terms import Condition, TraceQuery, Value, all_of
from tunix_rt_tui.trace.query.writing import write_query

_ID_CHARS = 13
"""Characters of an id that name a trace beyond doubt: twelve digits and a dash."""


def narrowed(text: str, shared: Condition) -> str:
    """Write a query for those of what another finds that have something in common."""
    query = query_of(text)
    both = shared if query.condition is None else all_of((query.condition, shared))
    return write_query(TraceQuery(both, query.order))


def what_they_share(by: str, summary: TraceSummary, value: str) -> Condition:
    """Give what holds for the traces of a group; `value` is that of a key of meta."""
    start_of_id = str(summary.id)[:_ID_CHARS]
    match by:
        case "prompt":
            return Value("like", start_of_id, prefix=True)
        case "answer":
            return Value("agrees", start_of_id, prefix=True)
        case "source":
            return Value("source", summary.source)
        case "version":
            return Value("version", summary.trace_version)
        case _:
            return Value(by, value)


def sorted_by(text: str, sort: str | None) -> str:
    """Write a query in another order, or in that of arrival."""
    order = None if sort is None else read_order(sort)
    return write_query(TraceQuery(query_of(text).condition, order))

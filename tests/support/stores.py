"""What tests ask of any store, in one line each."""

from __future__ import annotations

from uuid import UUID

from tunix_rt_tui.store.contract import AddedTrace, NewTrace, Reader, Scope, Writer
from tunix_rt_tui.trace.query.reading import read_query
from tunix_rt_tui.trace.query.terms import TraceQuery


async def all_keys(reader: Reader, scope: Scope = "live") -> list[int]:
    """Every key of a scope."""
    return [key async for keys in reader.keys(scope) for key in keys]


async def found_keys(
    reader: Reader, query: str, scope: Scope = "live", *, above: int = 0, below: int | None = None
) -> list[int]:
    """Every key that a query with a condition finds."""
    read = read_query(query)
    assert isinstance(read, TraceQuery), read
    assert read.condition is not None
    slices = reader.matching(read.condition, scope, above=above, below=below)
    return [key async for part in slices for key in part.keys]


async def add(writer: Writer, *traces: NewTrace) -> list[UUID]:
    """Add a batch in which nothing is left out; return the ids."""
    outcomes = await writer.add_many(traces)
    assert all(isinstance(outcome, AddedTrace) for outcome in outcomes)
    return [outcome.id for outcome in outcomes if isinstance(outcome, AddedTrace)]

"""What tests ask of any store, in one line each."""

from __future__ import annotations

from uuid import UUID

from tunix_rt_tui.store.contract import AddedTrace, NewTrace, Reader, Scope, Writer


async def all_keys(reader: Reader, scope: Scope = "live") -> list[int]:
    """Every key of a scope."""
    return [key async for keys in reader.keys(scope) for key in keys]


async def add(writer: Writer, *traces: NewTrace) -> list[UUID]:
    """Add a batch in which nothing is left out; return the ids."""
    outcomes = await writer.add_many(traces)
    assert all(isinstance(outcome, AddedTrace) for outcome in outcomes)
    return [outcome.id for outcome in outcomes if isinstance(outcome, AddedTrace)]

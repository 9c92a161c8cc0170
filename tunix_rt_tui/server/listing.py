"""Pages of what a query finds: by offset, and by a cursor that new arrivals do not move."""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence
from typing import NamedTuple

from tunix_rt_tui.library.finding import results_of
from tunix_rt_tui.library.querying import query_of
from tunix_rt_tui.server.answers import refuse
from tunix_rt_tui.store.contract import Reader, Scope
from tunix_rt_tui.trace.query.terms import Condition, TraceQuery, all_of

_BELOW = re.compile(r"k([0-9]{1,19})")
_FROM = re.compile(r"r([0-9]{1,19})")


class Page(NamedTuple):
    """The keys of a page, and whether any follow."""

    keys: Sequence[int]
    more: bool


class CursorPage(NamedTuple):
    """The keys of a page, and the cursor of the next one; None where it is the last."""

    keys: Sequence[int]
    next_cursor: str | None


async def page_by_offset(
    reader: Reader, text: str, conditions: Sequence[Condition], limit: int, offset: int
) -> Page:
    """Give a page of what a query finds and other conditions hold for; `UsageFault` for none."""
    query = _narrowed(query_of(text), conditions)
    if query.condition is None and query.order is None:
        keys = await reader.recent(limit + 1, offset=offset)
    elif query.order is None and query.condition is not None:
        keys = await _found(reader, query.condition, offset + limit + 1)
        keys = keys[offset:]
    else:
        keys = (await _sorted(reader, query, "live"))[offset : offset + limit + 1]
    return Page(keys[:limit], len(keys) > limit)


async def page_by_cursor(
    reader: Reader, text: str, limit: int, cursor: str | None, scope: Scope = "live"
) -> CursorPage:
    """Give the page that a cursor stands for, the first without one.

    In the order of arrival a cursor is a place in the store, so that a page is as cheap far down as
    at the top; in another order it is the number of a row.
    """
    query = query_of(text)
    if query.order is not None:
        start = _number(cursor, _FROM)
        keys = await _sorted(reader, query, scope)
        following = start + limit
        more = following < len(keys)
        return CursorPage(keys[start:following], f"r{following}" if more else None)
    below = _number(cursor, _BELOW) if cursor else None
    if query.condition is None:
        keys = await reader.recent(limit + 1, scope, below=below)
    else:
        keys = await _found(reader, query.condition, limit + 1, scope, below)
    page = keys[:limit]
    return CursorPage(page, f"k{page[-1]}" if len(keys) > limit else None)


async def found_keys(reader: Reader, text: str) -> Sequence[int] | None:
    """Give all keys that a query finds; None where it is none, and all traces are meant."""
    results = results_of(reader, text)
    if results.lists_all:
        return None
    await results.load()
    return results.keys


def _narrowed(query: TraceQuery, conditions: Sequence[Condition]) -> TraceQuery:
    every = (*((query.condition,) if query.condition else ()), *conditions)
    return TraceQuery(all_of(every) if every else None, query.order)


async def _found(
    reader: Reader,
    condition: Condition,
    enough: int,
    scope: Scope = "live",
    below: int | None = None,
) -> array[int]:
    keys = array("q")
    async for part in reader.matching(condition, scope, below=below):
        keys.extend(part.keys)
        if len(keys) >= enough:
            break
    return keys[:enough]


async def _sorted(reader: Reader, query: TraceQuery, scope: Scope) -> array[int]:
    assert query.order is not None
    among = None
    if query.condition is not None:
        among = array("q")
        async for part in reader.matching(query.condition, scope):
            among.extend(part.keys)
    return await reader.sorted_keys(query.order, scope, among)


def _number(cursor: str | None, form: re.Pattern[str]) -> int:
    if not cursor:
        return 0
    found = form.fullmatch(cursor)
    if found is None or int(found[1]) >= 2**63:
        refuse(422, "cursor must be the next_cursor of a page of the same query")
    return int(found[1])

"""What values there are, to complete what somebody types; found by skipping through an index."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tunix_rt_tui.store.postgres.engine import Engine
from tunix_rt_tui.trace.query.order import META


class _Names(NamedTuple):
    """Where names stand: a column, its table, and what else has to hold, for an index to serve."""

    column: str
    table: str
    condition: str = "true"


_LIVE = "deleted_at IS NULL"
_KEYS_WITH_NUMBERS = _Names("key", "trace_facts", "num IS NOT NULL")
_NAMES = {
    "source": (_Names("source", "traces", _LIVE),),
    "version": (_Names("trace_version", "traces", _LIVE),),
    "tag": (_Names("tag", "trace_tags"),),
    "type": (_Names("type", "trace_step_types"),),
    "lacks": (_Names("lacks", "trace_lacks"),),
    "meta": (_Names("key", "trace_facts", "text IS NOT NULL"), _KEYS_WITH_NUMBERS),
    "numbers": (_KEYS_WITH_NUMBERS,),
}


async def known_values(engine: Engine, field: str, begun: str, limit: int) -> list[str]:
    """Name values that begin so; each is one step in an index, however many traces have it."""
    if "\0" in begun or "\0" in field:
        return []
    values = {"begun": begun, "most": limit}
    places: tuple[_Names, ...] = _NAMES.get(field, ())
    if field.startswith(META):
        places = (_Names("text", "trace_facts", "key = :key AND text IS NOT NULL"),)
        values["key"] = field.removeprefix(META)
    found: set[str] = set()
    for place in places:
        rows = await engine.rows(_skipping(place), **values)
        found.update(row[0] for row in rows)
    return sorted(found)[:limit]


async def meta_values(engine: Engine, keys: Sequence[int], key: str) -> dict[int, str]:
    """Give values of one key of meta; a text where it is one, else a number as it is shortest."""
    if "\0" in key:
        return {}
    query = (
        "SELECT seq, text, num FROM trace_facts WHERE key = :key AND seq = ANY(:keys ::bigint[])"
    )
    rows = await engine.rows(query, key=key, keys=list(keys))
    return {seq: f"{number:.15g}" if text is None else text for seq, text, number in rows}


def _skipping(place: _Names) -> str:
    column, table, condition = place
    begins = "starts_with(name, :begun ::text)"
    return f"""
        WITH RECURSIVE names (name) AS (
            (SELECT {column} FROM {table} WHERE {condition} AND {column} >= :begun ::text
             ORDER BY {column} LIMIT 1)
            UNION ALL
            SELECT (SELECT {column} FROM {table} WHERE {condition} AND {column} > name
                    ORDER BY {column} LIMIT 1)
            FROM names WHERE {begins}
        )
        SELECT name FROM names WHERE {begins} LIMIT :most
    """

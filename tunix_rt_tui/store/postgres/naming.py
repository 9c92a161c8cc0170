"""What values there are, to complete what somebody types; found by skipping through an index."""

from __future__ import annotations

from collections.abc import Sequence

from tunix_rt_tui.store.names import PLACES_OF_NAMES, VALUES_OF_A_KEY, Names
from tunix_rt_tui.store.postgres.engine import Engine
from tunix_rt_tui.trace.query.order import META


async def known_values(engine: Engine, field: str, begun: str, limit: int) -> list[str]:
    """Name values that begin so; each is one step in an index, however many traces have it."""
    if "\0" in begun or "\0" in field:
        return []
    values = {"begun": begun, "most": limit}
    places = VALUES_OF_A_KEY if field.startswith(META) else PLACES_OF_NAMES[field]
    if field.startswith(META):
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


def _skipping(place: Names) -> str:
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

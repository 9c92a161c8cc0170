"""What values there are, to complete what somebody types; found by skipping through an index."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from tunix_rt_tui.store.names import PLACES_OF_NAMES, VALUES_OF_A_KEY, Names
from tunix_rt_tui.store.sqlite.values import as_json
from tunix_rt_tui.trace.query.order import META


def known_values(field: str, begun: str, limit: int, connection: sqlite3.Connection) -> list[str]:
    """Name values that begin so; each is one step in an index, however many traces have it."""
    places = VALUES_OF_A_KEY if field.startswith(META) else PLACES_OF_NAMES[field]
    found: set[str] = set()
    for place in places:
        found.update(_skip_through(place, field.removeprefix(META), begun, limit, connection))
    return sorted(found)[:limit]


def meta_values(keys: Sequence[int], key: str, connection: sqlite3.Connection) -> dict[int, str]:
    """Give values of one key of meta; a text where it is one, else a number as it is shortest."""
    query = """
        SELECT seq, text, num FROM trace_facts
        WHERE key = ? AND seq IN (SELECT value FROM json_each(?))
    """
    rows = connection.execute(query, (key, as_json(keys)))
    return {seq: f"{number:.15g}" if text is None else text for seq, text, number in rows}


def _skip_through(
    place: Names, key: str, begun: str, limit: int, connection: sqlite3.Connection
) -> list[str]:
    column, table, condition = place
    query = f"""
        WITH RECURSIVE names (name) AS (
            SELECT min({column}) FROM {table} WHERE {condition} AND {column} >= :begun
            UNION ALL
            SELECT (SELECT min({column}) FROM {table} WHERE {condition} AND {column} > name)
            FROM names WHERE substr(name, 1, :length) = :begun
        )
        SELECT name FROM names WHERE substr(name, 1, :length) = :begun LIMIT :limit
    """
    values = {"key": key, "begun": begun, "length": len(begun), "limit": limit}
    return [name for (name,) in connection.execute(query, values)]

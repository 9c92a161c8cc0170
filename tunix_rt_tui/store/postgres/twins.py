"""Traces whose content equals another's."""

from __future__ import annotations

from collections.abc import Iterable

from tunix_rt_tui.store.contract import Twin
from tunix_rt_tui.store.postgres.engine import Connection
from tunix_rt_tui.store.values import to_id

_TWINS = """
    SELECT hash, id, trashed FROM unnest($1::bytea[]) AS asked (hash)
    CROSS JOIN LATERAL (
        SELECT id, deleted_at IS NOT NULL AS trashed FROM traces
        WHERE content_hash = hash ORDER BY deleted_at IS NOT NULL, seq LIMIT 1
    ) AS oldest
"""
"""One look into the index for each hash, however often the store has that content."""


async def find_twins(connection: Connection, hashes: Iterable[str]) -> dict[str, Twin]:
    """Find, for each content hash the oldest trace with it, of the live ones first."""
    asked = list({bytes.fromhex(wanted) for wanted in hashes})
    rows = await connection.fetch(_TWINS, asked)
    return {name.hex(): Twin(to_id(trace_id), trashed) for name, trace_id, trashed in rows}

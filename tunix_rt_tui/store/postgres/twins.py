"""Traces whose content equals another's."""

from __future__ import annotations

from collections.abc import Iterable

from tunix_rt_tui.store.contract import Twin
from tunix_rt_tui.store.postgres.engine import Connection
from tunix_rt_tui.store.values import to_id

_TWINS = """
    SELECT content_hash, id, deleted_at IS NOT NULL FROM traces
    WHERE content_hash = ANY($1::bytea[])
    ORDER BY deleted_at IS NULL, seq DESC  -- of equals the last one counts
"""


async def find_twins(connection: Connection, hashes: Iterable[str]) -> dict[str, Twin]:
    """Find, for each content hash the oldest trace with it, of the live ones first."""
    asked = list({bytes.fromhex(wanted) for wanted in hashes})
    rows = await connection.fetch(_TWINS, asked)
    return {name.hex(): Twin(to_id(trace_id), trashed) for name, trace_id, trashed in rows}

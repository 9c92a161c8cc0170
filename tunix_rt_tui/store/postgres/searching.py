"""The full-text index: which words each trace has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tunix_rt_tui.store.postgres.engine import Connection
from tunix_rt_tui.store.postgres.lexemes import vectors_of
from tunix_rt_tui.trace.text import SearchText


class Indexed(NamedTuple):
    """A trace, by its key, and its texts."""

    key: int
    text: SearchText


def _vector(column: str) -> str:
    return f"array_to_tsvector(string_to_array({column}, ' '))"


_INSERT = f"""
    INSERT INTO trace_search (seq, part, prompt, steps, answer)
    SELECT seq, part, {_vector("prompt")}, {_vector("steps")}, {_vector("answer")}
    FROM unnest($1::bigint[], $2::int[], $3::text[], $4::text[], $5::text[])
        AS given (seq, part, prompt, steps, answer)
"""


async def index(connection: Connection, traces: Sequence[Indexed]) -> None:
    """Index traces that are not in the index yet."""
    rows = [
        (trace.key, part, *vectors)
        for trace in traces
        for part, vectors in enumerate(vectors_of(trace.text))
    ]
    await connection.execute(_INSERT, *map(list, zip(*rows, strict=True)))

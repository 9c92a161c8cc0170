"""The part `postgres`: a store in PostgreSQL, next to bare COPY and bare SQL in the same run."""

from __future__ import annotations

import asyncio

from tests.bench.figures import Figure, Skipped
from tests.bench.postgres import adding, looking
from tests.support.postgres import new_database, why_not

__all__ = ["run"]


def run() -> list[Figure]:
    """Add to two databases and look into one; they are dropped in the end."""
    reason = why_not()
    if reason is not None:
        raise Skipped(reason)
    with new_database("tunix_rt_bench") as url, new_database("tunix_rt_bench_bare") as bare:
        added = asyncio.run(adding.measure(url, bare))
        return [*added, *asyncio.run(looking.measure(bare))]

"""What becomes of each trace of a batch: added, or left out as there is its equal already."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import UUID

from tunix_rt_tui.store.contract import AddedTrace, DuplicateTrace, OnDuplicate, Outcome, Twin
from tunix_rt_tui.store.rows import TraceRows


def decide(
    batch: Sequence[TraceRows],
    on_duplicate: OnDuplicate,
    twins: dict[str, Twin],
    now: datetime,
    new_id: Callable[[], UUID],
) -> list[Outcome]:
    """Name each trace, or the older one that it equals, which may be of the same batch.

    `twins` are those of the store by their contents; what is added here is put among them.
    """
    outcomes: list[Outcome] = []
    for rows in batch:
        twin = twins.get(rows.content_hash)
        if twin is not None and on_duplicate == "skip":
            outcomes.append(DuplicateTrace(twin))
            continue
        added = AddedTrace(new_id(), now, rows.listing[0], twin)
        if twin is None or twin.trashed:
            twins[rows.content_hash] = Twin(added.id, trashed=False)
        outcomes.append(added)
    return outcomes

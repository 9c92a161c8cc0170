"""A store that is slow for as long as a test wants."""

from __future__ import annotations

import asyncio

from tests.support.memory_store import MemoryStore
from tunix_rt_tui.store.contract import Batch, OnDuplicate, Outcome


class WaitingStore(MemoryStore):
    """Adds a batch when it may go on, and tells when one has begun."""

    def __init__(self) -> None:
        super().__init__()
        self.begun = asyncio.Event()
        self.may_go_on = asyncio.Event()

    async def add_many(self, traces: Batch, *, on_duplicate: OnDuplicate = "add") -> list[Outcome]:
        self.begun.set()
        await self.may_go_on.wait()
        return await super().add_many(traces, on_duplicate=on_duplicate)

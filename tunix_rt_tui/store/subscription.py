"""One who listens to the changes of a store."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from tunix_rt_tui.store.contract import Change


class Subscription(AsyncIterator[Change]):
    """The changes that one listener has not heard of yet, of which only the last is kept."""

    def __init__(self) -> None:
        self._news = asyncio.Event()
        self._change: Change | None = None
        self._ended = False
        self._fault: BaseException | None = None

    async def __anext__(self) -> Change:
        await self._news.wait()
        if (change := self._change) is not None:
            self._change = None
            if not self._ended:
                self._news.clear()
            return change
        if self._fault is not None:
            raise self._fault
        raise StopAsyncIteration

    def tell(self, change: Change) -> None:
        """Hand over a change, in the place of one that was not taken yet."""
        self._change = change
        self._news.set()

    def end(self, fault: BaseException | None = None) -> None:
        """Say that nothing more will come, and why if it is for a fault."""
        self._ended = True
        self._fault = fault
        self._news.set()

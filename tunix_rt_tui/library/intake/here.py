"""Reading in this very process, a portion whenever one is asked for."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import BinaryIO

from tunix_rt_tui.library.intake.portioning import Portioner
from tunix_rt_tui.library.intake.portions import Order, Portion
from tunix_rt_tui.library.intake.taking import in_turns
from tunix_rt_tui.library.reading import read_traces
from tunix_rt_tui.sources.finding import find_sources
from tunix_rt_tui.sources.reading import read_records


class ReadingHere:
    """The portions of what an order names; it is closed whatever happens."""

    def __init__(self, order: Order, stdin: BinaryIO) -> None:
        self._portioner = Portioner(order.choosing, order.quarantine)
        records = read_records(find_sources(order.paths, stdin), order.reading.columns)
        self._portions = self._portioner.portions_of(read_traces(records, order.reading))

    def __aiter__(self) -> AsyncIterator[Portion]:
        return in_turns(self._portions)

    async def close(self) -> Portion:
        """End reading, and give what was not given yet, but for traces."""
        self._portions.close()
        return self._portioner.close()

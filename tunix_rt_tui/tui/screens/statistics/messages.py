"""What the jobs of the statistics report."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from tunix_rt_tui.library.statistics.distribution import Distribution


class CountableNamed(Message):
    """It is known by what traces can be counted, and which are meant: `among`, or all for None."""

    def __init__(self, names: Sequence[str], traces: int, among: Sequence[int] | None) -> None:
        super().__init__()
        self.names = names
        self.traces = traces
        self.among = among


class TracesCounted(Message):
    """Traces were counted by one of these."""

    def __init__(self, distribution: Distribution) -> None:
        super().__init__()
        self.distribution = distribution

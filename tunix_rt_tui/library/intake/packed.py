"""Traces as another process sends them: packed until a store walks them."""

from __future__ import annotations

import pickle
from collections.abc import Iterator

from tunix_rt_tui.library.intake.portions import Traces
from tunix_rt_tui.store.rows import TraceRows


class PackedTraces:
    """The rows of some traces in a third of the room, to be unpacked at each walk."""

    def __init__(self, traces: Traces) -> None:
        self._count = len(traces)
        self._packed = pickle.dumps([*traces], pickle.HIGHEST_PROTOCOL)

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[TraceRows]:
        traces: list[TraceRows] = pickle.loads(self._packed)  # noqa: S301 - packed by ourselves
        return iter(traces)

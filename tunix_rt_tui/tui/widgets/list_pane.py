"""The list of traces below the query that finds them."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical

from tunix_rt_tui.tui.widgets.query_bar import QueryBar
from tunix_rt_tui.tui.widgets.trace_list import TraceList


class ListPane(Vertical):
    """Puts the query above the list."""

    def __init__(self, rows: TraceList) -> None:
        super().__init__()
        self._rows = rows
        self.query_bar = QueryBar()

    def compose(self) -> ComposeResult:
        """Put one above the other."""
        yield self.query_bar
        yield self._rows

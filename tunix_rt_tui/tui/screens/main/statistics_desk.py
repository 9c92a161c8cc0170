"""Has what is listed counted, and lists the traces behind a bar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tunix_rt_tui.tui.listing.spec import ListSpec
from tunix_rt_tui.tui.screens.main.host import Host
from tunix_rt_tui.tui.screens.main.list_desk import ListDesk

if TYPE_CHECKING:
    from tunix_rt_tui.trace.query.terms import Condition


class StatisticsDesk:
    """Opens the statistics of what is listed."""

    def __init__(self, host: Host, listing: ListDesk) -> None:
        self._host = host
        self._listing = listing

    def open(self) -> None:
        """Show them; a bar that is chosen narrows the query."""
        from tunix_rt_tui.tui.listing.rewording import narrowed
        from tunix_rt_tui.tui.screens.statistics.screen import StatisticsScreen

        spec, results = self._listing.shown, self._listing.results
        if self._host.store is None or results is None:
            return

        def narrow(condition: Condition | None) -> None:
            if condition is not None:
                query = narrowed(spec.query, condition)
                shown = ListSpec(query, spec.scope, layout=spec.layout)
                self._listing.show(shown, keep=True)

        dialog = StatisticsScreen(self._host.store, spec, results, self._host.keys)
        self._host.show_dialog(dialog, narrow)

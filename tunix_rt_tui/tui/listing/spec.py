"""What a list is asked to show."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tunix_rt_tui.tui.listing.layout import USUAL, ListLayout

if TYPE_CHECKING:  # loads what reads the store, which the first picture does without
    from tunix_rt_tui.library.browsing import ResultSet
    from tunix_rt_tui.library.grouping import Group, GroupSet
    from tunix_rt_tui.store.contract import Scope, TraceSummary

    Rows = ResultSet | GroupSet
    """What is listed, row by row: traces, or groups of them."""


class ListSpec(NamedTuple):
    """Which traces: what a query finds in a scope, put into groups where they have a name.

    `grouped_by` is prompt, answer, source, version, or `meta.KEY`; `view` the name under which all
    this was saved.
    """

    query: str = ""
    scope: Scope = "live"
    grouped_by: str | None = None
    layout: ListLayout = USUAL
    view: str | None = None


class ListRow(NamedTuple):
    """A row: a trace, values of columns that its summary has not, and the group it stands for."""

    summary: TraceSummary
    cells: dict[str, str] = {}  # noqa: RUF012 - nobody writes into it
    group: Group | None = None

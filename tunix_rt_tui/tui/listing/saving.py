"""A view as the store keeps it, and what the list shows by it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tunix_rt_tui.trace.query.order import META
from tunix_rt_tui.tui.listing.layout import layout_of
from tunix_rt_tui.tui.listing.spec import ListSpec

if TYPE_CHECKING:
    from tunix_rt_tui.store.contract import View

GROUPS = (
    ("prompt", "answers to one prompt"),
    ("answer", "traces that agree"),
    ("source", "where they came from"),
    ("version", "their trace version"),
)
"""What can be grouped by beside values of meta, with a few words on each."""


def layout_json(spec: ListSpec) -> str:
    """Write what a view keeps beside its query."""
    kept = json.loads(spec.layout.as_json()) | {
        "grouped_by": spec.grouped_by,
        "scope": spec.scope,
    }
    return json.dumps(kept)


def spec_of(view: View) -> ListSpec:
    """Read a view; what this version does not know is left out."""
    layout = layout_of(view.layout)
    try:
        kept = json.loads(view.layout)
        by, scope = kept.get("grouped_by"), kept.get("scope")
    except (ValueError, AttributeError):
        by = scope = None
    known = {name for name, _ in GROUPS}
    grouped = by if isinstance(by, str) and (by in known or by.startswith(META)) else None
    return ListSpec(view.query, "trash" if scope == "trash" else "live", grouped, layout, view.name)

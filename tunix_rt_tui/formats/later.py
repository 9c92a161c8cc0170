"""Formats that are known by name and not read yet, so that a record of one is told of as such."""

from __future__ import annotations

from tunix_rt_tui.formats.contract import Item, Refusal
from tunix_rt_tui.formats.fields import has, record_of

ATIF = "ATIF, not read yet"
OTLP = "OTLP, not read yet"
TRAJECTORY_STORE = "trajectory store of Tunix, not read yet"
REASONS = frozenset({ATIF, OTLP, TRAJECTORY_STORE})
"""Why records are refused that are in these formats, whatever is in them."""

_OF_A_STORE = (
    ("step_id", "source", "message"),
    ("step_index", "thought_and_action"),
    ("traj_id", "global_step", "total_time"),
    ("traj_id", "global_step", "step_index"),
)
"""Keys of a step, in either of two layouts, and of what is measured of steps."""


def refuse_later(item: Item) -> Refusal | None:
    """Say of a record which format it is in; None where it is in none of these."""
    version = record_of(item).get("schema_version")
    is_atif = isinstance(version, str) and version.startswith("ATIF")
    if is_atif and has(item, "steps"):
        return _refusal(ATIF, "an agent trajectory in ATIF")
    if (is_atif and has(item, "trajectory_id")) or any(has(item, *keys) for keys in _OF_A_STORE):
        return _refusal(TRAJECTORY_STORE, "a part of a trajectory as Tunix stores it in a folder")
    if has(item, "resourceSpans") or has(item, "resource_spans"):
        return _refusal(OTLP, "an export of OpenTelemetry spans")
    return None


def _refusal(reason: str, what: str) -> Refusal:
    message = f"This is {what}, which this version does not read; nothing of it was taken."
    return Refusal(reason, message)

"""Every format that is read, in the order in which a record is tried against them.

The first that fits is taken, so what is told by more keys, or by rarer ones, stands first.
"""

from __future__ import annotations

from typing import Any

from tunix_rt_tui.formats.contract import Format, Item

CANONICAL = "canonical"
"""The id of documents that are traces already; the strict parser reads them, no format does."""

FORMATS: tuple[Format, ...] = ()


def looks_canonical(value: Any) -> bool:
    """Tell whether a value means to be a reasoning trace, be it a good one or not."""
    return isinstance(value, dict) and (
        isinstance(value.get("steps"), list) and "prompt" in value and "final_answer" in value
    )


def unwrapped(value: Any) -> dict[str, Any] | None:
    """Give the document in what a server tells of a trace: `{id, created_at, …, payload}`."""
    if not isinstance(value, dict) or not isinstance(payload := value.get("payload"), dict):
        return None
    return payload if "steps" in payload else None


def format_named(format_id: str) -> Format | None:
    """Find a format by its public name."""
    return next((known for known in FORMATS if known.id == format_id), None)


def format_of(item: Item) -> Format | None:
    """Tell which format a record is in; None where it is in none that is known."""
    return next((known for known in FORMATS if known.fits(item)), None)

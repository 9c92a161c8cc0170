"""A trace as plain lines, for where the app does not draw."""

from __future__ import annotations

from tunix_rt_tui.trace.text import drawable
from tunix_rt_tui.tui.reading import OpenedTrace
from tunix_rt_tui.tui.wire.ascii import in_ascii


def page_of(opened: OpenedTrace, *, ascii_only: bool, end: str) -> str:
    """Give a trace as lines for reading, the last one `end`; every character is safe to print."""
    rows = [""]
    for block in opened.reading:
        text = drawable(block.text)
        rows.append(_ruled(text) if block.kind == "heading" else text)
    rows += ["", _ruled(end), ""]
    page = "\n".join(rows)
    return "".join(map(in_ascii, page)) if ascii_only else page


def _ruled(heading: str) -> str:
    return f"── {heading} ──"

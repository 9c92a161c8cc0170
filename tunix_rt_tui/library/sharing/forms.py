"""The forms in which a trace is written for others, by name."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from tunix_rt_tui.store.contract import StoredTrace
from tunix_rt_tui.trace.words import short_id

Form = Literal["markdown", "html"]

NAMES: dict[Form, str] = {"markdown": "Markdown", "html": "HTML"}
_SUFFIXES: dict[Form, str] = {"markdown": "md", "html": "html"}


def write_as(form: Form, stored: StoredTrace) -> str:
    """Write a trace in a form; takes up to half a second a megabyte."""
    from tunix_rt_tui.library.sharing.html import as_html
    from tunix_rt_tui.library.sharing.markdown import as_markdown

    return as_markdown(stored) if form == "markdown" else as_html(stored)


def file_name(form: Form, trace_id: UUID) -> str:
    """Name a file for a trace: `trace-3f2a9c1e.md`."""
    return f"trace-{short_id(trace_id)}.{_SUFFIXES[form]}"

"""Every format in which traces are written out, by its name."""

from __future__ import annotations

from tunix_rt_tui.formats.writing.contract import Outgoing, OutputFormat, Written, each
from tunix_rt_tui.formats.writing.documents import CANONICAL
from tunix_rt_tui.formats.writing.registry import OUTPUT_FORMATS

DEFAULT = CANONICAL
"""What is written where no format is asked for."""

ALIASES = {"trace": CANONICAL.id}
"""Other names for formats."""


def _write_markdown(outgoing: Outgoing) -> Written:
    from tunix_rt_tui.library.sharing.markdown import markdown_of

    return Written(markdown_of(outgoing).encode())


MARKDOWN = OutputFormat(
    "md",
    "sheets of Markdown to read",
    "A sheet a trace, with a line between two. What is invisible, or could do harm, is made"
    " visible.",
    ".md",
    each(_write_markdown),
    is_json=False,
    between=b"\n---\n\n",
)

FORMATS: dict[str, OutputFormat] = {form.id: form for form in (*OUTPUT_FORMATS, MARKDOWN)}
"""The formats by their ids, in the order in which they are offered."""

NAMES = (*FORMATS, *ALIASES)
"""Every name that a format can be asked for by."""


def format_named(name: str) -> OutputFormat:
    """Give the format of one of `NAMES`."""
    return FORMATS[ALIASES.get(name, name)]

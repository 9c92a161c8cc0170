"""The ways in which text of a trace can be drawn."""

from __future__ import annotations

from typing import Literal

from tunix_rt_tui.trace.text import drawable
from tunix_rt_tui.tui.rendering.drawn import Drawn

Mode = Literal["written", "markdown", "formulas"]
"""As it was written; as Markdown; as it was written, with formulas in plain letters."""

MODES: tuple[Mode, ...] = ("written", "markdown", "formulas")
"""In the order in which one key goes through them."""

MODE_NAMES: dict[Mode, str] = {
    "written": "as written",
    "markdown": "Markdown",
    "formulas": "plain formulas",
}

MAX_CHARS = 400_000
"""Characters of a trace that is drawn otherwise than written: all is read when words are found."""


def draw(text: str, mode: Mode) -> Drawn:
    """Make text safe to draw, in one of the ways."""
    if mode == "markdown":
        from tunix_rt_tui.tui.rendering.markdown import lay_out_markdown

        return lay_out_markdown(text)
    if mode == "formulas":
        from tunix_rt_tui.tui.rendering.maths import plain_formulas

        return plain_formulas(text)
    return Drawn(drawable(text))

"""A button of one line, as calm as what stands around it."""

from __future__ import annotations

from textual.widgets import Button


class PlainButton(Button, inherit_css=False):
    """A button that has nothing of Textual's looks: those are three lines high in sixteen colours.

    Reading their style sheet would take half as long as the list takes to appear, too.
    """

    DEFAULT_CSS = """
    PlainButton {
        width: auto;
        height: 1;
        line-pad: 1;
        content-align: center middle;
    }
    """

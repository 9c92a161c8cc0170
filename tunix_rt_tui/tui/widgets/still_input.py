"""A text field that sends nothing while nothing is typed."""

from __future__ import annotations

from textual.reactive import reactive
from textual.widgets import Input


class StillInput(Input):
    """An `Input` whose cursor does not blink: each blink would be sent to the terminal."""

    cursor_blink = reactive(False, init=False)

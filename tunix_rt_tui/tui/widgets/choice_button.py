"""A button that stands for a choice: `[✓] gzip`, `(•) all marked`."""

from __future__ import annotations

from tunix_rt_tui.tui.keys import bindings_for
from tunix_rt_tui.tui.widgets.plain_button import PlainButton


class ChoiceButton(PlainButton):
    """A button that the space bar presses, too, as people expect of a check box."""

    BINDINGS = bindings_for("box")

"""The unsafe characters of a trace, by their numbers and names, to go to one."""

from __future__ import annotations

from collections.abc import Sequence

from tunix_rt_tui.trace.unsafe import UnsafeCharacter
from tunix_rt_tui.tui.listing.choice import Choice
from tunix_rt_tui.tui.screens.choosing import ChoiceDialog


class CharactersDialog(ChoiceDialog):
    """Gives the row of the character to go to."""

    def __init__(self, found: Sequence[UnsafeCharacter]) -> None:
        super().__init__(
            "Characters that are made visible",
            [Choice(one.code_point, f"{one.times} × {one.name}") for one in found],
            hint="enter finds it · copies have it as it was given · esc closes",
        )
